import { test as base } from '@playwright/test';
import type { Behaviour, HostileServer } from '../../harness/hostile-server.ts';
import { startHostileServer } from '../../harness/hostile-server.ts';
import { watchMemory } from '../../harness/peak-memory.ts';
import type { SuiteRun } from '../../harness/run-suite.ts';
import { runSuite } from '../../harness/run-suite.ts';
import type { RunningReference, StartOptions } from '../../../src/reference/start.ts';
import { startReference } from '../../../src/reference/start.ts';
import { asEnvironment } from '../../../src/settings/as-environment.ts';

/** A run of the suite, and what it took. */
export interface MeasuredRun extends SuiteRun {
  readonly seconds: number;
  /** Octets of memory that its largest process had at once. */
  readonly peak: number;
}

/** Settings for a server that is no reference server. */
export function settingsFor(url: string): Record<string, string> {
  return {
    TARGET_URL: url,
    TARGET_TOKEN: 'key-of-the-target',
    TARGET_TENANT: 'unit',
    TARGET_FILE_ID: 'file_1',
    REAL_EXPIRY: '0',
  };
}

/** Settings for a reference server, core profile. */
export function settingsOf({ origins, main, alt }: RunningReference): Record<string, string> {
  return { ...asEnvironment({ url: origins.api, main, alt }), REAL_EXPIRY: '0' };
}

/** Servers that end with the test, and the suite against them. */
export const test = base.extend<{
  hostile: (behave: Behaviour, greeting?: string) => Promise<HostileServer>;
  reference: (options?: StartOptions) => Promise<RunningReference>;
  suite: (settings: Record<string, string>, grep: string) => Promise<MeasuredRun>;
}>({
  hostile: async ({}, use) => {
    const servers: HostileServer[] = [];
    await use(async (behave, greeting) => {
      const server = await startHostileServer(behave, greeting);
      servers.push(server);
      return server;
    });
    await Promise.all(servers.map((server) => server.close()));
  },
  reference: async ({}, use) => {
    const servers: RunningReference[] = [];
    await use(async (options) => {
      const server = await startReference(options);
      servers.push(server);
      return server;
    });
    await Promise.all(servers.map((server) => server.close()));
  },
  suite: async ({}, use, info) => {
    await use(async (settings, grep) => {
      const [watch, start] = [watchMemory(), Date.now()];
      const run = await runSuite(settings, {
        reportsDir: info.outputPath('reports'),
        filter: ['--grep', grep],
      });
      return { ...run, seconds: (Date.now() - start) / 1000, peak: watch.stop() };
    });
  },
});

export { expect } from '@playwright/test';
