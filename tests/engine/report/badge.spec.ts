import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import type { Badge } from '../../../src/report/badge.ts';
import { badgeOf, renderBadgeJson, renderBadgeSvg } from '../../../src/report/badge.ts';
import { widthOf } from '../../../src/report/badge-width.ts';
import type { Conclusion, ConformanceReport } from '../../../src/report/model.ts';
import { exampleReport } from './example-report.ts';
import { result } from './result.ts';

const exitCodes = {
  ...{ conformant: 0, waived: 0, partial: 0, nonconformant: 1, outdated: 1, inconclusive: 2, error: 3 },
} as const satisfies Record<Conclusion, ConformanceReport['verdict']['exitCode']>;
const conclusions = Object.keys(exitCodes) as Conclusion[];

function reportOf(
  conclusion: Conclusion,
  target: Partial<ConformanceReport['target']> = {},
): ConformanceReport {
  return {
    ...exampleReport,
    target: { ...exampleReport.target, ...target },
    verdict: { conclusion, exitCode: exitCodes[conclusion], sentence: 'A sentence.' },
    requirements: [result('AAA-01', 'failed', { waiver: { reason: 'r', owner: 'o', until: '2030-01-01' } })],
  };
}

test('the badge says verdict, profiles, day and version', () => {
  expect(badgeOf(reportOf('conformant'))).toEqual({
    ...{ schemaVersion: 1, label: 'files/url contract', color: '#2e7d32', isError: false },
    message: 'conformant · core+upload · 2025-01-15 · suite 1.0.0',
  });
  expect(badgeOf(reportOf('waived')).message).toMatch(/^conformant but for 1 waived · /);
  expect(badgeOf(reportOf('partial', { profiles: ['core'] })).message).toMatch(/^partial · core · /);
  expect(badgeOf(reportOf('conformant', { embedded: true })).message).toMatch(/ · reference server$/);
});

test('only conformant is green; no two other conclusions say the same', () => {
  const badges = conclusions.map((conclusion) => badgeOf(reportOf(conclusion)));
  const isGreen = ({ color }: Badge): boolean => {
    const [red = 0, green = 0, blue = 0] = channels(color);
    return green > red && green > blue;
  };
  expect(badges.filter(isGreen).map(({ message }) => message)).toEqual([
    badgeOf(reportOf('conformant')).message,
  ]);
  expect(new Set(badges.map(({ message }) => message)).size).toBe(conclusions.length);
  expect(badgeOf(reportOf('nonconformant'))).toMatchObject({ color: '#c62828', isError: true });
});

test('white text can be read on every colour', () => {
  for (const conclusion of conclusions) {
    const { color } = badgeOf(reportOf(conclusion));
    expect(1.05 / (luminance(color) + 0.05), color).toBeGreaterThanOrEqual(4.5);
  }
});

test('the JSON is that of shields.io', () => {
  const badge = JSON.parse(renderBadgeJson(reportOf('inconclusive'))) as Badge;
  expect(badge).toEqual(badgeOf(reportOf('inconclusive')));
});

test('the picture has the text, names itself, and holds its texts', () => {
  for (const conclusion of conclusions) {
    const report = reportOf(conclusion);
    const { label, message } = badgeOf(report);
    const svg = renderBadgeSvg(report);
    expect(svg).toContain(`role="img" aria-label="${label}: ${message}"`);
    expect(svg).toContain(`<title>${label}: ${message}</title>`);
    const [width = 0] = Array.from(svg.matchAll(/ width="(\d+)"/g), ([, digits]) => Number(digits));
    expect(width).toBeGreaterThan(widthOf(label) + widthOf(message) + 20);
    expect(width).toBeLessThan(widthOf(label) + widthOf(message) + 30);
  }
});

test('whatever the version is, the picture is well-formed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (version) => {
      const svg = renderBadgeSvg({
        ...reportOf('conformant'),
        suite: { name: 'suite', version: `${version}<&">` },
      });
      expect(svg).not.toMatch(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u);
      expect(svg.replace(/<\/?[a-z]+(?: [a-z]+(?:-[a-z]+)?="[^"<>]*")*\/?>/gi, '')).not.toMatch(
        /[<>]|&(?!\w+;)/,
      );
    }),
  );
});

test('a wide text takes more room than a narrow one, and one that is not in the table the most', () => {
  expect(widthOf('il')).toBeLessThan(widthOf('mW'));
  expect(widthOf('m')).toBeLessThanOrEqual(widthOf('漢'));
  expect(widthOf('aa')).toBeCloseTo(2 * widthOf('a'));
});

function channels(color: string): number[] {
  return Array.from(color.matchAll(/[\da-f]{2}/g), ([digits]) => Number.parseInt(digits, 16));
}

/** Relative luminance as WCAG defines it. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = channels(color).map((channel) => {
    const value = channel / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
