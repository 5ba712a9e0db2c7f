import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { fault } from '../../../src/reference/defects/fault.ts';
import { startReference } from '../../../src/reference/start.ts';
import { asEnvironment } from '../../../src/settings/as-environment.ts';
import { runSuite } from '../../harness/run-suite.ts';
import { conformance } from './command.ts';

const key = 'a+b/c=d"e\\f&g h%20<x>';

test('an honest report is verified when the server says a key of signs back in escapes', async ({}, info) => {
  test.setTimeout(240_000);
  let own = '';
  // It takes 1441 minutes, too, so that the answer with the key in it is quoted in a finding.
  const echoes = fault('takes the key and says it back', async ({ request, url, asked }, next) => {
    const authorization = request.headers.get('authorization') ?? '';
    const response = await next({
      ...(authorization === `Bearer ${key}` && { headers: { authorization: `Bearer ${own}` } }),
      ...(asked['expiresInMinutes'] === 1441 && {
        body: JSON.stringify({ ...asked, expiresInMinutes: 1440 }),
      }),
    });
    if (url.pathname.startsWith('/storage/')) return response;
    const { status, headers } = response;
    headers.delete('content-length');
    const body = (await response.json()) as object;
    return new Response(JSON.stringify({ authorization, ...body }), { status, headers });
  });
  const reference = await startReference({ defect: echoes });
  const { origins, main, alt } = reference;
  own = main.token;
  const settings = asEnvironment({ url: origins.api, main: { ...main, token: key }, alt });
  const reportsDir = info.outputPath('reports');
  const filter = ['--grep', 'REJ-07'];
  const run = await runSuite({ ...settings, REAL_EXPIRY: '0', BUDGET: 'quick' }, { reportsDir, filter });
  await reference.close();
  const folder = info.outputPath('caller');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'report.json'), JSON.stringify(run.report()));
  const { exitCode, stdout } = await conformance(['verify', 'report.json'], { folder });
  const { findings } = run.report().requirements.find(({ id }) => id === 'REJ-07') ?? {};
  expect(findings?.map(({ received }) => received)).toContainEqual(
    expect.stringMatching(/^200 \{"authorization":"Bearer \$TARGET_TOKEN","success".*…$/),
  );
  expect(stdout).toMatch(/^Verified: /);
  expect(exitCode).toBe(0);
});
