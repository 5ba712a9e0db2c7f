import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test as base } from '@playwright/test';
import type { JsonObject } from '../../src/contract/json.ts';
import type { Defect, RunningReference } from '../../src/reference/start.ts';
import { startReference } from '../../src/reference/start.ts';
import { changesBody, errorAnswer } from '../../src/reference/defects/answers.ts';
import { fault, storageFault } from '../../src/reference/defects/fault.ts';
import { repairs } from '../../src/reference/defects/requests.ts';
import { asEnvironment } from '../../src/settings/as-environment.ts';
import { suiteFile } from '../../src/suite-files.ts';
import { compile } from '../../src/validators/json-schema.ts';
import type { SuiteRun } from '../harness/run-suite.ts';
import { renewedCopy } from '../harness/suite-copy.ts';
import { runSuite } from '../harness/run-suite.ts';

interface Fixtures {
  /** Starts a reference server that ends with the test. */
  serve: (options?: Parameters<typeof startReference>[0]) => Promise<RunningReference>;
  /** Runs the suite with settings; `filter` is handed to Playwright. */
  suite: (settings: Record<string, string>, ...filter: string[]) => Promise<SuiteRun>;
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
  suite: async ({}, use, info) => {
    await use((settings, ...filter) =>
      runSuite(settings, { reportsDir: info.outputPath('reports'), filter }),
    );
  },
});

const settingsOf = ({ origins, main, alt }: RunningReference): Record<string, string> => ({
  ...asEnvironment({ url: origins.api, main, alt }),
  TARGET_PROFILES: 'core,upload',
  REAL_EXPIRY: '0',
});

const accepts1441 = repairs('accepts 1441', (asked) =>
  asked['expiresInMinutes'] === 1441 ? { ...asked, expiresInMinutes: 1440 } : undefined,
);

/** Counts requests without changing anything. */
function counting(): { defect: Defect; count: () => number } {
  let requests = 0;
  const defect = fault('counts', (_, next) => {
    requests += 1;
    return next();
  });
  return { defect, count: () => requests };
}

