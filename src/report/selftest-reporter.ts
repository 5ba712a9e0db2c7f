import type { FullConfig, Reporter, Suite, TestRun } from '@playwright/test/reporter';
import { entryOf } from './collected.ts';

/** Keeps, of the repetitions of each check in the `defects` project, one for each of its defects. */
export default class SelftestReporter implements Reporter {
  printsToStdio(): boolean {
    return false;
  }

  preprocess({ suite, testRun }: { config: FullConfig; suite: Suite; testRun: TestRun }): Promise<void> {
    for (const test of suite.allTests()) {
      const inDefects = test.parent.project()?.name === 'defects';
      if (inDefects && test.repeatEachIndex >= entryOf(test).defects.length) testRun.exclude(test);
    }
    return Promise.resolve();
  }
}
