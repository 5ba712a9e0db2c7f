import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunFacts } from './report/run-facts.ts';
import type { Selection } from './selection.ts';
import type { Target } from './settings/settings.ts';

/** One run of the suite, as its processes share it. */
export interface Run {
  /** Private folder with the evidence of the run, secrets included; removed at the end. */
  readonly directory: string;
  readonly target: Target;
  readonly facts: RunFacts;
  /** Folder for everything that the run writes. */
  readonly reportsDir: string;
  /** Where the clock of the embedded reference server is moved. */
  readonly clockControl?: string;
  /** Requests a minute that this process may send: its share, when it is one of several shards. */
  readonly rateLimit?: number | undefined;
  /** Key of the marks in the record. */
  readonly marksKey: string;
  /** A report whose exchanges answer in place of the target. */
  readonly replay?: string | undefined;
  readonly selection: Selection;
}

const variable = 'CONFORMANCE_RUN';

/** Opens a run for this process and those that it starts. */
export function openRun(about: Omit<Run, 'directory' | 'marksKey'>): Run {
  const run = {
    ...about,
    marksKey: randomUUID(),
    directory: mkdtempSync(join(tmpdir(), 'flexportal-conformance-')),
  };
  process.env[variable] = JSON.stringify(run);
  return run;
}

/** The run that is open; throws when there is none. */
export function currentRun(): Run {
  const text = process.env[variable];
  if (text === undefined) throw new Error('currentRun: no run is open');
  return JSON.parse(text) as Run;
}

/** Removes what only the run itself needs. */
export function closeRun({ directory }: Run): void {
  rmSync(directory, { recursive: true, force: true });
  Reflect.deleteProperty(process.env, variable);
}
