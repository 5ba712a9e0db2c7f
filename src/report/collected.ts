import type { TestCase, TestResult } from '@playwright/test/reporter';
import { labelPrefix } from '../requirement.ts';
import type { Level, Profile } from '../requirement.ts';
import type { RequirementResult } from './model.ts';
import type { Outcome, Verdict } from './outcome.ts';
import { exchangesAttachment, outcomeAttachment } from './outcome.ts';
import type { RecordedExchange } from './recorded.ts';
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
const weight: readonly Verdict[] = [
  'error',
  'failed',
  'warned',
  'inconclusive',
  'untested',
  'info',
  'passed',
  'inapplicable',
];

/** What the results of one requirement's test come to; without any result the check is lost. */
export function resultOf(
  { defects: _, ...entry }: CatalogueEntry,
  results: readonly TestResult[],
): RequirementResult {
  const outcomes = results
    .map(outcomeOf)
    .sort((a, b) => weight.indexOf(a.verdict) - weight.indexOf(b.verdict));
  const [worst = { verdict: 'untested', reason: lost } as const] = outcomes;
  return {
    ...entry,
    verdict: worst.verdict,
    ...(worst.reason !== undefined && { reason: worst.reason }),
    findings: outcomes.flatMap(({ findings = [] }: Partial<Outcome>) => findings),
    notes: outcomes.flatMap(({ notes = [] }: Partial<Outcome>) => notes),
    evidence: outcomes.flatMap(({ evidence = [] }: Partial<Outcome>) => evidence),
  };
}

function outcomeOf(result: TestResult): Outcome {
  const body = result.attachments.find(({ name }) => name === outcomeAttachment)?.body;
  const outcome = body && (JSON.parse(body.toString('utf8')) as Outcome);
  const nothing = { findings: [], evidence: [], notes: [], keywords: {} };
  // A violation stays one, whatever breaks behind it.
  if (outcome !== undefined && outcome.findings.length > 0) return outcome;
  if (result.status === 'timedOut') {
    return { ...(outcome ?? nothing), verdict: 'inconclusive', reason: 'the check ran out of time' };
  }
  if (result.status === 'interrupted') return { ...(outcome ?? nothing), verdict: 'untested', reason: lost };
  const broken = result.errors.find(({ message }) => !/^(?:Violation|Inconclusive): /.test(message ?? ''));
  if (outcome === undefined || broken !== undefined) {
    return {
      ...(outcome ?? nothing),
      verdict: 'error',
      reason: broken?.message ?? 'the check ended without an outcome',
    };
  }
  return outcome;
}

/** The exchanges that the tests of a run attached, by id. */
export function exchangesOf(results: readonly TestResult[]): RecordedExchange[] {
  const bodies = results.flatMap(({ attachments }) =>
    attachments.filter(({ name }) => name === exchangesAttachment),
  );
  const exchanges = bodies.flatMap(({ body }) =>
    body ? (JSON.parse(body.toString('utf8')) as RecordedExchange[]) : [],
  );
  return exchanges.sort((a, b) => (a.id < b.id ? -1 : 1));
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
