import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** What a run of the suite said about one server. */
export interface Observation {
  /** Name of the mutant or the variant. */
  readonly name: string;
  readonly budget: string;
  /** What the run as a whole said; `no report` when it wrote none. */
  readonly conclusion: string;
  readonly failed: readonly string[];
  readonly warned: readonly string[];
  /** Ids that could not be decided, or at which the suite itself failed. */
  readonly undecided: readonly string[];
  /** Requests to API and storage together. */
  readonly requests: number;
  readonly seconds: number;
  /** The end of what the run printed when it wrote no report. */
  readonly output?: string;
}

/** Reads what earlier runs appended to a file, the latest of each name and budget. */
export function readObservations(file: string): Map<string, Observation> {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
  const all = lines.map((line) => JSON.parse(line) as Observation);
  return new Map(all.map((each) => [keyOf(each.name, each.budget), each]));
}

/** Appends one observation, so that an interrupted run can be resumed. */
export function appendObservation(file: string, observation: unknown): void {
  mkdirSync(dirname(file), { recursive: true });
  appendFileSync(file, `${JSON.stringify(observation)}\n`);
}

/** Under what an observation is found. */
export function keyOf(name: string, budget: string): string {
  return `${budget} ${name}`;
}
