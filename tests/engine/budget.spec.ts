import { expect, test } from '@playwright/test';
import { mostRequests } from '../../src/budget.ts';
import { runSuite } from '../harness/run-suite.ts';

for (const budget of ['quick', 'standard', 'thorough'] as const) {
  const most = mostRequests[budget];
  test(`BUDGET=${budget} sends at most ${most} API requests, none of them twice`, async ({}, info) => {
    const run = await runSuite({ BUDGET: budget }, { reportsDir: info.outputPath('reports') });
    const { verdict, exchanges, run: facts } = run.report();
    const sent = exchanges
      .filter(({ channel }) => channel === 'api')
      .map(({ request, occasion }) => JSON.stringify([request, occasion]));
    expect(verdict.conclusion).toBe('conformant');
    expect(facts.requests.api).toBeLessThanOrEqual(most);
    expect(new Set(sent).size).toBe(sent.length);
  });
}
