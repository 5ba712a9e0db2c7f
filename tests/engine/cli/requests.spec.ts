import { expect, test } from '@playwright/test';
import { runAgainstReference } from '../../../scripts/reference-run.ts';
import { apiRequestsOf, requestsIn } from '../../../scripts/requests.ts';
import { mostRequests } from '../../../src/budget.ts';
import { measuredBudgets, readCatalogue } from '../../../src/cli/catalogue.ts';

const catalogue = readCatalogue();

for (const budget of measuredBudgets) {
  test(`at ${budget} no check sends more than the catalogue says, nothing is sent twice, and all together no more than the budget`, async () => {
    const recorded = Object.fromEntries(catalogue.map(({ id, requests }) => [id, requests[budget]]));
    const ran = await runAgainstReference(budget);
    const over = Object.entries(requestsIn(ran)).filter(([id, count]) => count > (recorded[id] ?? 0));
    expect(over, 'npm run catalogue measures anew').toEqual([]);
    const sent = ran.checks
      .flatMap(apiRequestsOf)
      .map(({ request, occasion }) => JSON.stringify([request, occasion]));
    expect(new Set(sent).size).toBe(sent.length);
    const total = Object.values(recorded).reduce((sum, count) => sum + count, 0);
    expect(total).toBeLessThanOrEqual(mostRequests(budget, ['core', 'upload']));
    expect(sent.length).toBeGreaterThan(0);
  });
}
