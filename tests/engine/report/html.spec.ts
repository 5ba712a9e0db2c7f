import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { renderHtml } from '../../../src/report/html.ts';
import type { ConformanceReport } from '../../../src/report/model.ts';
import { conclusions } from '../../../src/report/html/words.ts';
import { renderTerminal } from '../../../src/report/terminal.ts';
import { writeReport } from '../../../src/report/write.ts';
import { headings, pageText, partText } from './html/page-text.ts';
import { exchange, failed, fullReport, reportOf } from './html/sample.ts';
import { requirement } from './requirement.ts';

test('the page is written beside the report', ({}, info) => {
  writeReport(info.outputPath(), fullReport);
  expect(readFileSync(info.outputPath('conformance.html'), 'utf8')).toBe(renderHtml(fullReport));
});

test('the verdict comes first, then what is wrong, then what a reader looks up', () => {
  const text = pageText(fullReport)
    .replace(/^.*Skip to the report/s, '')
    .trim();
  expect(text.startsWith(`Not conformant\n${fullReport.verdict.sentence}`)).toBe(true);
  expect(headings(fullReport)).toEqual([
    ...['Errors of the suite', 'What is wrong', 'Verdicts by level', 'Requirements', 'Readings'],
    ...['Not decided', 'Waivers', 'Left-overs', 'Evidence', 'The run'],
  ]);
});

test('what is not there has no heading, or is said in words', () => {
  const report = { ...reportOf([requirement('TST-01', {})]), readings: [] };
  expect(headings(report)).toEqual([
    ...['What is wrong', 'Verdicts by level', 'Requirements', 'Not decided', 'The run'],
  ]);
  expect(pageText(report)).toContain('No requirement is violated.');
  expect(pageText(report)).toContain('Every requirement that applies was decided.');
});

test('each conclusion has a word of its own, with which its sentence begins', () => {
  const words = Object.values(conclusions).map((one) => one.words);
  expect(new Set(words).size).toBe(words.length);
  const { conclusion, sentence } = reportOf([requirement('TST-01', {})]).verdict;
  expect(sentence.startsWith(conclusions[conclusion].words)).toBe(true);
});

test('a cause is shown as on the terminal: sent, received, expected, request, replay', () => {
  const report = reportOf(
    [failed('TST-01', ['api-0001'], '200 {"a":1}')],
    [exchange('api-0001', `{"a":"it's <b>"}`, '{}')],
  );
  const lines = renderTerminal(report).split('\n').slice(0, 7);
  const values = lines.slice(1).map((line) => line.replace(/^ {2}\w+ +/, ''));
  expect(lines.map((line) => line.trim().split(' ')[0])).toEqual([
    ...['FAILED', 'sent', 'received', 'expected', 'clause', 'request', 'replay'],
  ]);
  const shown = partText(report, 'wrong');
  for (const value of [...values.slice(0, 3), ...values.slice(4)]) expect(shown).toContain(value);
});

test('a waived failure is in the matrix with both verdicts and its last day, and never among what is wrong', () => {
  const text = pageText(fullReport);
  expect(text).toMatch(/failed waived until 2025-01-31/);
  expect(partText(fullReport, 'wrong')).not.toContain('TST-01');
});

test('what is undecided says which settings it needs', () => {
  const text = pageText(
    reportOf([requirement('TST-01', { verdict: 'inconclusive', reason: 'a; set TARGET_FILE_ID' })]),
  );
  expect(text).toContain('a; set TARGET_FILE_ID');
  expect(text).not.toContain('Settings');
});

test('of an inconclusive run the reasons come first, each with its requirements on a line', () => {
  const ids = ['TST-01', 'TST-02', 'TST-03', 'TST-05'];
  const report = reportOf(ids.map((id) => requirement(id, { verdict: 'inconclusive', reason: 'no file' })));
  expect(headings(report).slice(0, 2)).toEqual(['Not decided', 'Verdicts by level']);
  expect(partText(report, 'undecided')).toContain('4: TST-01…03 TST-05');
  expect(renderHtml(report)).toContain('<a class="id" href="#requirement-TST-01">TST-01…03</a>');
});

