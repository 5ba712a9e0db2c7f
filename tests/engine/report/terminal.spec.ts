import { expect, test } from '@playwright/test';
import type { RecordedExchange } from '../../../src/report/recorded.ts';
import type { ConformanceReport, RequirementResult } from '../../../src/report/model.ts';
import { renderTerminal } from '../../../src/report/terminal.ts';
import { causesOf } from '../../../src/report/causes.ts';
import { concludeRun, countVerdicts } from '../../../src/report/verdict.ts';
import { exampleReport } from './example-report.ts';
import { requirement } from './requirement.ts';

function exchange(id: string, text: string): RecordedExchange {
  const headers = [['Authorization', 'Bearer $TARGET_TOKEN'] as const];
  return {
    ...{ id, channel: id.startsWith('api') ? 'api' : 'storage', earlier: [], sentAt: '', receivedAt: '' },
    request: { method: 'POST', url: `http://127.0.0.1/${id}`, headers, body: { text } },
  };
}

function rendered(
  requirements: RequirementResult[],
  exchanges: RecordedExchange[] = [],
  retries: ConformanceReport['run']['retries'] = { count: 0, reasons: {} },
): string {
  const { target, run: merged } = exampleReport;
  const { shards: _, ...run } = merged;
  return renderTerminal({
    ...exampleReport,
    target: { ...target, url: 'http://127.0.0.1', embedded: true },
    run: { ...run, requests: { api: 7, storage: 3 }, retries },
    verdict: concludeRun(requirements, { failOn: 'must', profiles: ['core'], problems: [] }),
    counts: countVerdicts(requirements),
    causes: causesOf(requirements, exchanges),
    waivers: [],
    readings: [],
    leftOvers: { deleted: 0, remaining: [] },
    requirements,
    exchanges,
  });
}

test('the last line is the verdict sentence, after the facts of the run', () => {
  const lines = rendered([requirement('TST-01', {})])
    .trimEnd()
    .split('\n');
  expect(lines.at(-1)).toMatch(/^Conformant with the core profile/);
  expect(lines.at(-3)).toBe(
    'target http://127.0.0.1 (embedded reference server), budget standard: 7 of at most 475 API requests and 3 storage requests, seed 1440',
  );
});

test('attempts that were repeated are counted by what happened to them', () => {
  const retries = { count: 3, reasons: { dropped: 2, gateway: 1 } };
  expect(rendered([requirement('TST-01', {})], [], retries)).toContain(
    '3 storage requests (3 repeated: 2 dropped, 1 gateway), seed 1440',
  );
});

test('a violation shows id, title, what was sent, received, expected, the clause and the command', () => {
  const findings = [{ received: '200', expected: '4xx', because: '1441 minutes', exchanges: ['api-0001'] }];
  const text = rendered(
    [requirement('TST-01', { verdict: 'failed', findings })],
    [exchange('api-0001', '{"a":1}')],
  );
  expect(text.split('\n\n')[0]?.split('\n')).toEqual([
    'FAILED  TST-01  MUST be TST-01',
    '  sent      1441 minutes',
    '  received  200',
    '  expected  4xx',
    '  clause    #/clause: the words',
    `  request   curl -sS -i -X POST 'http://127.0.0.1/api-0001' -H "Authorization: Bearer $TARGET_TOKEN" -H 'Content-Type:' --data-raw '{"a":1}'`,
    '  replay    FC_SEED=1440 npx playwright test --grep TST-01',
  ]);
});

test('of several findings the one with the smallest request is shown', () => {
  const findings = [
    { received: '200 {"large"', expected: '4xx', exchanges: ['api-0001'] },
    { received: '200 {"small"', expected: '4xx', exchanges: ['api-0002'] },
    { received: '200 {"middle"', expected: '4xx', exchanges: ['api-0003'] },
  ];
  const exchanges = [
    exchange('api-0001', 'x'.repeat(300)),
    exchange('api-0002', 'x'),
    exchange('api-0003', 'x'.repeat(30)),
  ];
  const text = rendered([requirement('TST-01', { verdict: 'warned', level: 'SHOULD', findings })], exchanges);
  expect(text).toContain('received  200 {"small"');
  expect(text).toContain('also      2 more findings like it');
  expect(text).not.toContain('large');
});

test('a request on a returned URL is told, not given as a command', () => {
  const findings = [{ received: 'a', expected: 'b', exchanges: ['api-0001', 'storage-0002'] }];
  const text = rendered(
    [requirement('TST-01', { verdict: 'failed', findings })],
    [exchange('api-0001', '{}'), exchange('storage-0002', '')],
  );
  expect(text).toMatch(/request {3}curl .*api-0001/);
  expect(text).toMatch(/request {3}then POST the returned URL: http:\/\/127\.0\.0\.1\/storage-0002/);
});

