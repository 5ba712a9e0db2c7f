import { expect, test } from '@playwright/test';
import type { Contract } from '../../../src/contract/contract.ts';
import { loadContract } from '../../../src/contract/contract.ts';
import type { Complaint } from '../../../src/judge.ts';
import { at, conforms } from '../../../src/judgement/schema.ts';
import { documentFile } from '../../../src/suite-files.ts';
import type { Failure } from '../../../src/validators/json-schema.ts';
import { compile } from '../../../src/validators/json-schema.ts';
import { answered, response } from './answers.ts';

let contract: Contract;

test.beforeAll(async () => {
  contract = await loadContract(documentFile);
});

const success = {
  success: true,
  url: 'https://storage.example.com/a?signature=b',
  filename: 'a.pdf',
  contentType: 'application/pdf',
  fileSize: 12.5,
  expiresAt: 0,
};

function complaint(
  status: 200 | 404,
  body: unknown,
  concerns?: (failure: Failure) => boolean,
): Complaint | undefined {
  const declared = contract.operation('POST', '/v1/files/url').responses.get(status);
  if (declared === undefined) throw new Error(`complaint: no ${status}`);
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return conforms(contract, declared, concerns)(answered(response(text, { status })));
}

for (const body of [success, { ...success, extra: null }, { ...success, fileSize: 0, expiresAt: 1e300 }])
  test(`${JSON.stringify(body)} conforms`, () => {
    expect(complaint(200, body)).toBeUndefined();
  });

const failing: [body: object, received: string, expected: RegExp][] = [
  [
    { ...success, success: 'true' },
    '200: body/success is "true"',
    /body\/success must be boolean \(`type` at #.*\/success\/type\)/,
  ],
  [
    { ...success, success: false },
    '200: body/success is false',
    /allowed values \(`enum` at #.*\/success\/enum\)/,
  ],
  [
    { ...success, url: '/a' },
    '200: body/url is "/a"',
    /must match format "uri" \(`format` at #.*\/url\/format\)/,
  ],
  [{ ...success, url: 'https://a b/' }, '200: body/url is "https://a b/"', /format "uri"/],
  [{ ...success, filename: '' }, '200: body/filename is ""', /fewer than 1 characters \(`minLength` at/],
  [
    { ...success, fileSize: -0.1 },
    '200: body/fileSize is -0.1',
    /must be >= 0 \(`minimum` at #.*\/fileSize\/minimum\)/,
  ],
  [
    { ...success, expiresAt: '2025-01-15T11:30:00Z' },
    '200: body/expiresAt is "2025-01-15T11:30:00Z"',
    /must be number \(`type` at #.*\/expiresAt\/type\)/,
  ],
  [{ ...success, url: null }, '200: body/url is null', /must be string/],
];

for (const [body, received, expected] of failing)
  test(`says place, keyword and value: ${received}`, () => {
    const found = complaint(200, body);
    expect(found?.received).toBe(received);
    expect(found?.expected).toMatch(expected);
  });

test('a missing member is named', () => {
  const { url: _, ...rest } = success;
  expect(complaint(200, rest)?.expected).toMatch(/^body must have required property 'url' \(`required` at #/);
});

test('a place behind a reference is named where it is defined', () => {
  const found = complaint(404, { error: { code: 404, message: 'x' } });
  expect(found).toEqual({
    received: '404: body/error/code is 404',
    expected:
      'body/error/code must be string (`type` at #/components/schemas/Error/properties/error/properties/code/type)',
  });
});

test('only what concerns the requirement counts', () => {
  const body = { ...success, fileSize: -1, filename: '' };
  expect(complaint(200, body, at('filename'))?.received).toContain('body/filename');
  expect(complaint(200, body, at('url', 'file'))).toBeUndefined();
});

test('a body that is no JSON is left to another requirement', () => {
  expect(complaint(200, '<html>')).toBeUndefined();
});

test('formats are asserted at any depth, and every failure is listed', () => {
  const schema = {
    type: 'object',
    properties: {
      links: {
        type: 'array',
        items: { type: 'object', properties: { href: { type: 'string', format: 'uri' } } },
      },
    },
  };
  const failures = compile(schema)({ links: [{ href: 'https://a.example/' }, { href: 'b c' }, { href: 7 }] });
  expect(failures.map(({ pointer, keyword }) => `${pointer} ${keyword}`)).toEqual([
    '/links/1/href format',
    '/links/2/href type',
  ]);
  expect(failures[0]?.schemaPointer).toBe('/properties/links/items/properties/href/format');
});
