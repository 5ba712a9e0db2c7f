import { expect } from '@playwright/test';
import fc from 'fast-check';
import { renderHtml } from '../../../../src/report/html.ts';
import type { ConformanceReport } from '../../../../src/report/model.ts';
import { test } from '../../../harness/browser.ts';
import { fullReport } from './sample.ts';

/** Texts that would be more than text to a page that does not escape them. */
const attacks = [
  ...[
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    '<base href=//x>',
  ],
  ...[
    '</pre></details></style></title></html>',
    '<!--',
    '--!>',
    ']]>',
    '<style>*{display:none}',
    '</table><p>',
  ],
  ...[
    '&lt;b&gt;',
    '&#60;b&#62;',
    'javascript:alert(1)',
    '" autofocus onfocus="alert(1)',
    '<meta http-equiv=refresh>',
  ],
  ...[
    '\u202e',
    '\0',
    '\ud800',
    '<a href="javascript:alert(1)">',
    '<iframe srcdoc="<script>alert(1)</script>">',
  ],
];

/** Members whose values are one of a few words of ours. */
const words =
  /^(level|profiles?|effect|verdict|conclusion|state|follows|discrepancy|channel|budget|failOn|kind|others|method)$/;

const hostileText = fc.oneof(
  fc.constantFrom(...attacks),
  fc.array(fc.constantFrom(...attacks, 'a', ' ', '/'), { maxLength: 4 }).map((parts) => parts.join('')),
  fc.string({ unit: fc.constantFrom(...'<>"\'&=`/#;!-x ') }),
);

/** The report with a text at the end of every text in it but words of ours. */
function spoilt<T>(value: T, text: string, name = ''): T {
  const change = (inner: unknown, key: string): unknown => {
    if (typeof inner === 'string') return words.test(key) ? inner : inner + text;
    if (Array.isArray(inner)) return inner.map((item: unknown) => change(item, key));
    if (typeof inner !== 'object' || inner === null) return inner;
    return Object.fromEntries(Object.entries(inner).map(([member, item]) => [member, change(item, member)]));
  };
  return change(value, name) as T;
}

/** The same length and the same letters, and nothing that means anything to HTML. */
function harmless(text: string): string {
  return text.replace(/[<>"'&=`]/g, '.');
}

/** How often each element and each attribute is there, and where links lead; to be run in a browser. */
const census = `(html) => {
  const counts = {};
  for (const element of new DOMParser().parseFromString(html, 'text/html').querySelectorAll('*')) {
    const name = element.localName;
    const attributes = [...element.attributes].map((one) => name + ' ' + one.name);
    const link = element.getAttribute('href') ?? '#';
    const known = /^(#|data:,$|https:\\/\\/www\\.rfc-editor\\.org\\/rfc\\/rfc\\d+#)/.test(link);
    for (const key of [name, ...attributes, known ? 'known link' : 'other link']) counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}`;

test('whatever stands in a report, its page has no element, attribute or link but ours', async ({ open }) => {
  const { page } = await open('<!doctype html><title>parser</title>');
  const counted = (report: ConformanceReport) =>
    page.evaluate<Record<string, number>>(`(${census})(${JSON.stringify(renderHtml(report))})`);
  const usual = await counted(fullReport);
  expect(usual['other link']).toBeUndefined();
  await fc.assert(
    fc.asyncProperty(hostileText, async (text) => {
      const found = await counted(spoilt(fullReport, text));
      expect(found).toEqual(await counted(spoilt(fullReport, harmless(text))));
      expect(Object.keys(found).filter((key) => !(key in usual))).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test('the page of a report full of attacks does nothing and shows them as text', async ({ open }) => {
  const { page, requests, happened } = await open(renderHtml(spoilt(fullReport, attacks.join(' '))));
  expect(requests).toEqual([page.url()]);
  expect(happened).toEqual([]);
  await expect(page.locator('.sentence')).toContainText('<script>alert(1)</script>');
});
