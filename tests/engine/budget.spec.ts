import { expect, test } from '@playwright/test';
import { mostRequests } from '../../src/budget.ts';
import { runSuite } from '../harness/run-suite.ts';

const profiles = ['core', 'upload'] as const;

for (const [budget, claimed] of [
  ['quick', ['core']],
  ['quick', profiles],
  ['standard', ['core']],
  ['standard', profiles],
  // Only the core profile: the other one uploads 1 GiB.
  ['thorough', ['core']],
] as const) {
  const most = mostRequests(budget, claimed);
  test(`BUDGET=${budget} sends at most ${most} API requests for ${claimed.join(' and ')}, none of them twice`, async ({}, info) => {
    const run = await runSuite(
      { BUDGET: budget, TARGET_PROFILES: claimed.join() },
      { reportsDir: info.outputPath('reports') },
    );
    const { verdict, exchanges, run: facts } = run.report();
    const sent = exchanges
      .filter(({ channel }) => channel === 'api')
      .map(({ request, occasion }) => JSON.stringify([request, occasion]));
    expect(verdict.conclusion).toBe('conformant');
    expect(facts.requests.api).toBeLessThanOrEqual(most);
    expect(new Set(sent).size).toBe(sent.length);
  });
}

test('a run with both profiles spends at most 475 API requests by default', () => {
  expect(mostRequests('standard', profiles)).toBe(475);
});
