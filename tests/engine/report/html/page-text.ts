import { renderHtml } from '../../../../src/report/html.ts';
import type { ConformanceReport } from '../../../../src/report/model.ts';

const entities: Readonly<Record<string, string>> = {
  ...{ '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" },
};

/** The text of the page for a report, roughly as a reader without style sees it. */
export function pageText(report: ConformanceReport): string {
  return textIn(renderHtml(report).replace(/<style>.*?<\/style>/s, ''));
}

/** The text of the part of that page with this id; throws when it has no such part. */
export function partText(report: ConformanceReport, id: string): string {
  const part = new RegExp(`<section id="${id}".*?</section>`, 's').exec(renderHtml(report));
  if (part === null) throw new Error(`partText: the page has no ${id}`);
  return textIn(part[0]);
}

function textIn(html: string): string {
  return html.replace(/<[^>]*>/g, '').replace(/&[#\w]+;/g, (entity) => entities[entity] ?? entity);
}

/** The headings of the parts of a page, in their order. */
export function headings(report: ConformanceReport): string[] {
  return [...renderHtml(report).matchAll(/<h2[^>]*>([^<]*)<\/h2>/g)].map(([, title = '']) => title);
}
