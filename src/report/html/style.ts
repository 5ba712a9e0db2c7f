import { Markup } from './markup.ts';

/** Every pair of text and background keeps a contrast of 4.5:1 or more. */
const colours = `
:root {
  color-scheme: light dark;
  --paper: #fff; --ink: #1c2128; --quiet: #59636e; --rule: #d4dae1; --wire: #f5f7f9; --link: #0a55b0;
  --good: #17692c; --bad: #b3152b; --warn: #7d5000; --open: #5a3ea6; --mute: #59636e;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #14171b; --ink: #e2e6ea; --quiet: #9ba6b2; --rule: #343b43; --wire: #1c2127; --link: #82b7ff;
    --good: #62cc84; --bad: #ff8f8a; --warn: #e4b449; --open: #b9a3ff; --mute: #9ba6b2;
  }
}
.good { --tone: var(--good); }
.bad { --tone: var(--bad); }
.warn { --tone: var(--warn); }
.open { --tone: var(--open); }
.mute { --tone: var(--mute); }
`;

const type = `
*, ::before { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-padding-top: 1rem; }
body {
  margin: 0 auto; padding: 2.5rem 2rem 5rem; max-width: 80rem;
  background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  overflow-wrap: anywhere;
}
h1, h2, h3, p, ul, dl, dd, figure, pre { margin: 0; padding: 0; }
h1 { font-size: 2rem; line-height: 1.2; font-weight: 650; letter-spacing: -0.01em; color: var(--tone); }
h2 { font-size: 1.375rem; line-height: 1.3; font-weight: 650; letter-spacing: -0.005em; margin-bottom: 1.25rem; }
h3 { font-size: 1rem; line-height: 1.4; font-weight: 650; margin: 2rem 0 0.5rem; }
small { font-size: 0.875rem; font-weight: 400; color: var(--quiet); margin-left: 0.5rem; }
p { max-width: 46rem; }
section > p { margin-bottom: 1rem; }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: 0.15em; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 2px; }
code, pre, .id { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
code, .id { font-size: 0.9em; }
.id { white-space: nowrap; }
.said { white-space: pre-wrap; }
pre {
  padding: 0.625rem 0.75rem; background: var(--wire); border-radius: 4px;
  font-size: 0.8125rem; line-height: 1.5; white-space: pre-wrap; tab-size: 4;
}
q { quotes: "“" "”"; }
ul[role=list] { list-style: none; }
.cut, .reason, figcaption { color: var(--quiet); }
.cut { font-style: italic; }
pre .cut { font-family: system-ui, sans-serif; }
.mark { color: var(--tone); font-weight: 600; white-space: nowrap; }
.mark::before {
  content: ""; display: inline-block; width: 0.5625rem; height: 0.5625rem; margin-right: 0.4375rem;
  background: currentcolor; print-color-adjust: exact; -webkit-print-color-adjust: exact;
}
.good.mark::before { border-radius: 50%; }
.warn.mark::before { clip-path: polygon(50% 0, 100% 100%, 0 100%); }
.open.mark::before { border-radius: 50%; background: none; border: 2px solid; }
.mute.mark::before { height: 2px; margin-bottom: 0.2rem; }
`;

const layout = `
.skip { position: absolute; left: -100vw; top: 0.5rem; padding: 0.5rem 1rem; background: var(--paper); z-index: 1; }
.skip:focus { left: 1rem; }
.verdict { border-left: 6px solid var(--tone); padding: 0.25rem 0 0.25rem 1.5rem; margin-bottom: 3rem; print-color-adjust: exact; }
.sentence { font-size: 1.125rem; margin: 0.5rem 0 1rem; max-width: 56rem; }
.judged { max-width: none; color: var(--quiet); font-size: 0.875rem; }
.judged span:not(:last-child)::after { content: "·"; margin: 0 0.375rem 0 0.5rem; }
.page { display: grid; grid-template-columns: 11rem minmax(0, 1fr); gap: 3.5rem; }
nav ul { position: sticky; top: 1.5rem; font-size: 0.875rem; }
nav li { margin-bottom: 0.5rem; }
nav a { color: var(--quiet); text-decoration: none; }
nav a:hover { color: var(--link); text-decoration: underline; }
main section { margin-bottom: 4rem; }
main section > h2 { border-top: 1px solid var(--rule); padding-top: 1.25rem; }
main section:first-child > h2 { border-top: 0; padding-top: 0; }
main :target { scroll-margin-top: 1rem; }
tr:target > *, h3:target, .exchange:target { box-shadow: inset 3px 0 var(--link); padding-left: 0.5rem; }
.facts > div { display: grid; grid-template-columns: 9rem minmax(0, 1fr); gap: 1rem; padding: 0.25rem 0; }
dt { color: var(--quiet); font-size: 0.875rem; line-height: 1.5rem; }
.cause { padding-bottom: 1.5rem; }
.cause + .cause { border-top: 1px solid var(--rule); }
.cause h3 { margin: 1.25rem 0 0.75rem; font-size: 1.0625rem; }
.cause:first-of-type h3 { margin-top: 0; }
.group { margin-bottom: 2rem; }
.clauses { color: var(--quiet); font-size: 0.75rem; line-height: 1.45; }
.clauses a { color: inherit; }
dd .clauses { font-size: 0.8125rem; margin-top: 0.125rem; }
.columns { columns: 16rem; list-style: none; font-size: 0.875rem; }
.digest { font-size: 0.75rem; color: var(--quiet); }
details { border-top: 1px solid var(--rule); }
details:last-of-type { border-bottom: 1px solid var(--rule); }
summary { padding: 0.5rem 0.25rem; cursor: pointer; font-size: 0.9375rem; }
summary:hover { background: var(--wire); }
summary .count { color: var(--quiet); font-variant-numeric: tabular-nums; margin: 0 0.5rem 0 0.25rem; }
details > .facts, .exchange { padding-left: 1.375rem; }
.exchange { padding-bottom: 1rem; }
.paper { display: none; }
figure { margin-top: 0.75rem; }
figcaption { font-size: 0.8125rem; margin-bottom: 0.25rem; }
figcaption b { color: var(--ink); font-weight: 600; }
.trouble { margin-top: 0.75rem; font-size: 0.875rem; }
`;