test('what is kept is not listed, the rest from errors down to what is undecided', () => {
  const finding = { received: 'a', expected: 'b', exchanges: [] };
  const other = { received: 'c', expected: 'd', exchanges: [] };
  const text = rendered([
    requirement('TST-01', { verdict: 'inconclusive', reason: 'no file' }),
    requirement('TST-02', { verdict: 'warned', level: 'SHOULD', findings: [other] }),
    requirement('TST-03', { verdict: 'passed' }),
    requirement('TST-04', { verdict: 'error', reason: 'TypeError: x' }),
    requirement('TST-05', { verdict: 'failed', findings: [finding] }),
    requirement('TST-06', { verdict: 'untested', reason: 'left out' }),
    requirement('TST-07', { verdict: 'inapplicable', reason: 'not so' }),
  ]);
  expect(text.match(/^[A-Z]+ {2}TST-\d\d/gm)).toEqual([
    'ERROR  TST-04',
    'FAILED  TST-05',
    'WARNED  TST-02',
    'INCONCLUSIVE  TST-01',
  ]);
  expect(text).toContain('TypeError: x');
  expect(text).toContain('no file');
});

test('a finding whose exchange is missing breaks nothing', () => {
  const findings = [{ received: 'a', expected: 'b', exchanges: ['api-9999'] }];
  expect(rendered([requirement('TST-01', { verdict: 'failed', findings })])).toContain('received  a');
});

test('readings and left-overs stand between the requirements and the verdict', () => {
  const blocks = renderTerminal(exampleReport).trimEnd().split('\n\n');
  expect(blocks.map((block) => block.split(' ')[0])).toEqual([
    'FAILED',
    'WAIVED',
    'D3',
    '2',
    'target',
    'Not',
  ]);
});

test('an upload is told with its size, a name, and where its octets come from', () => {
  const { method: _, ...request } = exchange('storage-0002', '').request;
  const payload = { size: 70_001, sha256: '1a2b3c4d'.repeat(8) };
  const upload = { ...exchange('storage-0002', ''), request: { ...request, method: 'PUT', payload } };
  const findings = [{ received: 'a', expected: 'b', exchanges: ['storage-0002'] }];
  const text = rendered([requirement('TST-01', { verdict: 'failed', findings })], [upload]);
  expect(text).toContain(
    'request   then PUT payload-1a2b3c4d.bin (70001 octets, made from seed 1440) to the returned URL: http://127.0.0.1/storage-0002',
  );
});

test('what is undecided for one reason is one block, and a reason with many parts is told by its first', () => {
  const undecided = (id: string, reason: string): RequirementResult =>
    requirement(id, { verdict: 'inconclusive', reason });
  const text = rendered([
    undecided('TST-01', 'api-0001: no url that can be followed\napi-0002: no url that can be followed'),
    undecided('TST-02', 'api-0003: no url that can be followed'),
    undecided('TST-03', 'no file to ask for: GET /v1/files lists none; set TARGET_FILE_ID'),
    undecided('TST-04', 'api-0004: no url that can be followed'),
  ]);
  expect(text.split('\n\n').slice(0, 2)).toEqual([
    'INCONCLUSIVE  TST-01 TST-02 TST-04\n  api-0001: no url that can be followed (and 1 more reason)',
    'INCONCLUSIVE  TST-03  MUST be TST-03\n  no file to ask for: GET /v1/files lists none; set TARGET_FILE_ID',
  ]);
});

test('of one request that is sent again the named requirement comes first, the others have a line each', () => {
  const found = (id: string, received: string): RequirementResult =>
    requirement(id, { verdict: 'failed', findings: [{ received, expected: 'b', exchanges: [] }] });
  const requirements = [found('HTP-03', 'no Date'), found('REJ-04', '200'), found('SCH-01', 'a header')];
  const { shards: _, ...run } = exampleReport.run;
  const text = renderTerminal({
    ...exampleReport,
    run: { ...run, path: 8, selection: { grep: 'REJ-04', files: [] } },
    causes: causesOf(requirements, []),
    ...{ requirements, waivers: [], readings: [], leftOvers: { deleted: 0, remaining: [] } },
  });
  const [block, lines] = text.split('\n\n');
  expect(block).toMatch(/^FAILED {2}REJ-04 {2}MUST be REJ-04\n {2}received {2}200\n/);
  expect(lines?.split('\n')).toEqual([
    'FAILED  HTP-03: received no Date, expected b',
    'FAILED  SCH-01: received a header, expected b',
  ]);
});

test('a cause that the named requirement shares is shown by that', () => {
  const findings = [{ received: '200', expected: '4xx', exchanges: ['api-0001'] }];
  const requirements = ['AUT-01', 'REJ-04'].map((id) => requirement(id, { verdict: 'failed', findings }));
  const report = {
    ...{ ...exampleReport, run: { ...exampleReport.run, selection: { grep: 'REJ-04', files: [] } } },
    ...{ requirements, causes: causesOf(requirements, []), waivers: [] },
  };
  expect(renderTerminal(report)).toMatch(/^FAILED {2}REJ-04 [^]+\n {2}also {6}the same in AUT-01\n/);
});
