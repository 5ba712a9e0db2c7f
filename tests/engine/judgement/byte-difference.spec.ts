import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { describeAgain, describeBytes } from '../../../src/judgement/byte-difference.ts';
import { contents } from '../../../src/traffic/upload/bytes.ts';

/** What the client keeps of a body. */
const kept = 16 * 1024;

function described(sent: Uint8Array, got: Uint8Array): string {
  const sha256 = createHash('sha256').update(got).digest('hex');
  return describeBytes(
    { size: sent.length, bytes: sent },
    { size: got.length, sha256, bytes: got.subarray(0, kept) },
  );
}

const [binary, , text, json, gzip, large] = contents({ seed: 1440, most: 6 }).map(({ bytes }) =>
  Buffer.from(bytes),
);

function inText(bytes: Buffer, change: (text: string) => string): Buffer {
  return Buffer.from(change(bytes.toString('latin1')), 'latin1');
}

const form = Buffer.from('a=1+2&b=%20%2B&c=caf%C3%A9&d');
const sample = { binary, text, json, gzip, large, form };

/** A fault applied to one of the uploaded contents, and how the description begins. */
const faults: [of: keyof typeof sample, says: string, fault: (bytes: Buffer) => Uint8Array][] = [
  ['binary', 'cut to 65536 of 70001 octets', (bytes) => bytes.subarray(0, 65_536)],
  ['binary', 'cut to 10 of 70001 octets', (bytes) => bytes.subarray(0, 10)],
  ['large', `cut to ${5 * 2 ** 20} of `, (bytes) => bytes.subarray(0, 5 * 2 ** 20)],
  ['binary', 'empty: 0 of 70001 octets', () => new Uint8Array()],
  ['binary', 'the first 4096 of 70001 octets are missing', (bytes) => bytes.subarray(4096)],
  [
    'binary',
    '1000 of 70001 octets are missing from octet 9000 on',
    (bytes) => Buffer.concat([bytes.subarray(0, 9000), bytes.subarray(10_000)]),
  ],
  ['binary', 'NULs at the end were removed', (bytes) => inText(bytes, (all) => all.replace(/\0+$/, ''))],
  ['binary', '15 NULs were added', (bytes) => Buffer.concat([bytes, Buffer.alloc(15)])],
  ['binary', 'stored twice in a row', (bytes) => Buffer.concat([bytes, bytes])],
  [
    'json',
    'octets were added: 3 in front, 2 behind',
    (bytes) => Buffer.concat([Buffer.from('abc'), bytes, Buffer.from('de')]),
  ],
  ['binary', 'looks decoded and re-encoded as UTF-8', (bytes) => Buffer.from(bytes.toString())],
  ['binary', 'looks read as Latin-1 and written as UTF-8', (bytes) => Buffer.from(bytes.toString('latin1'))],
  ['text', 'looks read as UTF-8 and written as Latin-1', (bytes) => Buffer.from(bytes.toString(), 'latin1')],
  ['text', 'looks read as UTF-8 and written as UTF-16', (bytes) => Buffer.from(bytes.toString(), 'utf16le')],
  ['binary', 'the highest bit of each octet was cleared', (bytes) => bytes.map((octet) => octet & 127)],
  ['text', 'the byte order mark was removed', (bytes) => bytes.subarray(3)],
  ['json', 'a byte order mark was added', (bytes) => Buffer.concat([Buffer.from('\ufeff'), bytes])],
  ['text', 'a newline was added', (bytes) => Buffer.concat([bytes, Buffer.from('\n')])],
  ['text', 'CR LF was added', (bytes) => Buffer.concat([bytes, Buffer.from('\r\n')])],
  ['text', 'CRLF became LF', (bytes) => inText(bytes, (all) => all.replaceAll('\r\n', '\n'))],
  [
    'text',
    'CRLF and CR became LF',
    (bytes) => inText(bytes, (all) => all.replaceAll('\r\n', '\n').replaceAll('\r', '\n')),
  ],
  ['text', 'LF became CRLF', (bytes) => inText(bytes, (all) => all.replaceAll('\n', '\r\n'))],
  [
    'text',
    'LF without CR became CRLF',
    (bytes) => inText(bytes, (all) => all.replaceAll(/(?<!\r)\n/g, '\r\n')),
  ],
  ['json', 'white space at both ends was removed', (bytes) => inText(bytes, (all) => all.trim())],
  ['json', 'white space in front was removed', (bytes) => inText(bytes, (all) => all.trimStart())],
  ['text', 'all NULs were removed', (bytes) => inText(bytes, (all) => all.replaceAll('\0', ''))],
  ['gzip', 'gzip was unpacked', (bytes) => gunzipSync(bytes)],
  ['gzip', 'gzip of it', (bytes) => gzipSync(bytes)],
  ['binary', 'gzip of it', (bytes) => gzipSync(bytes)],
  ['binary', 'base64 of it', (bytes) => Buffer.from(bytes.toString('base64'))],
  ['binary', 'hexadecimal digits of it', (bytes) => Buffer.from(bytes.toString('hex'))],
  [
    'json',
    'looks parsed and written again as JSON',
    (bytes) => Buffer.from(JSON.stringify(JSON.parse(bytes.toString()))),
  ],
  ['json', 'its text as a JSON string', (bytes) => Buffer.from(JSON.stringify(bytes.toString()))],
  [
    'form',
    'looks read as a form and written again',
    (bytes) => Buffer.from(new URLSearchParams(bytes.toString()).toString()),
  ],
  [
    'form',
    'looks read as a form and written as JSON',
    (bytes) => Buffer.from(JSON.stringify(Object.fromEntries(new URLSearchParams(bytes.toString())))),
  ],
  ['form', 'decoded as a form', () => Buffer.from('a=1 2&b= +&c=caf\xc3\xa9&d', 'latin1')],
  ['form', '`+` became a blank', () => Buffer.from('a=1 2&b=%20%2B&c=caf%C3%A9&d')],
  ['form', 'percent-decoded', () => Buffer.from('a=1+2&b= +&c=caf\xc3\xa9&d', 'latin1')],
  ['binary', 'a Node.js Buffer written as JSON', (bytes) => Buffer.from(JSON.stringify(bytes))],
  [
    'binary',
    '70001 octets, but other ones (first difference at octet 3: ',
    (bytes) => bytes.fill(0xaa, 3, 9),
  ],
  ['binary', '70001 octets, but other ones; the first 16384 are right', (bytes) => bytes.fill(0xaa, 60_000)],
  [
    'binary',
    '13 octets instead of 70001 (first difference at octet 0: 20 09 0D 0A → 69 6E 74 65)',
    () => Buffer.from('internal error'.slice(0, 13)),
  ],
  // Piece by piece, as a stream of strings does it: no whole-file change fits.
  [
    'text',
    'looks decoded as UTF-8: U+FFFD in place of octets',
    (bytes) => Buffer.from(bytes.subarray(0, 1024).toString() + bytes.subarray(1024).toString()),
  ],
];

