import { expect, test as base } from '@playwright/test';
import { collectChecks } from '../../scripts/in-process/checks.ts';
import type { Contracts } from '../../scripts/in-process/meeting.ts';
import { loadContracts, meet } from '../../scripts/in-process/meeting.ts';
import { outcomeOf } from '../../scripts/in-process/outcome.ts';
import type { Plan } from '../../src/traffic/plan.ts';
import { plans } from '../../src/traffic/plan.ts';

const test = base.extend<object, { contracts: Contracts }>({
  contracts: [async ({}, use) => use(await loadContracts()), { scope: 'worker' }],
});

/** That of a standard run, with an upload that breaks off, and a large file that a test can afford. */
const plan: Plan = { ...plans.standard, brokenOff: 1, largeFile: 2 ** 24 + 17 };

// Each check meets the reference server with each of its own defects, and proves itself by findings: a crash, a time-out, something
// that is left undecided, or a pass does not count.
for (const check of collectChecks()) {
  const { id, profile = 'core', defects } = check.spec;
  test.describe(`${id} ${check.title}`, () => {
    for (const defect of defects)
      test(defect.name, async ({ contracts }) => {
        const profiles = profile === 'core' ? (['core'] as const) : (['core', 'upload'] as const);
        const meeting = await meet(contracts, { defect }, profiles, 'standard');
        const { findings, reason, verdict } = await outcomeOf(check, meeting, plan);
        await meeting.close();
        expect(findings, `${id} does not see this defect: ${reason ?? verdict}`).not.toEqual([]);
      });
  });
}
