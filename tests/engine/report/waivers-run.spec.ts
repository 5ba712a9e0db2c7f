import { writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { fault } from '../../../src/reference/defects/fault.ts';
import { repairs } from '../../../src/reference/defects/requests.ts';
import type { Defect } from '../../../src/reference/start.ts';
import { startReference } from '../../../src/reference/start.ts';
import { asEnvironment } from '../../../src/settings/as-environment.ts';
import type { SuiteRun } from '../../harness/run-suite.ts';
import { runSuite } from '../../harness/run-suite.ts';

const accepts1441 = repairs('accepts 1441', (asked) =>
  asked['expiresInMinutes'] === 1441 ? { ...asked, expiresInMinutes: 1440 } : undefined,
);

const waiver = (id: string, until = '2999-12-31', more = ''): string =>
  `- {id: ${id}, reason: FILES-12, owner: files team, until: ${until}${more}}\n`;

/** Runs the suite with waivers against a server with a defect; without a filter the whole core profile. */
async function run(
  waivers: string,
  { defect = accepts1441, grep }: { defect?: Defect; grep?: string } = {},
): Promise<SuiteRun> {
  const info = test.info();
  const file = info.outputPath('waivers.yaml');
  writeFileSync(file, waivers);
  const reference = await startReference({ defect, choices: { uploads: false } });
  const { origins, main, alt } = reference;
  const target = asEnvironment({ url: origins.api, main, alt });
  const settings = { ...target, BUDGET: 'quick', REAL_EXPIRY: '0', WAIVERS: file };
  const filter = grep === undefined ? [] : ['--grep', grep];
  const ended = await runSuite(settings, { reportsDir: info.outputPath('reports'), filter });
  await reference.close();
  return ended;
}

test('a waived failure is green, in words that nobody takes for a pass', async () => {
  const { exitCode, stdout, report } = await run(waiver('REJ-07', '2999-12-31', ', finding: "1441"'), {
    grep: 'REJ-07',
  });
  expect(exitCode).toBe(0);
  expect(stdout).toContain('WAIVED  REJ-07  MUST reject expiresInMinutes above the maximum');
  expect(stdout.trim().split('\n').at(-1)).toMatch(
    /^Partial: what ran keeps the core profile but for 1 waived requirement \(REJ-07\), /,
  );
  const { requirements, counts, causes, verdict } = report();
  expect(requirements.find(({ id }) => id === 'REJ-07')).toMatchObject({
    verdict: 'failed',
    waiver: { reason: 'FILES-12', owner: 'files team', until: '2999-12-31' },
  });
  expect(counts.MUST).toMatchObject({ failed: 0, waived: 1 });
  expect(causes).toEqual([]);
  expect(verdict.exitCode).toBe(0);
});

test('a waiver that has expired, and one for another finding, let the failures stand', async () => {
  const outOfRange = repairs('accepts 0 and 1441', (asked) =>
    [0, 1441].includes(asked['expiresInMinutes'] as number) ? { ...asked, expiresInMinutes: 1 } : undefined,
  );
  const waivers = waiver('REJ-06', '2025-01-31') + waiver('REJ-07', '2999-12-31', ', finding: "1442"');
  const { exitCode, stdout } = await run(waivers, { defect: outOfRange, grep: 'REJ-0[67]' });
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(
    /^Not conformant .*REJ-06, REJ-07 violated.*the waiver of REJ-06 expired on 2025-01-31/m,
  );
  expect(stdout).toContain('the waiver of REJ-07 does not cover it: not every finding has "1442"');
});

test('in a whole run a waiver that is not needed any more fails it by name', async () => {
  test.setTimeout(240_000);
  const { exitCode, stdout, report } = await run(waiver('REJ-07') + waiver('REJ-06'));
  expect(report().waivers.map(({ id, state }) => [id, state])).toEqual([
    ['REJ-07', 'applied'],
    ['REJ-06', 'stale'],
  ]);
  expect(stdout.trim().split('\n').at(-1)).toMatch(
    /^Waivers out of date for the core profile: the waiver of REJ-06 is stale: the requirement passed; nothing violated besides what is waived \(REJ-07\);/,
  );
  expect(report().verdict).toMatchObject({ conclusion: 'outdated', exitCode: 1 });
  expect(exitCode).toBe(1);
});

for (const [name, waivers, says] of [
  ['an unknown id', waiver('REJ-99'), ': /0/id: REJ-99 is not in the catalogue\n'],
  ['an id twice', waiver('REJ-07') + waiver('REJ-07'), ': /1/id: REJ-07 is waived already, at /0\n'],
  ['a file without a list', '{}', ': the file must be a list: each entry begins with "- "\n'.slice(1)],
] as const)
  test(`${name} is one sentence, before any request`, async () => {
    let requests = 0;
    const counting = fault('counts', (_, next) => {
      requests += 1;
      return next();
    });
    const { exitCode, stderr } = await run(waivers, { defect: counting });
    expect(stderr).toContain(`${test.info().outputPath('waivers.yaml')}:`);
    expect(stderr.endsWith(says)).toBe(true);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(exitCode).toBe(3);
    expect(requests).toBe(0);
  });
