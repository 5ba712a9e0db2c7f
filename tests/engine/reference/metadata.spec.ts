import type { Reference } from '../../../src/reference/reference.ts';
import { answerTo } from './asking.ts';
import { expect, test } from './test.ts';

function fetchFrom(reference: Reference, path: string, tenant = reference.main.tenant): Promise<Response> {
  const headers = { authorization: `Bearer ${reference.main.token}`, 'tenant-id': tenant };
  return reference.handle(new Request(`${reference.origins.api}${path}`, { headers }));
}

test('the list, the file and the URL answer agree', async ({ reference }) => {
  const { filename, contentType, fileSize } = await answerTo(reference);
  const { fileId } = reference.main;
  const metadata = { fileId, filename, contentType, fileSize };
  expect(await (await fetchFrom(reference, `/v1/files/${fileId}`)).json()).toEqual(metadata);
  const list: unknown = await (await fetchFrom(reference, '/v1/files?limit=1')).json();
  expect(list).toEqual({
    files: [metadata],
    count: 1,
    limit: 1,
    offset: 0,
    filters: { orderId: null, type: null },
  });
});

const pages: [query: string, status: number, count?: number][] = [
  ['', 200, 2],
  ['?limit=100&offset=1', 200, 1],
  ['?type=other', 200, 1],
  ['?orderId=none', 200, 0],
  ['?limit=0', 422],
  ['?limit=101', 422],
  ['?limit=x', 422],
  ['?offset=-1', 422],
];

for (const [query, status, count] of pages)
  test(`GET /v1/files${query} gives ${count ?? status}`, async ({ reference }) => {
    const response = await fetchFrom(reference, `/v1/files${query}`);
    expect(response.status).toBe(status);
    expect(((await response.json()) as { count?: number }).count).toBe(count);
  });

test('the other business unit has no files', async ({ reference }) => {
  const list = await fetchFrom(reference, '/v1/files', reference.main.otherTenant);
  expect(await list.json()).toMatchObject({ files: [], count: 0 });
});

for (const path of [
  '/v1/files/url',
  '/v1/files/none',
  '/v1/files/%zz',
  '/v1/files/a/b',
  '/',
  '/v1/files/url/',
  '/*',
])
  test(`GET ${path} is 404`, async ({ reference }) => {
    const response = await fetchFrom(reference, path);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toHaveProperty('error.code');
  });
