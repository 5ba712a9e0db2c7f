import { expect, test } from '@playwright/test';
import { dispositionFault, dispositionOf } from '../../../src/judgement/disposition.ts';
import { contentDisposition } from '../../../src/reference/storage/content-disposition.ts';

/** Fields that a sender may write (RFC 6266 §4, §5; RFC 8187 §3.2), with what they say. */
const valid: [field: string, type: string, filename?: string][] = [
  ['inline', 'inline'],
  ['attachment', 'attachment'],
  ['Attachment', 'attachment'],
  ['attachment; filename="a.pdf"', 'attachment', 'a.pdf'],
  ['attachment;filename="a.pdf"', 'attachment', 'a.pdf'],
  ['attachment ; filename = "a.pdf"', 'attachment', 'a.pdf'],
  ['attachment; FILENAME=a.pdf', 'attachment', 'a.pdf'],
  ['Attachment; filename=example.html', 'attachment', 'example.html'],
  ['INLINE; FILENAME= "an example.html"', 'inline', 'an example.html'],
  [`attachment; filename*= UTF-8''%e2%82%ac%20rates`, 'attachment', '€ rates'],
  [`attachment; filename="EURO rates"; filename*=utf-8''%e2%82%ac%20rates`, 'attachment', '€ rates'],
  [`attachment;filename="EURO rates";filename*=UTF-8''%E2%82%AC%20rates`, 'attachment', '€ rates'],
  [`attachment; filename*=UTF-8''a.pdf; filename="b.pdf"`, 'attachment', 'a.pdf'],
  [`attachment; filename*=UTF-8'en'%C2%A3%20rates`, 'attachment', '£ rates'],
  [`attachment; filename*=UTF-8'de-DE'gr%C3%BC%C3%9Fe.pdf`, 'attachment', 'grüße.pdf'],
  [`attachment; filename*=iso-8859-1'en'%A3%20rates`, 'attachment', '£ rates'],
  [`attachment; filename*=UTF-8''!#$&+-.^_\`|~09azAZ`, 'attachment', '!#$&+-.^_`|~09azAZ'],
  ['attachment; filename="a;b.pdf"', 'attachment', 'a;b.pdf'],
  ['attachment; filename="a=b; filename=c.pdf"', 'attachment', 'a=b; filename=c.pdf'],
  ['attachment; filename="x*=y.pdf"', 'attachment', 'x*=y.pdf'],
  ['attachment; filename="a \\"b\\" \\\\ c.pdf"', 'attachment', 'a "b" \\ c.pdf'],
  ['attachment; filename=""', 'attachment', ''],
  ['attachment; filename="gr\xfc\xdfe.pdf"', 'attachment', 'grüße.pdf'],
  ['attachment; filename="100%.pdf"', 'attachment', '100%.pdf'],
  ['attachment; filename="[1] (2) {3} <4> @5.pdf"', 'attachment', '[1] (2) {3} <4> @5.pdf'],
  [
    'attachment; filename="a.pdf"; size=100; creation-date="Wed, 12 Feb 1997 16:29:51 -0500"',
    'attachment',
    'a.pdf',
  ],
  ['form-data; name="file"; filename="a.pdf"', 'form-data', 'a.pdf'],
  ['x-own; a*b=c', 'x-own'],
];

for (const [field, type, filename] of valid)
  test(`takes ${field}`, () => {
    expect(dispositionFault(field)).toBeUndefined();
    expect(dispositionOf(field)).toEqual({ type, ...(filename !== undefined && { filename }) });
  });

const invalid: [name: string, field: string][] = [
  ['an empty field', ''],
  ['a blank field', ' '],
  ['no type', 'filename="a.pdf"'],
  ['no type before the semicolon', '; filename="a.pdf"'],
  ['a quoted type', '"attachment"; filename="a.pdf"'],
  ['two types', 'inline; attachment'],
  ['two types in a list', 'inline, attachment'],
  ['no semicolon', 'attachment filename="a.pdf"'],
  ['a comma for a semicolon', 'attachment, filename="a.pdf"'],
  ['a trailing semicolon', 'attachment; filename="a.pdf";'],
  ['an empty parameter', 'attachment;; filename="a.pdf"'],
  ['no value', 'attachment; filename='],
  ['no equals sign', 'attachment; filename'],
  ['no name', 'attachment; ="a.pdf"'],
  ['an unquoted blank', 'attachment; filename=annual report.pdf'],
  ['unquoted parentheses', 'attachment; filename=report(1).pdf'],
  ['an unquoted comma', 'attachment; filename=a,b.pdf'],
  ['unquoted letters outside ASCII', 'attachment; filename=gr\xfc\xdfe.pdf'],
  ['single quotation marks around a blank', "attachment; filename='a b.pdf'"],
  ['an open quotation mark', 'attachment; filename="a.pdf'],
  ['a stray quotation mark', 'attachment; filename="a "b".pdf"'],
  ['text behind the quotation mark', 'attachment; filename="a.pdf"x'],
  ['a line feed in quotation marks', 'attachment; filename="a\nb.pdf"'],
  ['NUL in quotation marks', 'attachment; filename="a\0b.pdf"'],
  ['a backslash at the end', 'attachment; filename="a\\'],
  ['filename* without a charset', 'attachment; filename*=report.pdf'],
  ['filename* with a single apostrophe', "attachment; filename*=UTF-8'report.pdf"],
  ['filename* in quotation marks', `attachment; filename*="UTF-8''report.pdf"`],
  ['filename* with a blank', "attachment; filename*=UTF-8''annual report.pdf"],
  ['filename* with a raw letter outside ASCII', "attachment; filename*=UTF-8''gr\xfc.pdf"],
  ['filename* with half an octet', "attachment; filename*=UTF-8''a%2"],
  ['filename* with a wrong octet', "attachment; filename*=UTF-8''a%zz"],
  ['filename* with parentheses', "attachment; filename*=UTF-8''a(1).pdf"],
  ['filename* without a value', 'attachment; filename*='],
  ['filename twice', 'attachment; filename="a.pdf"; filename="b.pdf"'],
  ['filename twice in another case', 'attachment; filename=a; FileName=b'],
  ['filename* twice', "attachment; filename*=UTF-8''a; filename*=UTF-8''b"],
];

for (const [name, field] of invalid)
  test(`complains about ${name}`, () => {
    expect(dispositionFault(field)).toMatch(/./);
    expect(() => dispositionOf(field)).not.toThrow();
  });

for (const name of [
  'a.pdf',
  'Vertrag Nº 7 – größer.pdf',
  `o'clock (1) "x" 100%\\.pdf`,
  '日本語 📄.pdf',
  '*=',
])
  for (const choice of ['both', 'extended-only'] as const)
    test(`decodes ${name} written ${choice}`, () => {
      const field = contentDisposition('attachment', name, choice);
      expect(dispositionFault(field)).toBeUndefined();
      expect(dispositionOf(field).filename).toBe(name);
    });

test('judges a long hostile field in no time', () => {
  const started = performance.now();
  for (const part of ['; a=', 'a"', '\\"', "'%41", '*', '; a*=b'])
    dispositionFault(`attachment; filename="${part.repeat(5000)}`);
  expect(performance.now() - started).toBeLessThan(1000);
});