/** The files of both tenants whose bytes are there. */
async function storedFiles({ main, alt, files, store }: RunningReference): Promise<unknown[]> {
  const all = [main, alt].flatMap(({ tenant }) => files.ofTenant(tenant));
  const sizes = await Promise.all(all.map((file) => store.size(file)));
  return all.filter((_, index) => sizes[index] !== undefined);
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

test('a conforming target exits 0 with a report that fits its schema', async ({ serve, suite }) => {
  test.setTimeout(240_000);
  const run = await suite({ ...settingsOf(await serve()), REAL_EXPIRY: '1' });
  expect(run.stdout.trim().split('\n').at(-1)).toMatch(
    /^Conformant with the core and upload profiles: \d+ of \d+ MUST and \d+ of \d+ SHOULD requirements passed\.$/,
  );
  expect(run.exitCode).toBe(0);
  const schema = JSON.parse(
    await readFile(suiteFile('schemas', 'conformance-report.schema.json'), 'utf8'),
  ) as JsonObject;
  expect(compile(schema)(run.report())).toEqual([]);
  expect(run.report().target).toMatchObject({ embedded: false, secondOrganisation: true });
});

test('nothing that a run writes or prints holds a key or a live signature', async ({
  serve,
  suite,
}, info) => {
  const reference = await serve({ choices: { tokenShape: 'special' }, defect: accepts1441 });
  const run = await suite({ ...settingsOf(reference), BUDGET: 'quick' });
  const written = await Promise.all(
    (await filesBelow(info.outputPath('reports'))).map((file) => readFile(file, 'latin1')),
  );
  const everything = [run.stdout, run.stderr, ...written].join('\n');
  for (const secret of [reference.main.token, reference.alt.token]) {
    expect(everything).not.toContain(secret);
    expect(everything).not.toContain(encodeURIComponent(secret));
    expect(everything).not.toContain(Buffer.from(secret).toString('base64').slice(0, 24));
  }
  expect(everything).not.toMatch(/signature=[0-9a-f]{16}/);
  expect(run.report().verdict.conclusion).toBe('nonconformant');
});

test('a finding about a url does not show its signature', async ({ serve, suite }) => {
  const relative = changesBody('url is a relative path', (body) => {
    const { pathname, search } = new URL(body['url'] as string);
    return { ...body, url: pathname + search };
  });
  const run = await suite(settingsOf(await serve({ defect: relative })), '--grep', 'SCH-06');
  expect(run.stdout).toContain('FAILED  SCH-06');
  expect(run.stdout + JSON.stringify(run.report())).not.toMatch(/signature=[0-9a-f]{16}/);
});

test('a broken SHOULD warns and exits 0; with FAIL_ON=should it exits 1', async ({ serve, suite }) => {
  const settings = settingsOf(await serve({ choices: { apiCacheControl: null } }));
  const lenient = await suite(settings, '--grep', 'ACC-01');
  expect(lenient.report().requirements.find(({ id }) => id === 'URL-11')?.verdict).toBe('warned');
  expect(lenient.stdout).toContain('WARNED  URL-11');
  expect(lenient.exitCode).toBe(0);
  const strict = await suite({ ...settings, FAIL_ON: 'should' }, '--grep', 'ACC-01');
  expect(strict.report().verdict.sentence).toContain('URL-11');
  expect(strict.exitCode).toBe(1);
});

test('a wrong key is inconclusive and says so', async ({ serve, suite }) => {
  const run = await suite({ ...settingsOf(await serve()), TARGET_TOKEN: 'wrong' });
  expect(run.report().verdict.conclusion).toBe('inconclusive');
  expect(run.stdout).toContain('is TARGET_TOKEN right?');
});

test('without a file id, too, what is wrong is said and not that a file is missing', async ({
  serve,
  suite,
}) => {
  const reference = await serve();
  const { TARGET_FILE_ID: _, ...settings } = settingsOf(reference);
  const filter = ['--grep', 'ACC-01'];
  const wrong = await suite({ ...settings, TARGET_PROFILES: 'core', TARGET_TOKEN: 'wrong' }, ...filter);
  expect(wrong.stdout).toMatch(/no file to ask for: GET \/v1\/files: 401 .* \(is TARGET_TOKEN right\?\)\n/);
  await reference.close();
  const down = await suite({ ...settings, TARGET_PROFILES: 'core' }, ...filter);
  expect(down.stdout).toContain('takes no connection (ECONNREFUSED)');
  expect(wrong.stdout + down.stdout).not.toContain('TARGET_FILE_ID');
});

test('a target that is down is inconclusive', async ({ serve, suite }) => {
  const reference = await serve();
  const settings = settingsOf(reference);
  await reference.close();
  const run = await suite(settings);
  expect(run.report().verdict.conclusion).toBe('inconclusive');
  expect(
    run.report().requirements.filter(({ verdict }) => verdict === 'failed' || verdict === 'passed'),
  ).toEqual([]);
  expect(run.exitCode).not.toBe(0);
});

test('a target that is down is not green under another reporter either', async ({ serve, suite }) => {
  const reference = await serve();
  const settings = settingsOf(reference);
  await reference.close();
  const run = await suite(settings, '--grep', 'ACC-01', '--reporter=line');
  expect(run.exitCode).not.toBe(0);
  expect(run.stdout).toContain('Inconclusive: MUST accept a request with fileId alone');
});

test('a gateway in trouble is inconclusive, never a violation', async ({ serve, suite }) => {
  const defect = fault('answers 503', () => Promise.resolve(errorAnswer(503, 'UNAVAILABLE')));
  const run = await suite(settingsOf(await serve({ defect })), '--grep', 'ACC-0|REJ-0');
  expect(run.report().verdict.conclusion).toBe('inconclusive');
});

test('REAL_EXPIRY=0 leaves the real expiry out, visibly', async ({ serve, suite }) => {
  const run = await suite(settingsOf(await serve()), '--grep', 'EXP-06');
  const real = run.report().requirements.find(({ id }) => id === 'EXP-06');
  expect(real).toMatchObject({ verdict: 'untested', reason: 'left out of this run by REAL_EXPIRY=0' });
  expect(run.exitCode).not.toBe(0);
});

test('a part of the checks is partial, never conformant', async ({ serve, suite }) => {
  const run = await suite(settingsOf(await serve()), '--grep', 'ACC-01');
  expect(run.report().verdict).toMatchObject({ conclusion: 'partial', exitCode: 0 });
  expect(run.exitCode).toBe(0);
});

test('a filter that selects nothing is not green', async ({ serve, suite }) => {
  const run = await suite(settingsOf(await serve()), '--grep', 'no such requirement');
  expect(run.exitCode).not.toBe(0);
});

test('a run deletes what it uploaded and nothing else', async ({ serve, suite }) => {
  const reference = await serve();
  const before = await storedFiles(reference);
  const run = await suite(settingsOf(reference), '--grep', 'UPL-|URL-08');
  expect(run.report().leftOvers.deleted).toBeGreaterThan(10);
  expect(run.report().leftOvers.remaining).toEqual([]);
  expect(await storedFiles(reference)).toEqual(before);
});

test('files that cannot be deleted are named', async ({ serve, suite }) => {
  const reference = await serve({ choices: { deleteEndpoint: false } });
  const run = await suite(settingsOf(reference), '--grep', 'UPL-20');
  const { deleted, remaining } = run.report().leftOvers;
  expect([deleted, remaining.length]).toEqual([0, 1]);
  expect(reference.files.withId(remaining[0] ?? '')).toBeDefined();
  expect(run.stdout).toContain(remaining[0]);
});

test('an interrupted run deletes what it uploaded and writes its report', async ({ serve }, info) => {
  let puts = 0;
  let interrupt: () => void = () => undefined;
  const interrupted = new Promise<void>((resolve) => {
    interrupt = resolve;
  });
  const slow = storageFault('is slow', async ({ request }, next) => {
    const response = await next();
    if (request.method === 'PUT' && ++puts === 5) interrupt();
    await sleep(request.method === 'PUT' ? 100 : 0);
    return response;
  });
  const reference = await serve({ defect: slow });
  const before = await storedFiles(reference);
  const run = await runSuite(settingsOf(reference), {
    reportsDir: info.outputPath('reports'),
    filter: ['--grep', 'UPL-'],
    interrupt: interrupted,
  });
  expect(run.exitCode).not.toBe(0);
  expect(run.stdout).toContain('Interrupted: ');
  expect(run.report().leftOvers).toMatchObject({ remaining: [] });
  expect(run.report().leftOvers.deleted).toBeGreaterThan(0);
  expect(await storedFiles(reference)).toEqual(before);
});

test('with the upload profile and no TARGET_FILE_ID the run brings its own file', async ({
  serve,
  suite,
}) => {
  const { TARGET_FILE_ID: _main, TARGET_ALT_FILE_ID: _alt, ...settings } = settingsOf(await serve());
  const run = await suite({ ...settings, BUDGET: 'quick' });
  expect(run.report().verdict.conclusion).toBe('partial');
  expect(run.report().leftOvers.remaining).toEqual([]);
});

test('a target that offers uploads without claiming them fails UPL-00', async ({ serve, suite }) => {
  const run = await suite({ ...settingsOf(await serve()), TARGET_PROFILES: 'core' }, '--grep', 'UPL-');
  const result = (id: string) => run.report().requirements.find((one) => one.id === id);
  expect(result('UPL-00')?.verdict).toBe('failed');
  expect(result('UPL-05')).toMatchObject({ verdict: 'inapplicable' });
  expect(run.stdout).toContain('TARGET_PROFILES=core,upload');
});

test('without TARGET_FILE_ID the run finds a file at GET /v1/files', async ({ serve, suite }) => {
  const { TARGET_FILE_ID: _main, TARGET_ALT_FILE_ID: _alt, ...settings } = settingsOf(await serve());
  const run = await suite({ ...settings, TARGET_PROFILES: 'core' }, '--grep', 'TEN-04|DL-01');
  expect(run.report().verdict.conclusion).toBe('partial');
});

for (const [what, settings, sentence] of [
  ['a missing key', { TARGET_TOKEN: '' }, 'TARGET_TOKEN is missing: an API key of the target\n'],
  ['an unknown word', { FAIL_ON: 'never' }, 'FAIL_ON: "never" is unknown; allowed: must, should\n'],
  ['a bad number', { RATE_LIMIT: '0' }, 'RATE_LIMIT: "0" is not a whole number from 1 up\n'],
  [
    'a replay of no check',
    { FC_PATH: '2' },
    'FC_PATH: is one request of one check; name the check with --grep ID\n',
  ],
] as const) {
  test(`${what} in the settings is one sentence, before any request`, async ({ serve, suite }) => {
    const { defect, count } = counting();
    const run = await suite({ ...settingsOf(await serve({ defect })), ...settings });
    expect(run.stderr).toBe(sentence);
    expect(run.exitCode).toBe(3);
    expect(count()).toBe(0);
  });
}

test('the suite asks for what the document says: with maximum 720 it refuses to see 721 accepted', async ({}, info) => {
  const folder = await renewedCopy(info);
  const file = join(folder, 'specs', 'flexportal-files.openapi.yaml');
  await writeFile(file, (await readFile(file, 'utf8')).replace('maximum: 1440', 'maximum: 720'));
  const run = await runSuite(
    {},
    { reportsDir: info.outputPath('reports'), folder, filter: ['--grep', 'REJ-07'] },
  );
  expect(run.exitCode).toBe(1);
  expect(run.stdout).toContain('`maximum` at /expiresInMinutes broken: one above maximum (721)');
});

test('a fault that shows in one answer of many is put down to its requirement, not to the check that saw it', async ({
  serve,
  suite,
}) => {
  const rare = changesBody('leaves filename empty once', (body) => ({ ...body, filename: '' }), {
    when: ({ asked }) => asked['expiresInMinutes'] === 1440 && asked['action'] === 'download',
  });
  const run = await suite(settingsOf(await serve({ defect: rare })));
  const failed = run.report().requirements.filter(({ verdict }) => verdict === 'failed');
  expect(failed.map(({ id }) => id)).toEqual(['SCH-07']);
});
