import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test as base } from '@playwright/test';
import { seeingExpiry } from '../../../src/cli/real-expiry.ts';
import { fault } from '../../../src/reference/defects/fault.ts';
import { repairs } from '../../../src/reference/defects/requests.ts';
import type { RunningReference } from '../../../src/reference/start.ts';
import { startReference } from '../../../src/reference/start.ts';
import type { ConformanceReport } from '../../../src/report/model.ts';
import { asEnvironment } from '../../../src/settings/as-environment.ts';
import { renewedCopy } from '../../harness/suite-copy.ts';
import { conformance } from './command.ts';

interface Fixtures {
  /** Starts a reference server that ends with the test. */
  serve: (options?: Parameters<typeof startReference>[0]) => Promise<RunningReference>;
  /** A folder of the test, to run the bin in. */
  folder: string;
}

const test = base.extend<Fixtures>({
  serve: async ({}, use) => {
    const started: RunningReference[] = [];
    await use(async (options) => {
      const reference = await startReference(options);
      started.push(reference);
      return reference;
    });
    await Promise.all(started.map((reference) => reference.close()));
  },
  folder: async ({}, use, info) => {
    const folder = info.outputPath('caller');
    await mkdir(folder, { recursive: true });
    await use(folder);
  },
});

const environmentOf = ({ origins, main, alt }: RunningReference): Record<string, string> =>
  asEnvironment({ url: origins.api, main, alt });

const accepts1441 = repairs('accepts 1441', (asked) =>
  asked['expiresInMinutes'] === 1441 ? { ...asked, expiresInMinutes: 1440 } : undefined,
);

async function reportIn(folder: string): Promise<ConformanceReport> {
  return JSON.parse(await readFile(join(folder, 'reports', 'conformance.json'), 'utf8')) as ConformanceReport;
}

test('0 and the word Partial: the options leave something out', async ({ serve, folder }) => {
  const args = ['run', '--no-real-expiry', '--profiles', 'core,upload', '--budget', 'quick', '--seed', '7'];
  const environment = environmentOf(await serve());
  const { exitCode, stdout } = await conformance(args, { folder, environment });
  expect(stdout.trim().split('\n').at(-1)).toMatch(/^Partial: /);
  expect(exitCode).toBe(0);
  const { requirements, run } = await reportIn(folder);
  const left = requirements.filter(({ verdict }) => verdict === 'untested').map(({ id }) => id);
  expect(left).toEqual(seeingExpiry);
  expect(run.seed).toBe(7);
});

test('0 and the word Partial: a filter, and options before the environment', async ({ serve, folder }) => {
  const reference = await serve();
  const environment = { ...environmentOf(reference), TARGET_URL: 'http://127.0.0.1:9', BUDGET: 'thorough' };
  const { exitCode, stdout } = await conformance(
    ['run', '--target', reference.origins.api, '--budget=quick', '--grep=ACC-01'],
    { folder, environment },
  );
  expect(stdout).toContain('Partial: what ran keeps the core profile');
  expect(exitCode).toBe(0);
  expect((await reportIn(folder)).run.budget).toBe('quick');
});

