import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { suiteFile } from '../../src/suite-files.ts';
import type { Observation } from './result.ts';
import type { Subject } from './subject.ts';
import { observeWholeRun } from './whole-run.ts';

/** Judges servers, one after the other. */
export interface Observer {
  readonly observe: (subject: Subject, budget: string) => Promise<Observation>;
  readonly close: () => void;
}

/** Runs the suite on each server as its users do, in processes of its own. */
export function observerByWholeRuns(): Observer {
  return { observe: observeWholeRun, close: () => undefined };
}

/** Judges all servers in one process beside this one; a process that a server brings down is replaced. */
export function observerInProcess(): Observer {
  let child: ChildProcess | undefined;
  return {
    observe: async ({ name }, budget) => {
      child ??= fork(suiteFile('scripts', 'detection', 'in-process-worker.ts'), {
        execArgv: ['--import', require.resolve('tsx')],
      });
      const started = performance.now();
      child.send({ name, budget });
      const observation = await answerOf(child);
      if (observation !== undefined) return observation;
      child = undefined;
      const seconds = (performance.now() - started) / 1000;
      return {
        name,
        budget,
        conclusion: 'no report',
        failed: [],
        warned: [],
        undecided: [],
        requests: 0,
        seconds,
      };
    },
    close: () => child?.disconnect(),
  };
}

/** What a process says next; undefined when it ends instead. */
async function answerOf(child: ChildProcess): Promise<Observation | undefined> {
  const over = new AbortController();
  const { signal } = over;
  try {
    const ended = once(child, 'exit', { signal }).then(() => undefined);
    const said = once(child, 'message', { signal }).then(([message]) => message as Observation);
    return await Promise.race([said, ended]);
  } finally {
    over.abort();
  }
}
