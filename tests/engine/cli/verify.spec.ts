import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { repairs } from '../../../src/reference/defects/requests.ts';
import { startReference } from '../../../src/reference/start.ts';
import { unchecked } from '../../../src/replay/unchecked.ts';
import { evidenceDigest } from '../../../src/report/build.ts';
import type { ConformanceReport } from '../../../src/report/model.ts';
import { asEnvironment } from '../../../src/settings/as-environment.ts';
import { runSuite } from '../../harness/run-suite.ts';
import type { CommandEnd } from './command.ts';
import { conformance } from './command.ts';

test.describe.configure({ mode: 'serial' });

const accepts1441 = repairs('accepts 1441', (asked) =>
  asked['expiresInMinutes'] === 1441 ? { ...asked, expiresInMinutes: 1440 } : undefined,
);

/** The report on a server that violates REJ-07 and nothing else, and that is gone. */
let honest: ConformanceReport;

test.beforeAll(async ({}, info) => {
  const reference = await startReference({ defect: accepts1441 });
  const { origins, main, alt } = reference;
  const settings = { ...asEnvironment({ url: origins.api, main, alt }), REAL_EXPIRY: '0', BUDGET: 'quick' };
  const run = await runSuite(settings, { reportsDir: info.outputPath('reports') });
  await reference.close();
  honest = run.report();
});

/** A report with members replaced, verified by the bin in an empty folder. */
async function verified(report: unknown, ...options: readonly string[]): Promise<CommandEnd> {
  const folder = test.info().outputPath('caller');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'handed-in.json'), JSON.stringify(report));
  return conformance(['verify', 'handed-in.json', ...options], {
    folder,
    environment: { BUDGET: 'standard' },
  });
}

type Exchanges = ConformanceReport['exchanges'];

/** The report with other exchanges, and a digest that fits them. */
function withExchanges(exchanges: Exchanges): ConformanceReport {
  return { ...honest, exchanges, evidenceDigest: evidenceDigest(exchanges) };
}

function withResult(id: string, more: object): ConformanceReport {
  const requirements = honest.requirements.map((result) =>
    result.id === id ? { ...result, ...more } : result,
  );
  return { ...honest, requirements };
}

test('an honest report is verified, and nobody is asked', async () => {
  let connections = 0;
  const listener = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  listener.listen(Number(new URL(honest.target.url).port), '127.0.0.1');
  await once(listener, 'listening');
  const { exitCode, stdout, stderr } = await verified(honest);
  listener.close();
  expect(stderr).toBe('');
  expect(stdout).toMatch(
    /^Verified: .* (\d+) of \1 verdicts were recomputed from \d+ exchanges\.\n\nNot shown by the evidence, /,
  );
  for (const member of unchecked.flatMap(({ members }) => members)) expect(stdout).toContain(member);
  expect(exitCode).toBe(0);
  expect(connections).toBe(0);
});

test('a failure that was made a pass everywhere is found', async () => {
  const made = withResult('REJ-07', { verdict: 'passed', findings: [] });
  const { MUST } = honest.counts;
  const counts = { ...honest.counts, MUST: { ...MUST, failed: MUST.failed - 1, passed: MUST.passed + 1 } };
  const verdict = { conclusion: 'partial', exitCode: 0, sentence: 'Partial.' };
  const { exitCode, stdout } = await verified({ ...made, counts, verdict, causes: [] });
  expect(stdout).toContain('REJ-07: reported passed → recomputed failed (');
  expect(stdout).toMatch(/^verdict: reported .*"partial".* → recomputed .*"nonconformant"/m);
  expect(stdout).toMatch(/^Not verified: /m);
  expect(exitCode).toBe(1);
});

test('an edited answer is found by its digest, and by what follows from it when the digest is edited, too', async () => {
  const refusal = honest.exchanges.find(({ response }) => response?.status === 422);
  const exchanges = honest.exchanges.map((one) =>
    one === refusal && one.response ? { ...one, response: { ...one.response, status: 200 } } : one,
  );
  const plain = await verified({ ...honest, exchanges });
  expect(plain.stdout).toMatch(/^evidenceDigest: reported sha256:\w+ → recomputed sha256:\w+$/m);
  expect(plain.exitCode).toBe(1);
  const { exitCode, stdout } = await verified(withExchanges(exchanges));
  expect(stdout).not.toContain('evidenceDigest');
  expect(stdout).toMatch(/^REJ-\d\d: reported passed → recomputed failed \(/m);
  expect(exitCode).toBe(1);
});

test('an exchange and a requirement that were taken out are missed, in JSON too', async () => {
  // Every check that misses the exchange fails, and for each Playwright starts the worker anew.
  test.setTimeout(600_000);
  const { evidence } = honest.requirements.find(({ id }) => id === 'REJ-05') ?? { evidence: [] };
  const report = withExchanges(honest.exchanges.filter(({ id }) => id !== evidence[0]));
  const requirements = report.requirements.filter(({ id }) => id !== 'REJ-06');
  const { exitCode, stdout } = await verified({ ...report, requirements }, '--json');
  const { differences } = JSON.parse(stdout) as { differences: Record<string, string>[] };
  expect(differences).toContainEqual({
    ...{ what: 'REJ-05', reported: 'passed' },
    recomputed: expect.stringMatching(/^error \(NotRecorded: the record holds no answer to POST /),
  });
  expect(differences).toContainEqual({ what: 'REJ-06', reported: 'missing', recomputed: 'passed' });
  expect(exitCode).toBe(1);
});

for (const [name, edit, sentence] of [
  ['no report', () => ({ a: 1 }), 'it is no conformance report'],
  [
    'another contract',
    () => ({ ...honest, contract: { ...honest.contract, digest: `sha256:${'0'.repeat(64)}` } }),
    'its contract is',
  ],
  [
    'another version of the suite',
    () => ({ ...honest, suite: { ...honest.suite, version: '9.9.9' } }),
    'its suite is',
  ],
  [
    'another catalogue',
    () => ({ ...honest, catalogue: { ...honest.catalogue, requirements: 1 } }),
    'its catalogue is',
  ],
] as const)
  test(`${name} is not verified`, async () => {
    const { exitCode, stdout, stderr } = await verified(edit());
    expect([exitCode, stdout]).toEqual([3, '']);
    expect(stderr).toContain(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
