import type { Change, ChangeKind, Difference, Seen } from './difference.ts';
import { changeKinds } from './difference.ts';
import { printable } from './printable.ts';
import { brief, idRanges } from './terminal-words.ts';

const headings: Readonly<Record<ChangeKind, string>> = {
  broken: 'New failures',
  lost: 'Not decided any more',
  changed: 'Other evidence',
  fixed: 'Fixed',
  decided: 'Decided now',
  other: 'Otherwise different',
};

/** So many lines about findings of one requirement. */
const mostLines = 4;
/** Characters of each part of a finding, and of a reason. */
const longest = { part: 100, reason: 200 };
/** So many requirements that changed for one reason share a line. */
const manyAlike = 3;

/** The difference for people to read: what was compared, each change by kind, then one sentence. */
export function renderDifference(difference: Difference): string {
  const blocks = changeKinds.flatMap((kind) => {
    const those = difference.changes.filter((change) => change.kind === kind);
    return those.length === 0 ? [] : [[`${headings[kind]} (${those.length})`, ...linesOf(those)]];
  });
  const parts = [
    [sideLine('old', difference.old), sideLine('new', difference.new), ...circumstances(difference)],
    ...catalogueBlock(difference),
    ...blocks,
    [sentenceOf(difference)],
  ];
  return `${parts.map((lines) => lines.map(printable).join('\n')).join('\n\n')}\n`;
}

function sideLine(name: string, { target, suite, startedAt, verdict }: Difference['old']): string {
  return `${name}  ${startedAt}  ${target.url}  ${target.profiles.join('+')}  suite ${suite}  ${verdict.conclusion}`;
}

/** What makes the runs ask other things. */
function circumstances({ old, new: now }: Difference): string[] {
  const facts = [
    ['seed', String(old.seed), String(now.seed)],
    ['budget', old.budget, now.budget],
    ['fail on', old.failOn, now.failOn],
  ] as const;
  const different = facts.filter(([, before, after]) => before !== after);
  if (different.length === 0) return [];
  return [`run  ${different.map(([name, before, after]) => `${name} ${before} → ${after}`).join(', ')}`];
}

function catalogueBlock({ old, new: now, added, removed }: Difference): string[][] {
  if (old.catalogue.digest === now.catalogue.digest) return [];
  return [
    [
      `The sets of requirements differ: ${old.catalogue.version} has ${old.catalogue.requirements}, ${now.catalogue.version} has ${now.catalogue.requirements}.`,
      ...added.map(({ id, title, verdict }) => `  + ${id}  ${title}  ${verdict}`),
      ...removed.map(({ id, title }) => `  - ${id}  ${title}`),
    ],
  ];
}

/** Each change with its findings; those without any that have the same reason together. */
function linesOf(changes: readonly Change[]): string[] {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const { id, from, to, reason, appeared, gone } = change;
    const key = appeared.length + gone.length > 0 ? id : `${from} → ${to}: ${reason}`;
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined || group.length < manyAlike) return group.flatMap(changeLines);
    const { from, to, reason } = first;
    return [`  ${idRanges(group.map(({ id }) => id))}  ${from} → ${to}`, ...reasonLines(reason)];
  });
}

function changeLines({ id, title, from, to, reason, appeared, gone }: Change): string[] {
  const lines = [
    ...gone.map((finding) => `    - ${findingText(finding)}`),
    ...appeared.map((finding) => `    + ${findingText(finding)}`),
  ];
  const rest = lines.length - mostLines;
  return [
    `  ${id}  ${title}  ${from} → ${to}`,
    ...reasonLines(reason),
    ...lines.slice(0, mostLines),
    ...(rest > 0 ? [`    and ${rest} more`] : []),
  ];
}

function reasonLines(reason: string | undefined): string[] {
  return reason === undefined ? [] : [`    ${brief(reason.replaceAll('\n', '; '), longest.reason)}`];
}

function findingText({ because, received, expected }: Seen): string {
  const [sent, came, wanted] = [because ?? '', received, expected].map((part) => brief(part, longest.part));
  return `${because === undefined ? '' : `${sent}: `}received ${came}, expected ${wanted}`;
}

function sentenceOf({ changes }: Difference): string {
  const worse = changes.filter((change) => change.worse);
  if (worse.length > 0) return `Worse: ${idRanges(worse.map(({ id }) => id))}.`;
  return changes.length === 0 ? 'Nothing changed.' : 'Nothing got worse.';
}
