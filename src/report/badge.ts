import type { Conclusion, ConformanceReport } from './model.ts';
import { widthOf } from './badge-width.ts';
import { attribute, text } from './xml.ts';

/** A badge in the words of the endpoint schema of shields.io. */
export interface Badge {
  readonly schemaVersion: 1;
  readonly label: string;
  readonly message: string;
  /** Hex with `#`; white text on it has a contrast of at least 4.5. */
  readonly color: string;
  /** True when nobody may give the badge another colour. */
  readonly isError: boolean;
}

/** Only a target that keeps everything is green; `#` stands for a number. */
const looks: Readonly<Record<Conclusion, { readonly word: string; readonly color: string }>> = {
  conformant: { word: 'conformant', color: '#2e7d32' },
  waived: { word: 'conformant but for # waived', color: '#8a6d00' },
  partial: { word: 'partial', color: '#8a6d00' },
  nonconformant: { word: 'not conformant', color: '#c62828' },
  outdated: { word: 'waivers out of date', color: '#b45309' },
  inconclusive: { word: 'inconclusive', color: '#616161' },
  error: { word: 'no verdict', color: '#616161' },
};

/** The badge of a run: verdict, profiles, day in UTC and version of the suite; the reference server is named, because it is nobody's product. */
export function badgeOf({ verdict, target, run, suite, requirements }: ConformanceReport): Badge {
  const { word, color } = looks[verdict.conclusion];
  const waived = requirements.filter(({ waiver }) => waiver !== undefined).length;
  const facts = [
    word.replace('#', String(waived)),
    target.profiles.join('+'),
    run.startedAt.slice(0, 10),
    `suite ${suite.version}`,
  ];
  return {
    schemaVersion: 1,
    label: 'files/url contract',
    message: [...facts, ...(target.embedded ? ['reference server'] : [])].join(' · '),
    color,
    isError: verdict.exitCode !== 0,
  };
}

/** The badge as JSON, for `https://img.shields.io/endpoint?url=…`. */
export function renderBadgeJson(report: ConformanceReport): string {
  return `${JSON.stringify(badgeOf(report), null, 2)}\n`;
}

/** In pixels: height, space before and after a text, its base line. */
const [height, margin, baseline] = [20, 6, 14];

/** The badge as an SVG of its own, which names itself to those who do not see it. */
export function renderBadgeSvg(report: ConformanceReport): string {
  const { label, message, color } = badgeOf(report);
  const [left, right] = [Math.ceil(widthOf(label)), Math.ceil(widthOf(message))];
  const split = left + 2 * margin;
  const width = split + right + 2 * margin;
  const written = (content: string, x: number, length: number): string =>
    `<text x="${x}" y="${baseline}" textLength="${length}">${text(content)}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" role="img" aria-label="${attribute(`${label}: ${message}`)}">
  <title>${text(`${label}: ${message}`)}</title>
  <clipPath id="round"><rect width="${width}" height="${height}" rx="3"/></clipPath>
  <g clip-path="url(#round)">
    <rect width="${split}" height="${height}" fill="#424242"/>
    <rect x="${split}" width="${width - split}" height="${height}" fill="${color}"/>
  </g>
  <g fill="#fff" font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="11">
    ${written(label, margin, left)}
    ${written(message, split + margin, right)}
  </g>
</svg>
`;
}
