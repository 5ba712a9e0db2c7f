import { format, resolveConfig } from 'prettier';
import type { PricedEntry } from '../../src/cli/catalogue.ts';
import { suiteFile } from '../../src/suite-files.ts';
import type { CheckTraffic } from './traffic.ts';

/** Where the page lies. */
export const cataloguePage = suiteFile('docs', 'catalogue.md');

const introduction = `# The requirements

Written by \`npm run catalogue\`; do not edit. \`npm run conformance -- list\` prints the same as a table, \`list --json\` for programs.

What must come back is what the sentence in bold says, by the quoted clause. A status below is one way to keep it: where the contract
leaves the status open, another one is as good. _Sent_ and _Costs_ are read off a run against the reference server with both profiles, at the
standard budget:

- _Sent_: what the check looks at, by kind of request, with the statuses that the reference server answered.
  Below it the shortest requests, with the fields that differ from those of every request; what is in parentheses says when it was sent.
  The check of a passive requirement sends nothing, or little, of its own; it judges what others sent.
- _Finds_: the faults, one at a time, that \`npm run test:defects\` puts into the reference server, and that the check finds.
- _Costs_: the API requests that the check adds to a whole run at the budgets quick and standard. Checks share requests.

\`#/…\` is a JSON pointer into \`specs/flexportal-files.openapi.yaml\`, \`P:\` a section of its prose page, \`W:\` another page of the
documentation, \`sec\` good practice of security without a clause of its own.
`;

/** The page on all requirements, in the project's format. Throws when a requirement has no entry in `traffic`. */
export async function renderCatalogue(
  entries: readonly PricedEntry[],
  traffic: Readonly<Record<string, CheckTraffic>>,
): Promise<string> {
  const areas = [...new Set(entries.map(({ id }) => areaOf(id)))].map((area) => {
    const own = entries.filter(({ id }) => areaOf(id) === area);
    return { name: `${area}: ${nameOf(own, traffic)}`, own };
  });
  const contents = areas.map(
    ({ name, own }) =>
      `- [${name}](#${slugOf(name)}): ${own.map(({ id }) => `[${id}](#${slugOf(id)})`).join(' ')}`,
  );
  const sections = areas.map(({ name, own }) =>
    [`## ${name}`, ...own.map((entry) => sectionOf(entry, trafficOf(traffic, entry.id)))].join('\n\n'),
  );
  const page = [introduction, contents.join('\n'), ...sections].join('\n\n');
  return format(page, { ...(await resolveConfig(cataloguePage)), parser: 'markdown' });
}

function sectionOf(entry: PricedEntry, traffic: CheckTraffic): string {
  const { id, title, level, profile, effect, quote, clause, defects, requests } = entry;
  const facts = [
    level,
    `profile ${profile}`,
    ...(effect === 'writes' ? ['uploads files of its own'] : []),
    ...(traffic.passive ? ['passive'] : []),
  ];
  const sent = Object.entries(traffic.judged).map(
    ([kind, answers]) => `${code(kind)} → ${answers.join(', ')}`,
  );
  return [
    `### ${id}`,
    `**${escaped(title)}** (${facts.join(', ')})`,
    `> ${escaped(quote)}`,
    [
      `- Clause: ${clause.map(code).join(', ')}`,
      `- Sent: ${sent.length === 0 ? 'nothing in such a run shows it' : sent.join('; ')}`,
      ...traffic.examples.map((example) => `  - ${code(example)}`),
      `- Finds: ${defects.map(escaped).join('; ')}`,
      `- Costs: ${requests.quick} quick, ${requests.standard} standard`,
    ].join('\n'),
  ].join('\n\n');
}

function areaOf(id: string): string {
  return id.replace(/-.*/, '');
}

/** The folder that most tests of an area lie in, in words. */
function nameOf(entries: readonly PricedEntry[], traffic: Readonly<Record<string, CheckTraffic>>): string {
  const folders = entries.map(({ id }) => trafficOf(traffic, id).folder);
  const count = (folder: string): number => folders.filter((one) => one === folder).length;
  const [first = ''] = [...folders].sort((one, other) => count(other) - count(one));
  return first.replaceAll('-', ' ');
}

function trafficOf(traffic: Readonly<Record<string, CheckTraffic>>, id: string): CheckTraffic {
  const own = traffic[id];
  if (own === undefined) throw new Error(`renderCatalogue: nothing is known of what ${id} sends`);
  return own;
}

/** The anchor that GitHub gives a heading of words, digits, hyphens and colons. */
function slugOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');
}

/** A code span, whatever backticks are in the text. */
function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const edge = /^`|`$|^ .* $/.test(text) ? ' ' : '';
  return `${fence}${edge}${text}${edge}${fence}`;
}

/** A text without anything that Markdown would read. */
function escaped(text: string): string {
  return text.replaceAll(/[\\`*_<>[\]#|~]/g, '\\$&');
}
