import { expect, test } from '@playwright/test';
import { measureRequests } from '../../../scripts/requests.ts';
import { mostRequests } from '../../../src/budget.ts';
import { measuredBudgets, readCatalogue } from '../../../src/cli/catalogue.ts';

const catalogue = readCatalogue();

for (const budget of measuredBudgets) {
  test(`at ${budget} no check sends more than the catalogue says, and all together no more than the budget`, async () => {
    const recorded = Object.fromEntries(catalogue.map(({ id, requests }) => [id, requests[budget]]));
    const sent = await measureRequests(budget);
    const over = Object.entries(sent).filter(([id, count]) => count > (recorded[id] ?? 0));
    expect(over, 'npm run catalogue measures anew').toEqual([]);
    const total = Object.values(recorded).reduce((sum, count) => sum + count, 0);
    expect(total).toBeLessThanOrEqual(mostRequests(budget, ['core', 'upload']));
    expect(Object.values(sent).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0);
  });
}
