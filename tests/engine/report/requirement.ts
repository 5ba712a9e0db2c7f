import type { RequirementResult } from '../../../src/report/model.ts';

/** A requirement that passed, unless it is told otherwise. */
export function requirement(id: string, more: Partial<RequirementResult>): RequirementResult {
  return {
    ...{ id, level: 'MUST', title: `MUST be ${id}`, clause: ['#/clause', '#/other'], quote: 'the words' },
    ...{ profile: 'core', effect: 'none', verdict: 'passed', findings: [], notes: [], evidence: [] },
    ...more,
  };
}