for (const [of, says, fault] of faults)
  test(`${of}: ${says}`, () => {
    const bytes = sample[of] ?? Buffer.alloc(0);
    const text = described(bytes, fault(Buffer.from(bytes)));
    expect(text.startsWith(says), text).toBe(true);
    // Not a longer description that begins alike.
    expect(text.slice(says.length)).toMatch(/^$|^ \(first difference|^[ \d]|^; the|^[0-9A-F]/);
  });

test('windows-1252 is told from Latin-1', () => {
  const sent = Buffer.from('5 € – “ß”');
  const got = Buffer.from('5 â‚¬ â€“ â€œÃŸâ€\x9d');
  expect(described(sent, got)).toMatch(/^looks read as windows-1252 and written as UTF-8/);
});

test('the first difference is shown with the octets of both sides, where it was kept', () => {
  expect(described(Buffer.from('abc\xc3(de', 'latin1'), Buffer.from('abc\ufffd(de'))).toBe(
    'looks decoded and re-encoded as UTF-8 (first difference at octet 3: C3 28 64 65 → EF BF BD 28)',
  );
  expect(described(Buffer.from('abc'), Buffer.from('abc\n'))).toBe(
    'a newline was added (first difference at octet 3: the end → 0A)',
  );
  expect(described(binary ?? Buffer.alloc(0), (binary ?? Buffer.alloc(0)).subarray(0, 65_536))).not.toContain(
    'difference',
  );
});

test('equal octets are the same, others never; a beginning is a cut', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), fc.uint8Array({ maxLength: 40 }), (a, b) => {
      expect(described(a, a)).toBe('the same octets');
      if (!Buffer.from(a).equals(b)) expect(described(a, b)).not.toContain('the same octets');
      const longer = Buffer.concat([a, b]);
      if (a.length > 0 && b.length > 0) expect(described(longer, a)).toMatch(/^cut |removed|decoded/);
    }),
  );
});

test('describes a large file in bearable time, even when nothing fits', () => {
  const bytes = large ?? Buffer.alloc(0);
  const started = performance.now();
  expect(described(bytes, Buffer.from(bytes).fill(0, 5_000_000))).toContain('but other ones');
  expect(performance.now() - started).toBeLessThan(60_000);
});

test('of a file that came before, the octets that were kept both times are compared', () => {
  const got = (bytes: Uint8Array, most: number): Parameters<typeof describeAgain>[0] => ({
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.subarray(0, most),
  });
  const before = Buffer.from('0123456789abcdef');
  const again = (now: string, kept: number): string =>
    describeAgain(got(before, kept), got(Buffer.from(now), 8));
  expect(again('01234567', 16)).toBe('cut to 8 of 16 octets');
  expect(again('01x3456789abcdef', 4)).toBe(
    '16 octets, but other ones (first difference at octet 2: 32 33 → 78 33)',
  );
  expect(again('0123456789abcdeF', 4)).toBe('16 octets, but other ones; the first 4 are right');
  expect(again('0123', 8)).toBe('4 octets instead of 16; the first 4 are right');
});
