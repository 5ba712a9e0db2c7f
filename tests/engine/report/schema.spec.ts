import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import type { Json, JsonObject } from '../../../src/contract/json.ts';
import { isJsonObject, textOf } from '../../../src/contract/json.ts';
import { valueAt } from '../../../src/contract/pointer.ts';
import { suiteFile } from '../../../src/suite-files.ts';
import { compile } from '../../../src/validators/json-schema.ts';
import { exampleReport } from './example-report.ts';

const example = JSON.parse(JSON.stringify(exampleReport)) as JsonObject;
const schema = readFile(suiteFile('schemas', 'conformance-report.schema.json'), 'utf8').then(
  (text) => JSON.parse(text) as JsonObject,
);

/** The members that a schema declares at each place where the value has an object, and those that the value has there. */
function declaredIn(
  root: JsonObject,
  node: Json | undefined,
  value: Json | undefined,
  place: string,
): string[] {
  if (!isJsonObject(node)) return [];
  if (typeof node['$ref'] === 'string')
    return declaredIn(root, valueAt(root, textOf(node['$ref']).slice(1)), value, place);
  if (Array.isArray(value)) return value.flatMap((item) => declaredIn(root, node['items'], item, place));
  const { properties } = node;
  if (!isJsonObject(properties) || !isJsonObject(value)) return [];
  return Object.entries(properties).flatMap(([name, inner]) => [
    ...(name in value ? [] : [`${place}/${name}`]),
    ...declaredIn(root, inner, value[name], `${place}/${name}`),
  ]);
}

test('a report with every member of the model fits the schema', async () => {
  expect(compile(await schema)(example)).toEqual([]);
});

test('the schema declares no member that the model lacks', async () => {
  const root = await schema;
  expect(declaredIn(root, root, example, '')).toEqual([]);
});

for (const [name, broken] of [
  ['readings are missing', { readings: undefined }],
  ['left-overs are missing', { leftOvers: undefined }],
  ['a reading has another name', { readings: [{ ...exampleReport.readings[0], discrepancy: 'D4' }] }],
  ['a reading follows a third side', { readings: [{ ...exampleReport.readings[0], follows: 'perhaps' }] }],
  [
    'a reading has four exchanges as evidence',
    { readings: [{ ...exampleReport.readings[0], evidence: ['a', 'b', 'c', 'd'] }] },
  ],
  ['a number of files is negative', { leftOvers: { deleted: -1, remaining: [] } }],
  ['a file remains twice', { leftOvers: { deleted: 0, remaining: ['file_1', 'file_1'] } }],
  ['an overlay has no digest', { contract: { ...exampleReport.contract, overlayDigest: 'sha256:' } }],
  ['there is one member too many', { another: 1 }],
] as const)
  test(`a report in which ${name} does not fit`, async () => {
    const report: unknown = JSON.parse(JSON.stringify({ ...example, ...broken }));
    expect(compile(await schema)(report)).not.toEqual([]);
  });
