import type { Level, Profile } from '../requirement.ts';
import type { Conclusion, ConformanceReport, Counts } from './model.ts';
import type { Word } from './standing.ts';
import { wordFor } from './standing.ts';

/** One of the reports that are compared: a column. */
export interface ComparedTarget {
  /** Its URL, with the time of the run or a number where that is needed to tell it from others. */
  readonly name: string;
  readonly url: string;
  readonly embedded: boolean;
  readonly profiles: readonly Profile[];
  /** Version of the suite, and digest of its set of requirements. */
  readonly suite: string;
  readonly catalogue: string;
  readonly startedAt: string;
  readonly conclusion: Conclusion;
  readonly sentence: string;
  readonly counts: Counts;
}

/** What a target came to; `missing` when its set has no such requirement. */
export type Cell = Word | 'missing';

/** One requirement: a row. */
export interface ComparedRequirement {
  readonly id: string;
  readonly level: Level;
  readonly title: string;
  readonly profile: Profile;
  /** True when the targets came to different things. */
  readonly differs: boolean;
  /** In the order of the targets. */
  readonly verdicts: readonly Cell[];
}

/** Several reports on one contract side by side, as `schemas/comparison.schema.json` has it. */
export interface Comparison {
  readonly formatVersion: 1;
  readonly contract: Pick<ConformanceReport['contract'], 'title' | 'version' | 'operation' | 'digest'>;
  readonly targets: readonly ComparedTarget[];
  /** Those in which the targets differ first, each part in the order of ids. */
  readonly requirements: readonly ComparedRequirement[];
}

/** Puts reports side by side, in their order; all must be on one contract, that of the first. */
export function comparisonOf(first: ConformanceReport, ...others: readonly ConformanceReport[]): Comparison {
  const reports = [first, ...others];
  const { title, version, operation, digest } = first.contract;
  const names = namesOf(reports);
  return {
    formatVersion: 1,
    contract: { title, version, operation, digest },
    targets: reports.map((report, index) => targetOf(report, names[index] ?? '')),
    requirements: rowsOf(reports),
  };
}

/** `3 targets`, or `3 reports on 2 targets` where some are on the same. */
export function comparedWords(targets: readonly ComparedTarget[]): string {
  const different = new Set(targets.map(({ url }) => url)).size;
  const words = `${different} ${different === 1 ? 'target' : 'targets'}`;
  return different === targets.length ? words : `${targets.length} reports on ${words}`;
}

function targetOf(report: ConformanceReport, name: string): ComparedTarget {
  const { target, suite, catalogue, run, verdict, counts } = report;
  const { url, embedded, profiles } = target;
  return {
    ...{ name, url, embedded, profiles, suite: suite.version, catalogue: catalogue.digest },
    ...{ startedAt: run.startedAt, conclusion: verdict.conclusion, sentence: verdict.sentence, counts },
  };
}

function rowsOf(reports: readonly ConformanceReport[]): ComparedRequirement[] {
  const maps = reports.map(
    (report) =>
      new Map(report.requirements.map((result) => [result.id, { result, word: wordFor(result, report) }])),
  );
  const known = new Map(maps.flatMap((map) => [...map].map(([id, { result }]) => [id, result] as const)));
  const rows = [...known.values()].map(({ id, level, title, profile }): ComparedRequirement => {
    const verdicts = maps.map((map) => map.get(id)?.word ?? 'missing');
    return { id, level, title, profile, differs: new Set(verdicts).size > 1, verdicts };
  });
  return rows.sort((a, b) => Number(b.differs) - Number(a.differs) || (a.id < b.id ? -1 : 1));
}

/** A name for each: the URL, with the time where two have the same, with a number where that is the same, too. */
function namesOf(reports: readonly ConformanceReport[]): string[] {
  const urls = reports.map(({ target }) => target.url);
  const timed = reports.map(({ target, run }) =>
    isOnly(target.url, urls) ? target.url : `${target.url} ${run.startedAt}`,
  );
  return timed.map((name, index) => (isOnly(name, timed) ? name : `${name} #${index + 1}`));
}

function isOnly(name: string, names: readonly string[]): boolean {
  return names.filter((other) => other === name).length === 1;
}