test('1: a MUST is violated, with sentence, finding and curl', async ({ serve, folder }) => {
  const environment = environmentOf(await serve({ defect: accepts1441 }));
  const { exitCode, stdout } = await conformance(['run', '--grep', 'REJ-07'], { folder, environment });
  expect(exitCode).toBe(1);
  const { requirements } = await reportIn(folder);
  expect(requirements.find(({ id }) => id === 'REJ-07')?.verdict).toBe('failed');
  expect(stdout).toContain('Not conformant with the core profile: REJ-07 violated');
  expect(stdout).toContain('FAILED  REJ-07  MUST reject expiresInMinutes above the maximum');
  expect(stdout).toMatch(/sent +`maximum` at \/expiresInMinutes broken: one above maximum \(1441\)/);
  expect(stdout).toMatch(/received +200 \{"success":true/);
  expect(stdout).toMatch(/expected +4xx/);
  expect(stdout).toMatch(/curl -sS -i -X POST 'http:.+ -H "Authorization: Bearer \$TARGET_TOKEN".+1441/);
});

test('2: a second organisation is missing, with what to set', async ({ serve, folder }) => {
  const { TARGET_ALT_TOKEN: _token, TARGET_ALT_TENANT: _tenant, ...rest } = environmentOf(await serve());
  const { TARGET_ALT_FILE_ID: _file, ...environment } = rest;
  const { exitCode, stdout } = await conformance(['run', '--grep', 'TEN-0'], { folder, environment });
  expect(exitCode).toBe(2);
  const { requirements } = await reportIn(folder);
  const verdicts = requirements.filter(({ id }) => /^TEN-0[345]$/.test(id));
  expect(verdicts.map(({ verdict }) => verdict)).toEqual(['inconclusive', 'inconclusive', 'inconclusive']);
  expect(verdicts[0]?.reason).toContain('set TARGET_ALT_TOKEN and TARGET_ALT_TENANT');
  expect(stdout).toContain('Inconclusive for the core profile: nothing violated, but TEN-03, TEN-04, TEN-05');
});

test('3: an empty selection, and the report of an earlier run does not count', async ({ folder }) => {
  await mkdir(join(folder, 'reports'));
  const report = join(folder, 'reports', 'conformance.json');
  await writeFile(report, JSON.stringify({ verdict: { exitCode: 0 } }));
  const { exitCode, stderr } = await conformance(['run', '--grep', 'no such check'], { folder });
  expect(stderr).toBe(
    'no check is selected\nNo verdict: the run ended without a report (exit status 1 of the test runner).\n',
  );
  expect(exitCode).toBe(3);
  expect(existsSync(report)).toBe(false);
});

test('3: a test file of the suite is broken', async ({ folder }, info) => {
  const suite = await renewedCopy(info);
  await writeFile(join(suite, 'tests', 'conformance', 'broken.spec.ts'), 'throw new Error("broken");\n');
  const { exitCode, stderr } = await conformance(['run', '--grep', 'ACC-01'], { folder, suite });
  expect(stderr).toContain('No verdict: the run ended without a report');
  expect(exitCode).toBe(3);
  const dry = await conformance(['run', '--dry-run'], { folder, suite });
  expect(dry.stderr).toContain('broken');
  expect(dry.exitCode).toBe(3);
});

test('130: an interrupted run writes its report; npm and the terminal may both hand on the same Ctrl-C', async ({
  serve,
  folder,
}) => {
  let requests = 0;
  let start = (): void => undefined;
  const started = new Promise<void>((resolve) => (start = resolve));
  const defect = fault('is slow after 40 requests', async (_, next) => {
    requests += 1;
    if (requests === 40) start();
    if (requests >= 40) await sleep(1000);
    return next();
  });
  const environment = environmentOf(await serve({ defect }));
  const { exitCode, stdout } = await conformance(['run'], {
    folder,
    environment,
    started: (kill) => {
      void started.then(async () => {
        kill('SIGINT');
        await sleep(100);
        kill('SIGINT');
      });
    },
  });
  expect(exitCode).toBe(130);
  expect(stdout).toContain('Interrupted: inconclusive for the core profile');
  expect((await reportIn(folder)).requirements.filter(({ verdict }) => verdict === 'passed')).not.toEqual([]);
});

for (const [what, args, environment, sentence] of [
  ['a wrong value, by the name of its option', ['--budget', 'x'], {}, /^--budget: "x" is unknown; allowed/],
  ['a wrong variable, by its name', [], { BUDGET: 'x' }, /^BUDGET: "x" is unknown; allowed/],
  ['a missing key', ['--target', 'eu'], {}, /^TARGET_TOKEN is missing: an API key of the target\n$/],
  ['a wrong setting of a dry run', ['--dry-run'], { RATE_LIMIT: '0' }, /^RATE_LIMIT: "0" is not/],
  ['an empty dry run', ['--dry-run', '--grep', 'no such check'], {}, /^no check is selected/],
  [
    'no folder for reports',
    ['--reports-dir', '/dev/null/x'],
    {},
    /^the folder for reports cannot be written to: /,
  ],
] as const) {
  test(`3: ${what}, in one sentence`, async ({ folder }) => {
    const { exitCode, stdout, stderr } = await conformance(['run', ...args], { folder, environment });
    expect(stderr).toMatch(sentence);
    expect(stdout).toBe('');
    expect(exitCode).toBe(3);
  });
}
