import { expect, test } from '@playwright/test';
import { mostRequests } from '../../src/budget.ts';
import { runAtBudget } from '../harness/run-at-budget.ts';

for (const budget of ['quick', 'standard'] as const)
  test(`BUDGET=${budget} sends at most ${mostRequests(budget, ['core'])} API requests for core, none of them twice`, async ({}, info) => {
    await runAtBudget(budget, info);
  });

test('a run with both profiles spends at most 475 API requests by default', () => {
  expect(mostRequests('standard', ['core', 'upload'])).toBe(475);
});
