import type { TestCase, TestResult } from '@playwright/test/reporter';
import type { HostFact } from '../client/hosts.ts';
import { labelPrefix } from '../requirement.ts';
import type { Level, Profile } from '../requirement.ts';
import { isPassive } from '../selection.ts';
import type { RequirementResult } from './model.ts';
import type { Outcome, Verdict } from './outcome.ts';
import {
  exchangesAttachment,
  hostsAttachment,
  leftOut,
  nothingShows,
  outcomeAttachment,
  ranOutOfTime,
} from './outcome.ts';
import type { RecordedExchange } from './recorded.ts';
import type { RunFacts } from './run-facts.ts';
import { runAttachment } from './run-facts.ts';
import { lost } from './verdict.ts';

/** A requirement as its test declares it. */
export type CatalogueEntry = Pick<
  RequirementResult,
  'id' | 'level' | 'title' | 'clause' | 'quote' | 'profile' | 'effect'
> & { readonly defects: readonly string[] };

/** Reads the declaration of a requirement off the annotations of its test. */
export function entryOf({ title, annotations }: Pick<TestCase, 'title' | 'annotations'>): CatalogueEntry {
  const labels = (name: string): string[] =>
    annotations.flatMap(({ type, description }) =>
      type === labelPrefix + name && description !== undefined ? [description] : [],
    );
  const label = (name: string): string => labels(name)[0] ?? '';
  return {
    id: label('requirement'),
    level: label('level') as Level,
    title,
    clause: labels('clause'),
    quote: label('quote'),
    profile: label('profile') as Profile,
    effect: label('effect') as 'none' | 'writes',
    defects: labels('defect'),
  };
}

/** From the heaviest to the lightest: the verdict of a requirement with several results is the first of these. */
const weights: readonly Verdict[] = [
  'error',
  'failed',
  'warned',
  'inconclusive',
  'untested',
  'info',
  'passed',
  'inapplicable',
];

/** A requirement with every result of its test: one in a whole run, and of a passive check one in each shard. */
export interface Collected {
  readonly entry: CatalogueEntry;
  readonly results: readonly TestResult[];
  /** False when a result is missing that the run should have. */
  readonly complete: boolean;
}

/** The results of a run by requirement, in the order of ids. `missing` shards have run the checks of every shard, too. */
export function collected(
  tests: ReadonlyMap<TestCase, readonly TestResult[]>,
  missing: readonly number[] = [],
): Collected[] {
  const byId = new Map<string, Collected>();
  for (const [test, results] of tests) {
    const entry = entryOf(test);
    const before = byId.get(entry.id) ?? { results: [], complete: true };
    const inEachShard = isPassive(test.location.file);
    byId.set(entry.id, {
      entry,
      results: [...before.results, ...results],
      complete: before.complete && results.length > 0 && !(inEachShard && missing.length > 0),
    });
  }
  return [...byId.values()].sort((a, b) => (a.entry.id < b.entry.id ? -1 : 1));
}

/** What the results of one requirement's test come to; a check that is not complete is lost, unless something weighs more. */
export function resultOf(
  { defects: _, ...entry }: CatalogueEntry,
  results: readonly TestResult[],
  complete = results.length > 0,
): RequirementResult {
  const outcomes = [...results.map(outcomeOf), ...(complete ? [] : [lostOutcome])].sort(
    (a, b) => weightOf(a) - weightOf(b),
  );
  const [worst = lostOutcome] = outcomes;
  return {
    ...entry,
    verdict: worst.verdict,
    ...(worst.reason !== undefined && { reason: worst.reason }),
    findings: outcomes.flatMap(({ findings }) => findings),
    notes: [...new Set(outcomes.flatMap(({ notes }) => notes))],
    evidence: outcomes.flatMap(({ evidence }) => evidence),
  };
}

const nothing: Omit<Outcome, 'verdict'> = { findings: [], evidence: [], notes: [], keywords: {} };
const lostOutcome: Outcome = { ...nothing, verdict: 'untested', reason: lost };

function weightOf(outcome: Outcome): number {
  return saysNothing(outcome) ? weights.length : weights.indexOf(outcome.verdict);
}

/** True for a check that had nothing to judge: another shard may have had it. */
function saysNothing({ verdict, reason }: Outcome): boolean {
  return (
    (verdict === 'inconclusive' || verdict === 'untested') && (reason === nothingShows || reason === leftOut)
  );
}

function outcomeOf(result: TestResult): Outcome {
  const body = result.attachments.find(({ name }) => name === outcomeAttachment)?.body;
  const outcome = body && (JSON.parse(body.toString('utf8')) as Outcome);
  // A violation stays one, whatever breaks behind it.
  if (outcome !== undefined && outcome.findings.length > 0) return outcome;
  if (result.status === 'timedOut') {
    return { ...(outcome ?? nothing), verdict: 'inconclusive', reason: ranOutOfTime };
  }
  if (result.status === 'interrupted') return { ...(outcome ?? nothing), verdict: 'untested', reason: lost };
  const reason = result.errors
    .map(({ message, value }) => message ?? value ?? '')
    .find((said) => said !== '' && !/^(?:Violation|Inconclusive): /.test(said));
  if (reason !== undefined) return { ...(outcome ?? nothing), verdict: 'error', reason };
  // A check that Ctrl-C meets before it begins ends without a word.
  return outcome ?? lostOutcome;
}

/** The exchanges that the tests of a run attached, by id. */
export function exchangesOf(results: readonly TestResult[]): RecordedExchange[] {
  return attached<RecordedExchange[]>(results, exchangesAttachment)
    .flat()
    .sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));
}

/** What name resolution said in a run, once for each host. */
export function hostsOf(results: readonly TestResult[]): HostFact[] {
  const facts = attached<HostFact[]>(results, hostsAttachment).flat();
  return [...new Map(facts.map((fact) => [fact.host, fact])).values()];
}

/** What the tests of a run say about it: the first of each worker does. */
export function factsOf(results: readonly TestResult[]): RunFacts[] {
  return attached<RunFacts>(results, runAttachment);
}

function attached<T>(results: readonly TestResult[], wanted: string): T[] {
  return results
    .flatMap(({ attachments }) => attachments.filter(({ name }) => name === wanted))
    .flatMap(({ body }) => (body === undefined ? [] : [JSON.parse(body.toString('utf8')) as T]));
}

/** What the results of one requirement's test exercised of the request schema. */
export function keywordsOf(results: readonly TestResult[]): Readonly<Record<string, number>> {
  const counted = results.map((result) => outcomeOf(result).keywords);
  const pointers = [...new Set(counted.flatMap((keywords) => Object.keys(keywords)))];
  return Object.fromEntries(
    pointers.map((pointer) => [
      pointer,
      counted.reduce((sum, keywords) => sum + (keywords[pointer] ?? 0), 0),
    ]),
  );
}
