import type { Principal, Reference } from '../../../src/reference/reference.ts';
import { startReference } from '../../../src/reference/start.ts';
import { answerTo, ask, get } from './asking.ts';
import { expect, test } from './test.ts';
import { put, ticketFor } from './uploading.ts';

function remove(
  reference: Pick<Reference, 'handle' | 'origins' | 'main'>,
  fileId: string,
  { token, tenant }: Pick<Principal, 'token' | 'tenant'> = reference.main,
  body: string | null = null,
): Promise<Response> {
  const headers = {
    authorization: `Bearer ${token}`,
    'tenant-id': tenant,
    ...(body === null ? {} : { 'content-type': 'application/json' }),
  };
  const url = `${reference.origins.api}/v1/files/${encodeURIComponent(fileId)}`;
  return reference.handle(new Request(url, { method: 'DELETE', headers, body }));
}

for (const body of [null, '{"deleteFromStorage": true}', '{"deleteFromStorage": 1}', '{', '\u0000'])
  test(`a deleted file is gone, with its bytes and URLs (body ${body ?? 'none'})`, async ({ reference }) => {
    const ticket = await ticketFor(reference);
    const { fileId } = ticket;
    await put(reference, ticket.url, 'bytes');
    const { url } = await answerTo(reference, { members: { fileId } });
    const file = reference.files.withId(fileId);
    const response = await remove(reference, fileId, reference.main, body);
    expect(response.status).toBe(200);
    expect(response.headers.has('date')).toBe(true);
    expect(await response.json()).toEqual({ success: true, message: expect.any(String), fileId });
    expect((await get(reference.handle, url)).status).toBe(404);
    expect((await put(reference, ticket.url, 'again')).status).toBe(404);
    expect((await ask(reference, { members: { fileId } })).status).toBe(404);
    expect((await remove(reference, fileId)).status).toBe(404);
    expect(reference.files.ofTenant(reference.main.tenant).map((each) => each.fileId)).not.toContain(fileId);
    expect(file && (await reference.store.size(file))).toBeUndefined();
  });

test('a pending file is deleted like any other, and its URL stores nothing any more', async ({
  reference,
}) => {
  const { url, fileId } = await ticketFor(reference);
  expect((await remove(reference, fileId)).status).toBe(200);
  expect((await put(reference, url, 'x')).status).toBe(404);
  expect((await ask(reference, { members: { fileId } })).status).toBe(404);
});

test('only the own, known files can be deleted', async ({ reference }) => {
  const { main, alt } = reference;
  const unit = { token: main.token, tenant: main.otherTenant };
  const refused = [
    await remove(reference, 'file_unknown'),
    await remove(reference, 'url'),
    await remove(reference, main.fileId, alt),
    await remove(reference, main.fileId, unit),
  ];
  for (const response of refused) {
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ error: { code: 'NOT_FOUND', message: 'File not found.' } });
  }
  expect((await remove(reference, main.fileId, { ...main, token: main.limitedToken })).status).toBe(403);
  expect((await remove(reference, main.fileId, { ...main, token: 'unknown' })).status).toBe(401);
  expect((await ask(reference)).status).toBe(200);
});

test('by choice there is no such endpoint', async ({ create }) => {
  const reference = await create({ deleteEndpoint: false });
  const response = await remove(reference, reference.main.fileId);
  expect(response.status).toBe(404);
  expect(await response.json()).toHaveProperty('error.code', 'ROUTE_NOT_FOUND');
  expect((await ask(reference)).status).toBe(200);
});

test('deletes over a connection, whatever body comes', async () => {
  const server = await startReference();
  const { main, origins } = server;
  const overWire = { handle: fetch, origins, main };
  expect((await remove(overWire, main.fileId, main, 'x'.repeat(1_000_000))).status).toBe(200);
  expect((await remove(overWire, main.fileId)).status).toBe(404);
  await server.close();
});
