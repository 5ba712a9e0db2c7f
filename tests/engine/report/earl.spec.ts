import { expect, test } from '@playwright/test';
import jsonld from 'jsonld';
import { renderEarl } from '../../../src/report/earl.ts';
import type { ConformanceReport } from '../../../src/report/model.ts';
import { exampleReport } from './example-report.ts';
import { result } from './result.ts';

const earl = 'http://www.w3.org/ns/earl#';
const waiver = { reason: 'known', owner: 'me', until: '2030-01-01' };
const requirements = [
  result('AAA-01', 'passed'),
  result('AAA-02', 'failed'),
  result('AAA-03', 'warned', { level: 'SHOULD' }),
  result('AAA-04', 'info', { level: 'INFO' }),
  result('AAA-05', 'inconclusive', { reason: 'no file' }),
  result('AAA-06', 'inapplicable', { reason: 'no 429 came' }),
  result('AAA-07', 'untested', { reason: 'left out' }),
  result('AAA-08', 'error', { reason: 'broke' }),
  result('AAA-09', 'failed', { waiver }),
];
const report: ConformanceReport = { ...exampleReport, requirements };

interface Expanded {
  readonly '@id': string;
  readonly '@type'?: readonly string[];
  readonly [property: string]: unknown;
}

const documentLoader = (url: string): Promise<never> => Promise.reject(new Error(`fetches ${url}`));

/** The nodes of the document, each in one piece; nothing is fetched for it. */
async function nodesOf(written: string): Promise<Expanded[]> {
  const flat: unknown = await jsonld.flatten(JSON.parse(written) as object, undefined, { documentLoader });
  return flat as Expanded[];
}

/** The only value of a property, which every one of these nodes must have once. */
function valueOf(node: Expanded | undefined, property: string): string {
  const values = node?.[property] as { '@id'?: string; '@value'?: string }[] | undefined;
  expect(values, property).toHaveLength(1);
  return values?.[0]?.['@id'] ?? values?.[0]?.['@value'] ?? '';
}

test('each requirement has one assertion, with the outcome that EARL has for its verdict', async () => {
  const nodes = await nodesOf(renderEarl(report));
  const byId = new Map(nodes.map((node) => [node['@id'], node]));
  const assertions = nodes.filter((node) => node['@type']?.includes(`${earl}Assertion`));
  const said = assertions.map((one) => {
    const criterion = byId.get(valueOf(one, `${earl}test`));
    const outcome = byId.get(valueOf(one, `${earl}result`));
    expect(criterion?.['@type']).toEqual([`${earl}TestRequirement`]);
    expect(outcome?.['@type']).toEqual([`${earl}TestResult`]);
    expect(byId.get(valueOf(one, `${earl}assertedBy`))?.['@type']).toContain(`${earl}Assertor`);
    expect(byId.get(valueOf(one, `${earl}subject`))?.['@type']).toEqual([`${earl}TestSubject`]);
    expect(valueOf(one, `${earl}mode`)).toBe(`${earl}automatic`);
    expect(valueOf(outcome, 'http://purl.org/dc/terms/date')).toBe(exampleReport.run.endedAt);
    return [
      valueOf(criterion, 'http://purl.org/dc/terms/identifier'),
      valueOf(outcome, `${earl}outcome`).slice(earl.length),
    ];
  });
  expect(Object.fromEntries(said)).toEqual({
    ...{ 'AAA-01': 'passed', 'AAA-02': 'failed', 'AAA-03': 'failed', 'AAA-04': 'cantTell' },
    ...{ 'AAA-05': 'cantTell', 'AAA-06': 'inapplicable', 'AAA-07': 'untested', 'AAA-08': 'cantTell' },
    'AAA-09': 'failed',
  });
  expect(assertions).toHaveLength(requirements.length);
});

test('the document survives the way into RDF: no term and no node is dropped', async () => {
  const options = { format: 'application/n-quads', documentLoader, safe: true } as const;
  const dataset: unknown = await jsonld.toRDF(JSON.parse(renderEarl(report)) as object, options);
  const quads = String(dataset);
  expect(quads).toContain(
    `<http://127.0.0.1:1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <${earl}TestSubject>`,
  );
  expect(quads).toContain('"waived until 2030-01-01: known"');
  expect(quads).toContain('"received 200, expected 4xx"');
});

test('two runs with the same results differ in the date only', () => {
  const later = { ...report, run: { ...report.run, endedAt: '2030-01-01T00:00:00.000Z' } };
  const [one, other] = [report, later].map((each) => renderEarl(each).split('\n'));
  const differing = one?.filter((line, index) => line !== other?.[index]) ?? [];
  expect(differing).toHaveLength(requirements.length);
  for (const line of differing) expect(line).toContain('"date"');
});
