import { gzipSync } from 'node:zlib';
import type { Probe } from './prober.ts';
import { readFile, roundTrip, store, ticket, urlOf } from './prober.ts';
import { plainUpload } from './uploading.ts';

const type = plainUpload.contentType;
const texts = [
  ...['', 'x', 'text', 'line\r\nline\n', 'line\rline', ' edges \n', 'a\0b\x1ac', '{ "a": 1 }', '%41', 'grö'],
  ...['\xef\xbb\xbfbom', '\xff\xfe', gzipSync('packed').toString('latin1'), 'b\x80\xff', 'line\r'],
  ...[
    'data:text/plain;base64,dGV4dA==',
    'yx'.padEnd(1024, 'y'),
    'ß'.repeat(300),
    'a'.repeat(300),
    `${'a'.repeat(299)}b`,
  ],
];
const formats = [
  ...['--b\r\ncontent-disposition: form-data\r\n\r\nform\r\n--b--\r\n', '5\r\nhello\r\n0\r\n\r\n'],
  ...['%PDF-1.7\n%%EOF\n%%EOF\nmore', '\xff\xd8\xff\xe1\0\x04xxpicture', '<?xml version="1.0"?>\n<a/>'],
  ...['<p onclick="a"><script>a</script></p>', '<body>page</body>', 'a;b\r\n1;2\r\n', 'gru\xcc\x88n'],
];
const typesOfFormats = ['text/html', 'image/svg+xml', 'text/csv'];

/** Uploads of octets of many kinds and sizes. */
export async function probeContents(probe: Probe): Promise<void> {
  await replaceAtOnce(probe);
  await replaceAfterReading(probe);
  for (const text of formats)
    for (const contentType of typesOfFormats) await roundTrip(probe, { contentType }, text);
  for (const text of alike()) await roundTrip(probe, {}, text);
  for (const text of texts)
    for (const contentType of ['application/octet-stream', 'text/plain', 'application/json'])
      await roundTrip(probe, { contentType }, text);
  for (const size of [65_536, 65_537, 70_000, 150_000, 1_100_001, 2_300_000, 5_300_000])
    await roundTrip(probe, { contentType: 'image/png' }, manyOctets(size));
}

async function replaceAtOnce(probe: Probe): Promise<void> {
  const { url, fileId } = await ticket(probe, {});
  const bodies = ['first body', 'other text'];
  const headers = { 'content-type': type };
  await probe.sendUntold(bodies.map((body) => new Request(String(url), { method: 'PUT', headers, body })));
  const [answer] = await probe.sendUntold([new Request(urlOf(await probe.ask({ fileId })))]);
  await probe.tell(bodies.includes(answer?.text ?? '') ? 'one of them' : 'neither');
}

async function replaceAfterReading(probe: Probe): Promise<void> {
  const { url, fileId } = await ticket(probe, {});
  for (const text of ['older', 'newer']) {
    await store(probe, String(url), text, type);
    await readFile(probe, { fileId });
  }
}

/** Texts that differ in the middle, and in the order of their octets. */
function alike(): string[] {
  const [begin, end] = ['begin'.repeat(20), 'end'.repeat(30)];
  return [`${begin}1${end}`, `${begin}2${end}`, 'drawer', 'reward'];
}

/** Octets that repeat nowhere in step with their place. */
function manyOctets(size: number): string {
  const octets = Buffer.alloc(size).map((_, index) => index * 31 + (index >> 8) * 7 + (index >> 16));
  return Buffer.from(octets).toString('latin1');
}
