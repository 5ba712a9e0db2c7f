import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { loadContract } from '../../../src/contract/contract.ts';
import type { Json } from '../../../src/contract/json.ts';
import { valueAt } from '../../../src/contract/pointer.ts';
import { documentFile, operationUnderTest } from '../../../src/suite-files.ts';

const text = readFileSync(documentFile, 'utf8');
const pointer = '/paths/~1v1~1files~1url/post';

test('is titled, versioned and located as the document says', async () => {
  const { title, version, servers } = await loadContract(documentFile);
  expect({ title, version }).toEqual({ title: 'FlexPortal API', version: '1.0.0' });
  expect(servers).toEqual([
    { url: 'https://api-eu.flexportal.io', description: 'Europe' },
    { url: 'https://api-us.flexportal.io', description: 'United States' },
    { url: 'https://api-qatar.flexportal.io', description: 'Qatar' },
  ]);
});

test('has the SHA-256 of the file as its digest', async () => {
  const { digest } = await loadContract(documentFile);
  expect(digest).toBe(`sha256:${createHash('sha256').update(readFileSync(documentFile)).digest('hex')}`);
});

test('cannot be changed anywhere', async () => {
  const { document } = await loadContract(documentFile);
  const thawed: string[] = [];
  const visit = (value: Json, place: string): void => {
    if (typeof value !== 'object' || value === null) return;
    if (!Object.isFrozen(value)) thawed.push(place);
    for (const [name, member] of Object.entries(value)) visit(member, `${place}/${name}`);
  };
  visit(document, '');
  expect(thawed).toEqual([]);
});

test('models the operation with the places of its parts', async () => {
  const contract = await loadContract(documentFile);
  const operation = contract.operation(operationUnderTest.method, operationUnderTest.path);
  expect(operation).toMatchObject({
    pointer,
    method: 'POST',
    path: '/v1/files/url',
    requestType: 'application/json',
    headers: [{ name: 'Tenant-ID', required: true, pointer: `${pointer}/parameters/0` }],
    request: { pointer: `${pointer}/requestBody/content/application~1json/schema` },
  });
  for (const part of [operation.request, ...operation.responses.values()])
    expect(valueAt(contract.document, part.pointer)).toBe(part.schema);
});

test('resolves the schema of a response to where it is defined', async () => {
  const { responses } = (await loadContract(documentFile)).operation('post', '/v1/files/url');
  expect([...responses.keys()]).toEqual([200, 404]);
  expect(responses.get(404)).toMatchObject({
    pointer: '/components/schemas/Error',
    mediaType: 'application/json',
    schema: { required: ['error'] },
  });
  expect(responses.get(200)?.schema['required']).toContain('expiresAt');
});

for (const [method, path] of [
  ['GET', '/v1/files/url'],
  ['POST', '/v1/files'],
] as const)
  test(`has no ${method} ${path}, and says so`, async () => {
    const contract = await loadContract(documentFile);
    expect(() => contract.operation(method, path)).toThrow(`${method} ${path}`);
  });

const copies: [name: string, content: string][] = [
  ['text that is no YAML', 'openapi: 3.1.0\n  info: [unclosed\n"'],
  ['an empty document', ''],
  ['a list', '- a\n- b\n'],
  ['a document of no known version', text.replace('openapi: 3.1.0', 'openapi: 9.9.9')],
  ['a document without info', text.replace(/^info:/m, 'x-info:')],
  ['an operation without a valid parameter', text.replace('in: header', 'in: nowhere')],
  ['a reference to nothing', text.replace('#/components/schemas/Error', '#/components/schemas/Nothing')],
];

for (const [name, content] of copies)
  test(`refuses ${name} and names the file`, async ({}, info) => {
    const file = info.outputPath('document.yaml');
    writeFileSync(file, content);
    expect(content).not.toBe(text);
    await expect(loadContract(file)).rejects.toThrow(file);
  });

test('refuses a missing file and names it', async ({}, info) => {
  const file = info.outputPath('missing.yaml');
  await expect(loadContract(file)).rejects.toThrow(file);
});

test('shows a changed document as it is', async ({}, info) => {
  const file = info.outputPath('document.yaml');
  writeFileSync(file, text.replace('maximum: 1440', 'maximum: 720'));
  const [contract, original] = [await loadContract(file), await loadContract(documentFile)];
  const { request } = contract.operation('POST', '/v1/files/url');
  expect(valueAt(request.schema, '/properties/expiresInMinutes/maximum')).toBe(720);
  expect(contract.digest).not.toBe(original.digest);
});
