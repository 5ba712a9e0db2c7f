import type { TestInfo } from '@playwright/test';
import { expect } from '@playwright/test';
import type { Budget } from '../../src/budget.ts';
import { mostRequests } from '../../src/budget.ts';
import { runSuite } from './run-suite.ts';

/** Runs the core profile on the reference server, and expects that it stays within its budget and sends nothing twice. */
export async function runAtBudget(budget: Budget, info: TestInfo): Promise<void> {
  const settings = { BUDGET: budget, TARGET_PROFILES: 'core' };
  const run = await runSuite(settings, { reportsDir: info.outputPath('reports') });
  const { verdict, exchanges, run: facts } = run.report();
  const sent = exchanges
    .filter(({ channel }) => channel === 'api')
    .map(({ request, occasion }) => JSON.stringify([request, occasion]));
  expect(verdict.conclusion).toBe('conformant');
  expect(facts.requests.api).toBeLessThanOrEqual(mostRequests(budget, ['core']));
  expect(new Set(sent).size).toBe(sent.length);
}
