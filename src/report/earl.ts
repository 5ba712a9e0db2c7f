import type { ConformanceReport, RequirementResult } from './model.ts';
import type { Verdict } from './outcome.ts';
import { reasonsOf } from './reasons.ts';

/** A node of a JSON-LD document. */
interface Node {
  readonly [term: string]: string | Node | readonly (string | Node)[];
}

/** The terms of the document; nothing has to be fetched to read it. */
const context: Node = {
  earl: 'http://www.w3.org/ns/earl#',
  dct: 'http://purl.org/dc/terms/',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  title: 'dct:title',
  description: 'dct:description',
  identifier: 'dct:identifier',
  level: 'dct:type',
  source: 'dct:source',
  version: 'dct:hasVersion',
  date: { '@id': 'dct:date', '@type': 'xsd:dateTime' },
  assertedBy: { '@id': 'earl:assertedBy', '@type': '@id' },
  subject: { '@id': 'earl:subject', '@type': '@id' },
  test: { '@id': 'earl:test', '@type': '@id' },
  mode: { '@id': 'earl:mode', '@type': '@id' },
  result: 'earl:result',
  outcome: { '@id': 'earl:outcome', '@type': '@id' },
  info: 'earl:info',
};

/**
 * EARL says of a criterion whether it is met, not how much that matters: a broken SHOULD has failed its criterion, whose level tells
 * the rest. What is only observed is nobody's pass: EARL has `cantTell` for what is left to a person.
 */
const outcomes: Readonly<Record<Verdict, string>> = {
  passed: 'earl:passed',
  failed: 'earl:failed',
  warned: 'earl:failed',
  info: 'earl:cantTell',
  inconclusive: 'earl:cantTell',
  inapplicable: 'earl:inapplicable',
  untested: 'earl:untested',
  error: 'earl:cantTell',
};

const assertor = '_:suite';

/** The report in EARL 1.0 (W3C) as JSON-LD: the suite, the target, and a criterion and an assertion for each requirement. */
export function renderEarl({
  suite,
  contract,
  target,
  run,
  verdict,
  requirements,
}: ConformanceReport): string {
  const document = {
    '@context': context,
    '@graph': [
      {
        ...{ '@id': assertor, '@type': ['earl:Assertor', 'earl:Software'] },
        ...{ title: suite.name, version: suite.version },
      },
      {
        ...{ '@id': target.url, '@type': 'earl:TestSubject', title: target.url },
        description: `${contract.operation} of ${contract.title} ${contract.version}: ${verdict.sentence}`,
      },
      ...requirements.map(criterion),
      ...requirements.map((result) => assertion(result, target.url, run.endedAt)),
    ],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function criterion({ id, title, level, clause, quote }: RequirementResult): Node {
  return {
    ...{ '@id': `_:${id}`, '@type': 'earl:TestRequirement' },
    ...{ identifier: id, title, level, description: quote },
    source: clause.map((place) => ({ title: place })),
  };
}

function assertion(result: RequirementResult, subject: string, date: string): Node {
  const info = infoOf(result);
  return {
    ...{ '@type': 'earl:Assertion', assertedBy: assertor, subject, test: `_:${result.id}` },
    mode: 'earl:automatic',
    result: {
      ...{ '@type': 'earl:TestResult', outcome: outcomes[result.verdict], date },
      ...(info.length > 0 && { info }),
    },
  };
}

function infoOf(result: RequirementResult): string[] {
  const { verdict, waiver, findings, notes } = result;
  return [
    ...(verdict === 'info' ? ['observed, never judged'] : []),
    ...(verdict === 'error' ? ['the suite itself is at fault'] : []),
    ...(waiver === undefined ? [] : [`waived until ${waiver.until}: ${waiver.reason}`]),
    ...(result.reason === undefined ? [] : reasonsOf(result)),
    ...findings.map(
      ({ because, received, expected }) =>
        `${because === undefined ? '' : `${because}: `}received ${received}, expected ${expected}`,
    ),
    ...notes,
  ];
}