const tables = `
table { border-collapse: collapse; width: 100%; font-size: 0.875rem; }
.fixed { table-layout: fixed; }
th, td { text-align: left; vertical-align: top; padding: 0.5rem 1rem 0.5rem 0; border-top: 1px solid var(--rule); font-weight: 400; }
thead th { border-top: 0; color: var(--quiet); font-size: 0.8125rem; padding-bottom: 0.25rem; vertical-align: bottom; }
tbody th { font-weight: 600; }
.fixed th:nth-child(1) { width: 5.25rem; }
.fixed th:nth-child(2) { width: 5.5rem; }
.fixed th:nth-child(4) { width: 34%; }
.fixed td:nth-child(2) { color: var(--quiet); }
td strong { white-space: nowrap; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.counts table { width: auto; min-width: min(24rem, 100%); }
.counts tr > :last-child { padding-right: 0; }
`;

/** A narrow screen has one column: rows become blocks, and each value says what it is. */
const narrow = `
@media screen and (max-width: 60rem) {
  .page { display: block; }
  nav { margin-bottom: 2.5rem; }
  nav ul { position: static; display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; }
  nav li { margin: 0; }
  nav a { display: inline-block; padding: 0.25rem 0; text-decoration: underline; }
}
@media screen and (max-width: 40rem) {
  body { padding: 1.25rem 1rem 3rem; }
  h1 { font-size: 1.625rem; }
  .verdict { padding-left: 1rem; margin-bottom: 2rem; }
  .sentence { font-size: 1rem; }
  .judged span { display: block; }
  .judged span::after { display: none; }
  .facts > div { grid-template-columns: minmax(0, 1fr); gap: 0; padding: 0.375rem 0; }
  details > .facts, .exchange { padding-left: 0; }
  main section { margin-bottom: 3rem; }
  :not(.counts) > .stacked { display: block; }
  :not(.counts) > .stacked :is(tbody, tr, th, td) { display: block; width: auto; }
  :not(.counts) > .stacked thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  :not(.counts) > .stacked tr { border-top: 1px solid var(--rule); padding: 0.5rem 0; }
  :not(.counts) > .stacked :is(th, td) { border: 0; padding: 0.125rem 0; }
  :not(.counts) > .stacked td::before { content: attr(data-label); display: block; color: var(--quiet); font-size: 0.75rem; }
  .stacked.fixed td::before { display: none; }
  .stacked.fixed tr > :nth-child(-n+2) { display: inline-block; margin-right: 0.75rem; }
  .counts :is(th, td) { padding-right: 0.5rem; }
}
`;

const print = `
@media print {
  :root { color-scheme: light; font-size: 9.5pt; }
  body { padding: 0; max-width: none; }
  main section { margin-bottom: 2rem; }
  .page { display: block; }
  nav, .skip { display: none; }
  a { color: inherit; text-decoration: none; }
  pre { border: 1px solid var(--rule); background: none; }
  h2, h3, summary, figcaption, thead { break-after: avoid; }
  tr, .facts > div { break-inside: avoid; }
  .facts > div:has(pre) { break-inside: auto; }
  .paper { display: block; }
  .printed::details-content { content-visibility: visible; display: block; block-size: auto; }
  summary { list-style: none; }
}
`;

/** The style of the page; system fonts only. */
export const style = new Markup([colours, type, layout, tables, narrow, print].join(''));
