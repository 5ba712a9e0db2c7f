import type { Markup } from './markup.ts';
import { markup } from './markup.ts';
import type { Section } from './section.ts';
import { sectionMarkup } from './section.ts';
import { style } from './style.ts';

/** Nothing is loaded and nothing is run: the only style is the page's own, the only image an empty icon. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** An HTML page that needs no script and no other file: a header of its own, then sections with a list of them. */
export function page(title: string, header: Markup, sections: readonly Section[]): string {
  const links = sections.map((section) => markup`<li><a href="#${section.id}">${section.title}</a></li>`);
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>
${style}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
${header}<div class="page">
<nav aria-label="Contents"><ul role="list">${links}</ul></nav>
<main id="main">
${sections.map(sectionMarkup)}</main>
</div>
</body>
</html>
`.source;
}
