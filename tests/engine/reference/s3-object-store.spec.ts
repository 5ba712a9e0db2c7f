import { mkdir, readFile } from 'node:fs/promises';
import { test as base, expect } from '@playwright/test';
import type { StoredFile } from '../../../src/reference/files/stored-file.ts';
import { listen } from '../../../src/reference/listen.ts';
import type { ObjectStore } from '../../../src/reference/storage/object-store.ts';
import { s3ObjectStore } from '../../../src/reference/storage/s3-object-store.ts';

/** A bucket in memory that checks nothing; what it was told stands in `requests`. */
interface Bucket {
  readonly origin: string;
  readonly requests: Request[];
  readonly objects: Map<string, Uint8Array>;
}

const test = base.extend<{ bucket: Bucket; clockFile: string; setting: string; store: ObjectStore }>({
  bucket: async ({}, use) => {
    const requests: Request[] = [];
    const objects = new Map<string, Uint8Array>();
    const listener = await listen(async (request) => {
      requests.push(request.clone());
      const { pathname } = new URL(request.url);
      if (pathname === '/files') return new Response(null);
      if (pathname === '/private') return new Response('<Code>AccessDenied</Code>', { status: 403 });
      if (pathname === '/files/lost') return new Response('<Code>NoSuchBucket</Code>', { status: 404 });
      if (request.method === 'PUT') objects.set(pathname, new Uint8Array(await request.arrayBuffer()));
      if (request.method === 'DELETE') objects.delete(pathname);
      const object = objects.get(pathname);
      if (!object) return new Response(null, { status: request.method === 'DELETE' ? 204 : 404 });
      return new Response(null, { headers: { 'content-length': String(object.byteLength) } });
    });
    await use({ origin: listener.origin, requests, objects });
    await listener.close();
  },
  clockFile: async ({}, use, information) => {
    await mkdir(information.outputDir, { recursive: true });
    await use(information.outputPath('clock'));
  },
  setting: async ({ bucket, clockFile }, use) => {
    const query = new URLSearchParams({ clock: clockFile }).toString();
    await use(`s3://key:hidden@${new URL(bucket.origin).host}/files?${query}`);
  },
  store: async ({ setting }, use) => {
    const store = await s3ObjectStore(setting);
    await use(store);
    await store.close();
  },
});

const file: StoredFile = {
  ...{ fileId: 'file_1', tenant: 'tenant', filename: 'Vertrag Nº 7.pdf', contentType: 'application/pdf' },
  ...{ type: 'contract', orderId: 'order', objectPath: '/storage/objects/1' },
};

test('knows no size until something was stored, and none after it was removed', async ({ store }) => {
  expect(await store.size(file)).toBeUndefined();
  await store.write(file, Buffer.from('bytes'));
  expect(await store.size(file)).toBe(5);
  await store.write(file, Buffer.alloc(0));
  expect(await store.size(file)).toBe(0);
  await store.remove(file);
  expect(await store.size(file)).toBeUndefined();
  await store.remove(file);
});

test('does not take a refused write for a stored object', async ({ store }) => {
  const nowhere = { ...file, objectPath: '/lost' };
  await expect(store.write(nowhere, Buffer.from('bytes'))).rejects.toThrow(
    'PUT /files/lost → 404 NoSuchBucket',
  );
});

test('writes the bytes with their type below the bucket', async ({ store, bucket }) => {
  await store.write(file, Buffer.from([0, 255, 13, 10]));
  expect([...bucket.objects.entries()]).toEqual([
    ['/files/storage/objects/1', new Uint8Array([0, 255, 13, 10])],
  ]);
  expect(bucket.requests.at(-1)?.headers.get('content-type')).toBe('application/pdf');
});

test('makes download URLs that ask for name and type, and upload URLs that bind the type', async ({
  store,
  bucket,
}) => {
  const now = Date.UTC(2026, 0, 15, 11);
  const expires = now / 1000 + 3600;
  const download = new URL(await store.url(file, { method: 'GET', disposition: 'attachment' }, expires, now));
  expect(`${download.origin}${download.pathname}`).toBe(`${bucket.origin}/files/storage/objects/1`);
  expect(Object.fromEntries(download.searchParams)).toMatchObject({
    'response-content-disposition': `attachment; filename="Vertrag N_ 7.pdf"; filename*=UTF-8''Vertrag%20N%C2%BA%207.pdf`,
    'response-content-type': 'application/pdf',
    'X-Amz-Date': '20260115T110000Z',
    'X-Amz-Expires': '3600',
  });
  const upload = new URL(await store.url(file, { method: 'PUT', contentType: 'a/b' }, expires, now));
  expect(upload.pathname).toBe(download.pathname);
  expect(upload.searchParams.get('X-Amz-SignedHeaders')).toBe('content-type;host');
});

test('adds up what its clock is moved by, and signs its own requests by that clock', async ({
  store,
  bucket,
  clockFile,
}) => {
  expect(await readFile(clockFile, 'utf8')).toBe('+0.000\n');
  await store.moveClock(70_500);
  expect(await readFile(clockFile, 'utf8')).toBe('+70.500\n');
  await store.moveClock(7 * 86_400_000);
  await store.size(file);
  const dated = new URL(bucket.requests.at(-1)?.url ?? '').searchParams.get('X-Amz-Date') ?? '';
  const day = new Date(Date.now() + 7 * 86_400_000 + 70_500).toISOString().slice(0, 10);
  expect(dated.slice(0, 8)).toBe(day.replaceAll('-', ''));
  await store.moveClock(-7 * 86_400_000 - 71_000);
  expect(await readFile(clockFile, 'utf8')).toBe('-0.500\n');
});

const unusable: [what: string, change: (setting: string) => string, complaint: string][] = [
  [
    'no bucket',
    (text) => text.replace('/files', '/absent'),
    'the bucket "absent" cannot be used: it does not exist',
  ],
  [
    'a foreign bucket',
    (text) => text.replace('/files', '/private'),
    'the bucket "private" cannot be used: HEAD /private → 403',
  ],
  ['no store', (text) => text.replace(/:\d+\//, ':1/'), 'the bucket "files" cannot be used: '],
  [
    'no folder for the clock',
    (text) => text.replace(/clock$/, 'none%2Fclock'),
    'the clock file cannot be used: ',
  ],
];

for (const [what, change, complaint] of unusable) {
  test(`refuses an address with ${what}`, async ({ setting }) => {
    const opened = s3ObjectStore(change(setting));
    await expect(opened).rejects.toThrow(`REFERENCE_STORAGE: ${complaint}`);
    await expect(opened).rejects.not.toThrow('hidden');
  });
}
