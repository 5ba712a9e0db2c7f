import { shapeOf, wordsOf } from './causes-likeness.ts';
import type { Level } from '../requirement.ts';
import type { ConformanceReport, RequirementResult, RunVerdict } from './model.ts';
import type { Finding } from './outcome.ts';
import type { Word } from './standing.ts';
import { wordFor } from './standing.ts';

/**
 * What became of a requirement: violated now and not before; decided before and not now; violated by other findings; kept again;
 * decided now and not before; or something else, such as a condition that did not arise.
 */
export type ChangeKind = 'broken' | 'lost' | 'changed' | 'fixed' | 'decided' | 'other';

/** One requirement that two reports see differently. */
export interface Change {
  readonly kind: ChangeKind;
  readonly id: string;
  readonly level: Level;
  readonly title: string;
  readonly from: Word;
  readonly to: Word;
  /** True when it fails a comparison: violated at a level that fails the new run, or not decided any more. */
  readonly worse: boolean;
  /** Why there is no plain verdict now. */
  readonly reason?: string;
  /** Findings that are new, and those that are not there any more; values in them aside, which are of the run. */
  readonly appeared: readonly Seen[];
  readonly gone: readonly Seen[];
}

/** A finding without the exchanges that show it. */
export type Seen = Pick<Finding, 'because' | 'received' | 'expected'>;

/** A requirement by its name. */
type Named = Pick<RequirementResult, 'id' | 'title'>;

/** What a run was, as far as it matters beside another. */
interface Side {
  readonly target: ConformanceReport['target'];
  readonly suite: string;
  readonly startedAt: string;
  readonly seed: number;
  readonly budget: ConformanceReport['run']['budget'];
  readonly failOn: ConformanceReport['run']['failOn'];
  readonly catalogue: ConformanceReport['catalogue'];
  readonly verdict: RunVerdict;
}

/** What is different between two reports on one contract. */
export interface Difference {
  readonly formatVersion: 1;
  readonly old: Side;
  readonly new: Side;
  /** Requirements that only the new, and only the old set has. */
  readonly added: readonly (Named & { readonly verdict: Word })[];
  readonly removed: readonly Named[];
  /** By kind, worst first, then in the order of ids. */
  readonly changes: readonly Change[];
}

/** The kinds of change, worst first. */
export const changeKinds: readonly ChangeKind[] = ['broken', 'lost', 'changed', 'fixed', 'decided', 'other'];

/** Compares two reports requirement by requirement; both must be on one contract. */
export function differenceOf(older: ConformanceReport, newer: ConformanceReport): Difference {
  const before = new Map(older.requirements.map((result) => [result.id, result]));
  const after = new Map(newer.requirements.map((result) => [result.id, result]));
  const changes = newer.requirements.flatMap((now) => {
    const then = before.get(now.id);
    if (then === undefined) return [];
    const states = [
      { result: then, word: wordFor(then, older) },
      { result: now, word: wordFor(now, newer) },
    ] as const;
    return changeOf(...states, newer.run.failOn) ?? [];
  });
  return {
    formatVersion: 1,
    old: sideOf(older),
    new: sideOf(newer),
    added: newer.requirements
      .filter(({ id }) => !before.has(id))
      .map((result) => ({ id: result.id, title: result.title, verdict: wordFor(result, newer) })),
    removed: older.requirements.filter(({ id }) => !after.has(id)).map(({ id, title }) => ({ id, title })),
    changes: changes.sort(
      (a, b) => changeKinds.indexOf(a.kind) - changeKinds.indexOf(b.kind) || (a.id < b.id ? -1 : 1),
    ),
  };
}

function sideOf({ target, suite, run, catalogue, verdict }: ConformanceReport): Side {
  const { startedAt, seed, budget, failOn } = run;
  return { target, suite: suite.version, startedAt, seed, budget, failOn, catalogue, verdict };
}

type Standing = 'kept' | 'violated' | 'waived' | 'absent' | 'open';

const standings: Readonly<Record<Word, Standing>> = {
  ...{ passed: 'kept', info: 'kept', failed: 'violated', warned: 'violated', waived: 'waived' },
  ...{ inapplicable: 'absent', inconclusive: 'open', untested: 'open', error: 'open', 'not claimed': 'open' },
};

/** A requirement as a report leaves it. */
interface State {
  readonly result: RequirementResult;
  readonly word: Word;
}

function changeOf(then: State, now: State, failOn: 'must' | 'should'): Change | undefined {
  const { id, level, title, findings, reason } = now.result;
  const appeared = newIn(findings, then.result.findings);
  const gone = newIn(then.result.findings, findings);
  const before = standings[then.word];
  const kind = kindOf(before, standings[now.word], appeared.length + gone.length > 0);
  if (kind === undefined) return undefined;
  const fails = now.word === 'failed' || (now.word === 'warned' && failOn === 'should');
  const wasFine = before === 'kept' || before === 'absent';
  return {
    ...{ kind, id, level, title, from: then.word, to: now.word },
    worse: kind === 'broken' ? fails : kind === 'lost' && wasFine,
    ...(reason !== undefined && { reason }),
    ...{ appeared, gone },
  };
}

function kindOf(then: Standing, now: Standing, otherFindings: boolean): ChangeKind | undefined {
  if (then === now) return otherFindings && (now === 'violated' || now === 'waived') ? 'changed' : undefined;
  switch (now) {
    case 'violated':
      return 'broken';
    case 'waived':
      return then === 'violated' ? 'other' : 'broken';
    case 'open':
      return 'lost';
    case 'kept':
      return then === 'violated' || then === 'waived' ? 'fixed' : 'decided';
    case 'absent':
      return then === 'open' ? 'decided' : 'other';
  }
}

/** The findings that others do not have, one of each kind. */
function newIn(findings: readonly Finding[], others: readonly Finding[]): Seen[] {
  const known = new Set(others.map(likenessOf));
  const kinds = new Map(findings.map((finding) => [likenessOf(finding), finding]));
  return [...kinds].flatMap(([likeness, { because, received, expected }]) =>
    known.has(likeness) ? [] : [{ ...(because !== undefined && { because }), received, expected }],
  );
}

function likenessOf({ because = '', received, expected }: Finding): string {
  const [sent = '', came = '', wanted = ''] = [because, received, expected].map(withoutMarks);
  return `${shapeOf(sent)}: ${wordsOf({ received: came, expected: wanted })}`;
}

/** A text without the marks for parts of signed URLs, such as `[64 hex 3fa9c1d2e0]`: their tags are of the run. */
function withoutMarks(text: string): string {
  return text.replace(/\[\d+ [\w-]+ [\da-f]+\]/g, '[…]');
}
