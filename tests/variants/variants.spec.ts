import { expect, test } from '@playwright/test';
import { readCatalogue } from '../../src/cli/catalogue.ts';
import { seeingExpiry } from '../../src/cli/real-expiry.ts';
import { startReference } from '../../src/reference/start.ts';
import { variants } from '../../src/reference/variants.ts';
import { asEnvironment } from '../../src/settings/as-environment.ts';
import { runSuite } from '../harness/run-suite.ts';

/** Variants on which the real expiry, which takes over a minute, is waited for. */
const waitedFor = new Set([
  'lifetime rounded to 20 seconds',
  'clock ahead',
  'clock behind',
  'S3 v4 parameters',
]);

const catalogue = readCatalogue();

function claimed(id: string, profiles: readonly string[]): boolean {
  return catalogue.some((entry) => entry.id === id && profiles.includes(entry.profile));
}

for (const [name, { choices, profiles = ['core', 'upload'], breaksShould = [] }] of Object.entries(
  variants,
)) {
  test(`no false alarm: ${name}`, async ({}, info) => {
    const real = waitedFor.has(name);
    test.setTimeout(real ? 300_000 : 180_000);
    const reference = await startReference({ choices });
    const { origins, main, alt } = reference;
    const target = { url: origins.api, main, alt };
    const run = await runSuite(
      {
        ...asEnvironment(target),
        TARGET_PROFILES: profiles.join(),
        REAL_EXPIRY: real ? '1' : '0',
      },
      { reportsDir: info.outputPath('reports') },
    );
    await reference.close();
    const { requirements, verdict } = run.report();
    const raised = requirements.filter((result) =>
      ['failed', 'warned', 'inconclusive', 'error'].includes(result.verdict),
    );
    const shown = raised.map((result) => ({
      id: result.id,
      verdict: result.verdict,
      why: result.reason ?? result.findings[0],
    }));
    const allowed = shown.filter(({ id, verdict }) => verdict === 'warned' && breaksShould.includes(id));
    expect.soft(shown.filter((one) => !allowed.includes(one))).toEqual([]);
    const leftOut = requirements.filter(({ verdict }) => verdict === 'untested').map(({ id }) => id);
    expect.soft(leftOut).toEqual(real ? [] : seeingExpiry.filter((id) => claimed(id, profiles)));
    expect
      .soft(verdict.sentence)
      .toMatch(
        real
          ? /^Conformant/
          : new RegExp(`^Partial: .* ${leftOut.length} of \\d+ requirements were left out`),
      );
    expect.soft(run.exitCode).toBe(0);
  });
}
