import { gzipSync } from 'node:zlib';
import type { Probe } from './prober.ts';
import { readFile, store, ticket } from './prober.ts';
import { tampered } from './probing-reading.ts';
import { plainUpload } from './uploading.ts';

const names = [
  ...[
    'plain.txt',
    'Order-12.final.PDF',
    '.hidden',
    'a  b.txt',
    ' edges ',
    'a+b.txt',
    '100%.txt',
    '50%25.txt',
  ],
  ...[
    'a"b.txt',
    "o'clock.txt",
    'a&b<c>.txt',
    'a;b.txt',
    'a#b.txt',
    'größe.txt',
    'gro\u0308ße.txt',
    '№ 7.txt',
  ],
  ...['ﬁ.txt', '日本.txt', '🚀.txt', 'a\u200bb.txt', '../../up.txt', 'a\r\nx-injected: 1', 'x'.repeat(150)],
  ...['ä'.repeat(200), 'plain.txt', 'photo.png', 'PHOTO.PNG'],
];
const types = [
  ...[
    'application/pdf',
    'text/plain; charset=UTF-8',
    'image/svg+xml',
    'application/vnd.a.b+json',
    'text/html',
  ],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
];
const texts = [
  ...['', 'x', 'text', 'line\r\nline\n', 'line\rline', ' edges \n', 'a\0b\x1ac', '{ "a": 1 }', '%41', 'grö'],
  ...[
    '\xef\xbb\xbfbom',
    '\xff\xfe',
    gzipSync('packed').toString('latin1'),
    'b\x80\xff',
    'yx'.padEnd(1024, 'y'),
    'ß'.repeat(300),
  ],
  ...['a'.repeat(300), `${'a'.repeat(299)}b`],
];

/** Uploads of many names, types and octets, and other methods on their URLs. */
export async function probeUploads(probe: Probe): Promise<void> {
  const { reference } = probe;
  if (!reference.choices.uploads) return;
  for (const more of [
    { contentType: undefined },
    { fileName: undefined },
    { fileName: null },
    { fileName: undefined, fileId: 'x' },
  ])
    await ticket(probe, more);
  for (const more of [{ fileId: reference.main.fileId }, { expiresInMinutes: 5 }]) await ticket(probe, more);
  const first = await ticket(probe, {});
  if (typeof first['url'] === 'string') await store(probe, first['url'], 'first', plainUpload.contentType);
  await probeMethods(probe);
  for (const fileName of names) await roundTrip(probe, { fileName }, 'text');
  for (const contentType of types) await roundTrip(probe, { contentType }, '<p>ß</p>');
  for (const text of texts)
    for (const contentType of ['application/octet-stream', 'text/plain', 'application/json'])
      await roundTrip(probe, { contentType }, text);
  for (const size of [65_537, 70_000, 150_000, 1_100_001, 2_300_000, 5_300_000])
    await roundTrip(probe, { contentType: 'image/png' }, manyOctets(size));
  await readFile(probe, { fileId: first['fileId'] });
}

/** Octets that repeat nowhere in step with their place. */
function manyOctets(size: number): string {
  const octets = Buffer.alloc(size).map((_, index) => index * 31 + (index >> 8) * 7 + (index >> 16));
  return Buffer.from(octets).toString('latin1');
}

async function roundTrip(probe: Probe, members: Record<string, string>, text: string): Promise<void> {
  const { url, fileId } = await ticket(probe, members);
  if (typeof url !== 'string' || !URL.canParse(url)) return;
  for (const action of ['view', 'download']) await probe.ask({ fileId, action });
  const type = members['contentType'] ?? plainUpload.contentType;
  await store(probe, url, text, type);
  for (const action of ['view', 'download']) await readFile(probe, { fileId, action });
  await probe.ask({ fileId, action: 'download', expiresInMinutes: 5 }, { ...probe.reference.alt });
}

async function probeMethods(probe: Probe): Promise<void> {
  const { alt, main } = probe.reference;
  const { origins } = probe.reference;
  const type = plainUpload.contentType;
  const { url, fileId } = await ticket(probe, {});
  const second = await ticket(probe, { fileName: 'second', contentType: 'text/second' });
  if (typeof url !== 'string' || typeof second['url'] !== 'string') return;
  for (const changed of tampered(url)) await store(probe, changed, 'x', type);
  await probe.ask({ fileId });
  await store(probe, url.replace(new URL(url).pathname, new URL(second['url']).pathname), 'x', type);
  await store(probe, url, 'longer text', type);
  await probe.ask({ fileId });
  await store(probe, url, 'short', 'image/other');
  await store(probe, url, 'short', type);
  for (const changed of tampered(url)) await store(probe, changed, 'x', type);
  const whole = new Request(url, {
    method: 'PUT',
    headers: { 'content-type': type, 'content-length': '5' },
    body: 'whole',
  });
  await probe.send(whole);
  for (const action of ['view', 'download']) {
    const reading = String((await probe.ask({ fileId, action }))['url']);
    if (!URL.canParse(reading)) return;
    const targets: readonly string[] = [reading, url, reading.replace(/\?.*/, '')];
    for (const target of targets)
      for (const method of ['GET', 'PUT', 'DELETE', 'POST'])
        for (const body of ['', 'other'])
          if (target !== url || method !== 'PUT') {
            const sent = method === 'GET' ? {} : { body, headers: { 'content-type': type } };
            await probe.send(new Request(target, { method, ...sent }));
            await readFile(probe, { fileId, action });
          }
    await store(probe, url, 'again', type);
  }
  for (const { token, tenant } of [alt, main, main]) {
    const headers = { authorization: `Bearer ${token}`, 'tenant-id': tenant };
    for (const members of [{}, { action: 'download' }, { expiresInMinutes: 2 }, {}])
      await probe.ask({ fileId, ...members }, { ...alt, token, tenant });
    for (const path of ['', `/${String(fileId)}`])
      await probe.send(new Request(`${origins.api}/v1/files${path}`, { headers }));
    await probe.send(new Request(`${origins.api}/v1/files/${String(fileId)}`, { method: 'DELETE', headers }));
  }
  for (const action of ['view', 'download']) await probe.ask({ fileId, action });
}
