import type { ConformanceReport, RequirementResult } from './model.ts';
import { countVerdicts } from './verdict.ts';

/** Reason of a requirement in a report that must not be handed on. */
const reason = 'withdrawn: the run has no verdict';

/** The report on a run that must not be handed on: it says why in a sentence, and nothing about any requirement. */
export function withdrawn(report: ConformanceReport, sentence: string): ConformanceReport {
  const requirements = report.requirements.map(silent);
  return {
    ...report,
    verdict: { conclusion: 'error', exitCode: 3, sentence },
    ...{ requirements, counts: countVerdicts(requirements), causes: [], readings: [] },
    waivers: report.waivers.map((waiver) => ({ ...waiver, state: 'idle' })),
  };
}

function silent({ waiver: _, ...result }: RequirementResult): RequirementResult {
  return { ...result, verdict: 'untested', reason, findings: [], notes: [], evidence: [] };
}
