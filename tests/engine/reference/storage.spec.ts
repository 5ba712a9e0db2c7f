import { createHash } from 'node:crypto';
import { answerTo, get, octets } from './asking.ts';
import { expect, test } from './test.ts';

for (const [action, disposition] of [
  ['view', 'inline'],
  ['download', 'attachment'],
])
  test(`${action} delivers the file as ${disposition ?? ''}, again and again`, async ({ reference }) => {
    const file = reference.files.withId(reference.main.fileId);
    const bytes = file ? await reference.files.read(file) : Buffer.alloc(0);
    const etag = `"${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}"`;
    const { url } = await answerTo(reference, { members: { action } });
    for (const response of await Promise.all([1, 2, 3].map(() => get(reference.handle, url)))) {
      expect(response.status).toBe(200);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'content-type': 'application/pdf',
        'content-length': String(bytes.length),
        'content-disposition': `${disposition ?? ''}; filename="Vertrag N_ 7.pdf"; filename*=UTF-8''Vertrag%20N%C2%BA%207.pdf`,
        'accept-ranges': 'bytes',
        'cache-control': 'private',
        etag,
      });
      expect((await octets(response)).equals(bytes)).toBe(true);
    }
  });

test('credentials are ignored', async ({ reference }) => {
  const { url } = await answerTo(reference);
  const headers = { authorization: 'Basic x', 'tenant-id': reference.alt.tenant };
  expect((await get(reference.handle, url, { headers })).status).toBe(200);
});

for (const method of ['PUT', 'POST', 'DELETE', 'HEAD'])
  test(`${method} is refused and leaves the file alone`, async ({ reference }) => {
    const { url } = await answerTo(reference, { members: { action: 'download' } });
    const body = method === 'PUT' || method === 'POST' ? { body: 'x' } : {};
    const refused = await get(reference.handle, url, { method, ...body });
    expect(refused.status).toBe(403);
    expect(refused.headers.get('content-type')).toBe('application/xml');
    expect((await get(reference.handle, url)).headers.get('content-length')).toBe('48265');
  });

test('a path that holds no object is 404 even when signed', async ({ reference }) => {
  const url = reference.sign('GET', '/storage/objects/none', reference.now() / 1000 + 60);
  expect((await get(reference.handle, url)).status).toBe(404);
});

test('a name with quotes and signs is written safely', async ({ reference }) => {
  const { url } = await answerTo(reference, { principal: reference.alt, members: { action: 'download' } });
  expect((await get(reference.handle, url)).headers.get('content-disposition')).toBe(
    `attachment; filename="Rechnung _M_rz_ 100_.bin"; filename*=UTF-8''Rechnung%20%22M%C3%A4rz%22%20100%25.bin`,
  );
});

const ranges: [field: string, status: number, contentRange: string | null, length: number][] = [
  ['bytes=0-0', 206, 'bytes 0-0/48265', 1],
  ['bytes=48000-', 206, 'bytes 48000-48264/48265', 265],
  ['bytes=-3', 206, 'bytes 48262-48264/48265', 3],
  ['bytes=0-99999', 206, 'bytes 0-48264/48265', 48265],
  ['bytes=48265-', 416, 'bytes */48265', 0],
  ['bytes=-0', 416, 'bytes */48265', 0],
  ['bytes=5-3', 200, null, 48265],
  ['bytes=0-0,2-2', 200, null, 48265],
  ['items=0-0', 200, null, 48265],
];

for (const [range, status, contentRange, length] of ranges)
  test(`the range ${range} gives ${status}`, async ({ reference }) => {
    const { url } = await answerTo(reference);
    const response = await get(reference.handle, url, { headers: { range } });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-range')).toBe(contentRange);
    expect(response.headers.get('content-length')).toBe(String(length));
    const file = reference.files.withId(reference.main.fileId);
    const bytes = file ? await reference.files.read(file) : Buffer.alloc(0);
    const start = Number(/bytes (\d+)/.exec(contentRange ?? '')?.[1] ?? 0);
    expect((await octets(response)).equals(bytes.subarray(start, start + length))).toBe(true);
  });

test('If-Range with another tag gives the whole file', async ({ reference }) => {
  const { url } = await answerTo(reference);
  const headers = { range: 'bytes=0-0', 'if-range': '"other"' };
  expect((await get(reference.handle, url, { headers })).status).toBe(200);
});
