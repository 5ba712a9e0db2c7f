import { readFile } from 'node:fs/promises';
import type { RecordedExchange } from '../../src/report/recorded.ts';
import { suiteFile } from '../../src/suite-files.ts';
import type { RanCheck, ReferenceRun } from '../reference-run.ts';
import type { RequestWords } from './request-in-words.ts';
import { requestWords } from './request-in-words.ts';

/** The most examples of one check. */
const enough = 3;

/** What one check sends and judges, as a run against the reference server showed it. */
export interface CheckTraffic {
  /** Area: the folder of its test. */
  readonly folder: string;
  /** True when it judges what others sent. */
  readonly passive: boolean;
  /** What was judged, by kind of request: the statuses that the reference server answered, or `no answer`. */
  readonly judged: Readonly<Record<string, readonly string[]>>;
  /** Requests among it, the shortest ones; of a passive check only such as it sent itself. */
  readonly examples: readonly string[];
}

/** Where it is kept, by the ids of the requirements. */
export const trafficFile = suiteFile('specs', 'traffic.json');

/** What was found when it was written last. */
export async function readTraffic(): Promise<Record<string, CheckTraffic>> {
  return JSON.parse(await readFile(trafficFile, 'utf8')) as Record<string, CheckTraffic>;
}

/** What each check of a run sent and judged, by id. */
export function trafficIn(run: ReferenceRun): Record<string, CheckTraffic> {
  const words = requestWords(run);
  return Object.fromEntries(
    run.checks.map((check): [string, CheckTraffic] => [
      check.id,
      {
        folder: check.folder,
        passive: check.passive,
        judged: judgedBy(check, words),
        examples: examplesOf(check, words),
      },
    ]),
  );
}

function judgedBy({ judged }: RanCheck, { kindOf }: RequestWords): CheckTraffic['judged'] {
  const kinds = new Map<string, Set<string>>();
  for (const exchange of judged) {
    const kind = kindOf(exchange);
    const answers = kinds.get(kind) ?? new Set();
    kinds.set(kind, answers.add(String(exchange.response?.status ?? 'no answer')));
  }
  const sorted = [...kinds].sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(sorted.map(([kind, answers]) => [kind, [...answers].sort()]));
}

function examplesOf({ sent, judged, passive }: RanCheck, { kindOf, detailsOf }: RequestWords): string[] {
  const own = new Set(sent.map(({ id }) => id));
  const ownOnes = judged.filter(({ id }) => own.has(id));
  const shown = ownOnes.length > 0 || passive ? ownOnes : judged;
  const texts = shown
    .map((exchange: RecordedExchange) => [kindOf(exchange), detailsOf(exchange)] as const)
    .filter(([, details]) => details !== '')
    .sort(([, one], [, other]) => one.length - other.length || (one < other ? -1 : 1))
    .map(([kind, details]) => `${kind} ${details}`);
  return [...new Set(texts)].slice(0, enough);
}
