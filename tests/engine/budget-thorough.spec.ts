import { test } from '@playwright/test';
import { mostRequests } from '../../src/budget.ts';
import { runAtBudget } from '../harness/run-at-budget.ts';

test(`BUDGET=thorough sends at most ${mostRequests('thorough', ['core'])} API requests for core, none of them twice`, async ({}, info) => {
  await runAtBudget('thorough', info);
});