test('a report without a verdict does not say that nothing is violated, but what broke', () => {
  const report = reportOf([requirement('TST-01', {})]);
  const verdict = { conclusion: 'error', exitCode: 3, sentence: 'No verdict: x' } as const;
  const text = pageText({
    ...report,
    verdict,
    run: { ...report.run, problems: ['the server did not start'] },
  });
  expect(text).not.toContain('No requirement is violated');
  expect(text).toContain('the server did not start');
  const outdated = { conclusion: 'outdated', exitCode: 1, sentence: 'Waivers out of date: x' } as const;
  expect(partText({ ...report, verdict: outdated }, 'wrong')).toContain('A waiver is out of date');
});

test('a reading leads to the exchange in which it was seen', () => {
  const report = reportOf([requirement('TST-01', {})], [exchange('api-0001', '{}', '{}')]);
  const page = renderHtml(report);
  expect(page).toContain('<a href="#exchange-api-0001">api-0001</a>');
  expect(page.match(/id="exchange-api-0001"/g)).toHaveLength(1);
  expect(renderHtml({ ...report, exchanges: [] })).not.toContain('#exchange-api-0001');
});

test('an exchange stands once in the page, where it is first needed; one that is missing is counted', () => {
  const report = reportOf(
    [failed('TST-01', ['api-0001']), failed('TST-02', ['api-0001', 'api-0009'])],
    [exchange('api-0001', '{"only":"here"}', '{}')],
  );
  const page = renderHtml(report);
  expect(page.match(/id="exchange-api-0001"/g)).toHaveLength(1);
  expect(pageText(report)).toContain('shown above: api-0001');
  expect(pageText(report)).toContain('1 more exchange in conformance.json');
});

test('a large body is cut with a note of its octets', () => {
  const report = reportOf(
    [failed('TST-01', ['api-0001'])],
    [exchange('api-0001', '{}', 'ä'.repeat(500_000))],
  );
  expect(pageText(report)).toContain('cut: the first 2,000 characters of 1,000,000 octets are shown');
});

/** A report of very many findings, with bodies of this many octets that nobody would read. */
function hostileReport(octets: number): ConformanceReport {
  const body = '"&<\u0001'.repeat(octets / 4);
  const ids = Array.from({ length: 300 }, (_, index) => `api-${index}`);
  const exchanges = ids.map((id) => exchange(id, body, body));
  const requirements = Array.from({ length: 140 }, (_, index) =>
    failed(`TST-${index}`, ids.slice(index, index + 100), `${body}${index}`),
  );
  const causes = requirements.map(({ id }) => ({ ids: [id], received: body, expected: body }));
  return { ...reportOf(requirements.slice(0, 1), exchanges), requirements, causes };
}

test('the page of a run with very many findings and hostile bodies stays below 2 MB', () => {
  const report = hostileReport(400_000);
  const page = renderHtml(report);
  expect(Buffer.byteLength(page)).toBeLessThan(2_000_000);
  for (const { id } of report.requirements) expect(page).toContain(`id="evidence-${id}"`);
});

test('the time that a page takes does not grow faster than the bodies in it', () => {
  const seconds = (octets: number): number => {
    const report = hostileReport(octets);
    const before = performance.now();
    renderHtml(report);
    return performance.now() - before;
  };
  seconds(40_000);
  const [short, long] = [seconds(40_000), seconds(400_000)];
  // Ten times, and twice that for what else the machine does; a square would be a hundred times.
  expect(long / short).toBeLessThan(20);
});

test('the page of a run with 100 usual findings has all of them', () => {
  const ids = Array.from({ length: 100 }, (_, index) => `api-${index}`);
  const report = reportOf(
    [failed('TST-01', ids)],
    ids.map((id) => exchange(id, `{"fileId":"${id}"}`, `{"url":"${'x'.repeat(400)}"}`)),
  );
  const page = renderHtml(report);
  expect(page.match(/<details\b/g)).toHaveLength(100);
  expect(page).not.toContain('more finding of TST-01 in');
});

test('the counts of a verdict that nothing came to are left out', () => {
  const counts = partText(reportOf([requirement('TST-01', {})]), 'counts');
  expect(counts).toContain('passed');
  expect(counts).not.toContain('failed');
});
