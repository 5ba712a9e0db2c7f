import type { RequirementResult } from '../../../src/report/model.ts';
import type { Verdict } from '../../../src/report/outcome.ts';

/** A requirement with a verdict, and a finding where that has one. */
export function result(
  id: string,
  verdict: Verdict,
  more: Partial<RequirementResult> = {},
): RequirementResult {
  const findings =
    verdict === 'failed' || verdict === 'warned'
      ? [{ received: '200', expected: '4xx', exchanges: ['api-0001'] }]
      : [];
  return {
    ...{ id, level: 'MUST', title: `MUST be ${id}`, clause: ['#/a'], quote: 'b', profile: 'core' },
    ...{ effect: 'none', verdict, findings, notes: [], evidence: [], ...more },
  };
}
