import { causesOf } from '../../../../src/report/causes.ts';
import type { ConformanceReport, RequirementResult } from '../../../../src/report/model.ts';
import type { RecordedExchange } from '../../../../src/report/recorded.ts';
import { concludeRun, countVerdicts } from '../../../../src/report/verdict.ts';
import { exampleReport } from '../example-report.ts';
import { requirement } from '../requirement.ts';

/** An exchange of a report, with these bodies. */
export function exchange(id: string, sent: string, answered: string): RecordedExchange {
  const time = '2025-01-15T11:30:00.250Z';
  return {
    ...{ id, channel: 'api', earlier: [], sentAt: time, receivedAt: time },
    request: {
      ...{ method: 'POST', url: 'http://127.0.0.1:1/v1/files/url', body: { text: sent } },
      headers: [['Authorization', 'Bearer $TARGET_TOKEN']],
    },
    response: {
      ...{ status: 200, size: Buffer.byteLength(answered), sha256: 'c0ffee00'.repeat(8) },
      ...{ headers: [['Content-Type', 'application/json']], body: { text: answered } },
    },
  };
}

/** A report on these requirements, as the suite would build it. */
export function reportOf(
  requirements: readonly RequirementResult[],
  exchanges: readonly RecordedExchange[] = [],
): ConformanceReport {
  return {
    ...exampleReport,
    run: { ...exampleReport.run, problems: [] },
    verdict: concludeRun(requirements, { failOn: 'must', profiles: ['core'], problems: [] }),
    counts: countVerdicts(requirements),
    causes: causesOf(requirements, exchanges),
    waivers: [],
    leftOvers: { deleted: 0, remaining: [] },
    ...{ requirements, exchanges },
  };
}

/** A requirement that failed with these exchanges, one finding for each. */
export function failed(id: string, exchanges: readonly string[], received = '200'): RequirementResult {
  const findings = exchanges.map((one, path) => ({
    ...{ received, expected: '4xx', because: `value ${path}`, exchanges: [one], path },
  }));
  return requirement(id, { verdict: 'failed', findings, evidence: exchanges });
}

/** A report that has something in every part of the page. */
export const fullReport: ConformanceReport = {
  ...exampleReport,
  ...reportOf(
    [
      ...exampleReport.requirements,
      failed('TST-02', ['api-0011', 'api-0012']),
      requirement('TST-03', { level: 'SHOULD', clause: ['RFC 9110 §15.5.2', 'W: page', 'sec'] }),
      requirement('TST-04', { verdict: 'inconclusive', reason: 'no file; set TARGET_FILE_ID' }),
      requirement('OTH-01', { verdict: 'inapplicable', reason: 'no 429 came' }),
      requirement('OTH-02', { verdict: 'untested', reason: 'left out of this run' }),
      requirement('OTH-03', { verdict: 'error', reason: 'TypeError: x' }),
      requirement('OTH-04', {
        verdict: 'warned',
        level: 'SHOULD',
        findings: failed('', ['api-0011'], 'x').findings,
      }),
      requirement('OTH-05', { verdict: 'info', level: 'INFO', notes: ['seen'] }),
    ],
    [
      ...exampleReport.exchanges,
      exchange('api-0011', '{"fileId":"a"}', '{"success":true}'),
      exchange('api-0012', '{"fileId":"b"}', '{"success":true}'),
    ],
  ),
  ...{ waivers: exampleReport.waivers, leftOvers: exampleReport.leftOvers },
};
