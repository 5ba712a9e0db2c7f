import { expect, test } from '@playwright/test';
import type { Side } from '../../../src/report/readings.ts';
import { leftOverLines, readingLines, waiverLines } from '../../../src/report/terminal-notes.ts';
import { requirement } from './requirement.ts';

const reading = { discrepancy: 'D3', subject: 'expiresAt', openapi: 'number', prose: 'text' } as const;

for (const [follows, lines] of [
  ['OpenAPI', []],
  ['unknown', []],
  ['prose', ['D3 expiresAt: follows the prose (text) where the document says number']],
  ['both', ['D3 expiresAt: follows both the document (number) and the prose (text)']],
  ['neither', ['D3 expiresAt: follows neither the document (number) nor the prose (text)']],
] as const satisfies [Side, string[]][])
  test(`a reading of ${follows} takes ${lines.length} lines`, () => {
    expect(readingLines([{ ...reading, follows, evidence: [] }], ['core', 'upload'])).toEqual(lines);
  });

test('each reading has its line', () => {
  const readings = [
    { ...reading, discrepancy: 'D1', follows: 'both', evidence: [] },
    { ...reading, discrepancy: 'D2', follows: 'OpenAPI', evidence: [] },
    { ...reading, follows: 'prose', evidence: [] },
  ] as const;
  const first = (lines: string[]): string[] => lines.map((line) => line.slice(0, 2));
  expect(first(readingLines(readings, ['core']))).toEqual(['D1', 'D3']);
  // Where uploads are claimed, taking view, download and upload is no peculiarity.
  expect(first(readingLines(readings, ['core', 'upload']))).toEqual(['D3']);
});

const thirteen = Array.from({ length: 13 }, (_, index) => `f${index + 1}`);

for (const [name, leftOvers, lines] of [
  ['nothing', { deleted: 0, remaining: [] }, []],
  ['nothing any more', { deleted: 4, remaining: [], reason: 'r' }, []],
  ['one file', { deleted: 4, remaining: ['a'] }, ['1 file that this run created remains: a']],
  [
    'two files, with the reason',
    { deleted: 0, remaining: ['a', 'b'], reason: 'the target has no DELETE /v1/files/{fileId}' },
    ['2 files that this run created remain: a, b (the target has no DELETE /v1/files/{fileId})'],
  ],
  [
    'many files, of which twelve are named',
    { deleted: 0, remaining: thirteen, reason: 'r' },
    [`13 files that this run created remain: ${thirteen.slice(0, 12).join(', ')} and 1 more (r)`],
  ],
] as const)
  test(`a run that leaves ${name}`, () => {
    expect(leftOverLines(leftOvers)).toEqual(lines);
  });

const waiver = { id: 'TST-01', reason: 'FILES-12', owner: 'files team', until: '2025-01-31' };
const findings = [{ received: '200 {}', expected: '4xx', exchanges: [] }];
const failing = requirement('TST-01', { verdict: 'failed', findings });

for (const [state, lines] of [
  [
    'applied',
    [
      'WAIVED  TST-01  MUST be TST-01',
      '  until 2025-01-31 (files team: FILES-12); received 200 {}, expected 4xx',
    ],
  ],
  ['expired', ['WAIVER  the waiver of TST-01 expired on 2025-01-31 (files team: FILES-12)']],
  ['stale', ['WAIVER  the waiver of TST-01 is stale: the requirement passed (files team: FILES-12)']],
  [
    'uncovered',
    ['WAIVER  the waiver of TST-01 does not cover it: not every finding has "1441" (files team: FILES-12)'],
  ],
  ['idle', []],
] as const)
  test(`a waiver that is ${state} takes ${lines.length} lines`, () => {
    expect(waiverLines([failing], [{ ...waiver, finding: '1441', state }])).toEqual(lines);
  });
