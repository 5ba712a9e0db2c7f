import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { causesOf } from '../../../src/report/causes.ts';
import { curlOf } from '../../../src/report/curl.ts';
import type { ConformanceReport, RequirementResult } from '../../../src/report/model.ts';
import type { Finding } from '../../../src/report/outcome.ts';
import type { RecordedExchange } from '../../../src/report/recorded.ts';
import { renderTerminal } from '../../../src/report/terminal.ts';
import { causeBlock } from '../../../src/report/terminal-cause.ts';
import { exampleReport } from './example-report.ts';
import { requirement } from './requirement.ts';

function exchange(id: string, text = '{}'): RecordedExchange {
  return {
    ...{ id, channel: 'api', earlier: [], sentAt: '', receivedAt: '' },
    request: { method: 'POST', url: `http://127.0.0.1/${id}`, headers: [], body: { text } },
  };
}

function report(requirements: RequirementResult[], exchanges: RecordedExchange[] = []): ConformanceReport {
  const causes = causesOf(requirements, exchanges);
  return { ...exampleReport, requirements, exchanges, causes, waivers: [], readings: [] };
}

const blocksOf = (about: ConformanceReport): string[] =>
  about.causes.map((cause) => causeBlock(cause, about));

function failed(id: string, ...findings: Omit<Finding, 'exchanges'>[]): RequirementResult {
  const all = findings.map((finding) => ({ exchanges: ['api-0001'], ...finding }));
  return requirement(id, { verdict: 'failed', findings: all });
}

test('a cause of several requirements is one block: one example in full, a line for each other kind of finding', () => {
  const answer = '201 {"success":true}';
  const about = report(
    [
      failed('TST-01', { received: answer, expected: '200', because: 'the simplest request', path: 3 }),
      failed('TST-02', { received: answer, expected: '200' }),
      failed('TST-03', { received: answer, expected: '200 with a url' }),
      failed('TST-04', { received: answer, expected: '200 with a url' }),
    ],
    [exchange('api-0001')],
  );
  expect(blocksOf(about).map((block) => block.split('\n'))).toEqual([
    [
      'FAILED  TST-01  MUST be TST-01',
      '  sent      the simplest request',
      '  received  201 {"success":true}',
      '  expected  200',
      '  clause    #/clause: the words',
      '  also      the same in TST-02',
      '  also      TST-03 TST-04: received 201 {"success":true}, expected 200 with a url',
      `  request   ${curlOf(exchange('api-0001'))}`,
      '  replay    FC_SEED=1440 FC_PATH=3 npx playwright test --grep TST-01',
    ],
  ]);
});

test('other findings of the same requirement are told by kind, too', () => {
  const about = report([
    failed(
      'TST-01',
      { received: '200 {"a":1}', expected: '4xx' },
      { received: '200 {"b":2}', expected: '4xx' },
      { received: '500 {"c":3}', expected: '4xx' },
    ),
  ]);
  expect(blocksOf(about)[0]).toContain(
    '\n  also      1 more finding like it\n  also      TST-01: received 500 {"c":3}, expected 4xx\n',
  );
});

test('a command is never changed; a very long one is cut and says where it is whole', () => {
  const finding = { received: 'a', expected: 'b' };
  const lines = exchange('api-0001', '{\n}');
  expect(blocksOf(report([failed('TST-01', finding)], [lines]))[0]).toContain(`request   ${curlOf(lines)}\n`);
  const long = exchange('api-0001', 'x'.repeat(9000));
  const [block = ''] = blocksOf(report([failed('TST-01', finding)], [long]));
  expect(block).toContain('x… (whole in the report: api-0001)\n');
  expect(block.length).toBeLessThan(1200);
});

const kind = fc.record({
  received: fc.stringMatching(/^[a-z]{1,40}(\n[a-z]{9})?$/),
  expected: fc.stringMatching(/^[a-z]{1,12}$/),
});

test('a block has at most 20 lines, names every requirement and tells every kind of finding in it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(kind, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 12 }),
      (kinds) => {
        // All in one cause, because the first fails wherever the others do.
        const requirements = kinds.map((own, index) =>
          failed(`TST-${10 + index}`, ...(index === 0 ? kinds.flat() : own)),
        );
        const about = report(requirements, [exchange('api-0001')]);
        const [block = '', ...more] = blocksOf(about);
        expect(more).toEqual([]);
        expect(block.split('\n').length).toBeLessThanOrEqual(20);
        for (const { id } of requirements) expect(block).toContain(id);
        for (const { received, expected } of kinds.flat()) {
          expect(block).toContain(received.replace('\n', ' '));
          expect(block).toContain(expected);
        }
      },
    ),
  );
});

test('eight causes are shown in full, and each further one has a line with all its requirements', () => {
  const faults = Array.from('abcdefghij', (letter, index) => [
    failed(`TST-${10 + index}`, { received: `fault ${letter}`, expected: 'none' }),
    failed(`TST-${30 + index}`, { received: `fault ${letter}`, expected: 'no fault' }),
  ]);
  const open = requirement('TST-50', { verdict: 'inconclusive', reason: 'no file' });
  const blocks = renderTerminal(report([...faults.flat(), open])).split('\n\n');
  expect(blocks.slice(0, 8).every((block) => block.includes('\n  expected  none\n'))).toBe(true);
  expect(blocks.slice(8, 10)).toEqual([
    [
      'FAILED  TST-18: received fault i, expected none; TST-38: received fault i, expected no fault',
      'FAILED  TST-19: received fault j, expected none; TST-39: received fault j, expected no fault',
    ].join('\n'),
    'INCONCLUSIVE  TST-50  MUST be TST-50\n  no file',
  ]);
});
