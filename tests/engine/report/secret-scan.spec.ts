import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { scan } from '../../../src/report/secret-scan.ts';

const key = 'k&y="v`a\\l<u$e>0123';
const signature = 'a1b2'.repeat(16);
const guarded = { secrets: [{ value: key, name: '$TARGET_TOKEN' }], signatures: [signature] };
const base64 = (text: string | Buffer): string => Buffer.from(text).toString('base64');

/** A ZIP archive with one deflated entry, as the format has it (APPNOTE.TXT). */
function zip(content: string): Buffer {
  const [name, data] = [Buffer.from('a.txt'), deflateRawSync(Buffer.from(content))];
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(8, 4);
  fields.writeUInt32LE(data.length, 14);
  fields.writeUInt32LE(content.length, 18);
  fields.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, name, data]);
  const central = Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), fields, Buffer.alloc(6 + 8), name]);
  central.writeUInt32LE(0, 42);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}

const holding: [name: string, content: string | Buffer, what: string][] = [
  ['the key', `x ${key} y`, '$TARGET_TOKEN'],
  ['the key in a URL', `x?k=${encodeURIComponent(key)}`, '$TARGET_TOKEN'],
  ['the key in JSON in JSON', JSON.stringify(JSON.stringify({ key })), '$TARGET_TOKEN'],
  ['the key in XML', key.replaceAll('&', '&amp;').replaceAll('<', '&lt;'), '$TARGET_TOKEN'],
  ['the key in base64 in base64', base64(`"${base64(`{"a":"${base64(key)}"}`)}"`), '$TARGET_TOKEN'],
  ['the key in gzip', gzipSync(`a ${key}`), '$TARGET_TOKEN'],
  ['the key in an archive', zip(`a ${key}`), '$TARGET_TOKEN'],
  [
    'the key in an archive in a page',
    `<a href="data:application/zip;base64,${base64(zip(key))}">`,
    '$TARGET_TOKEN',
  ],
  ['the key without its end, which was cut off', `x ${key.slice(0, -2)}… y`, 'a piece of $TARGET_TOKEN'],
  ['most of the key in JSON', JSON.stringify(`${key.slice(0, 12)}…`), 'a piece of $TARGET_TOKEN'],
  ['most of the key in ASCII', `${key.slice(0, 12)}\\u2026`, 'a piece of $TARGET_TOKEN'],
  ['the key with a cut in it', `${key.slice(0, 12)}"... y`, 'a piece of $TARGET_TOKEN'],
  ['the end of the key', `x …${key.slice(4)} y`, 'a piece of $TARGET_TOKEN'],
  ['a signature', `https://s.test/f?s=${signature}&e=1`, 'the signature of a URL'],
  ['a signature in an archive', zip(signature), 'the signature of a URL'],
];

for (const [name, content, what] of holding)
  test(`finds ${name}`, async ({}, info) => {
    const folder = info.outputPath('reports', 'deep');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'a.bin'), content);
    await writeFile(join(folder, 'b.bin'), 'nothing');
    expect(scan([info.outputPath('reports')], 0, guarded)).toEqual([{ file: join(folder, 'a.bin'), what }]);
  });

test('takes what a key has in common with others for no piece of it', async ({}, info) => {
  const file = info.outputPath('a.txt');
  await writeFile(file, `${key.slice(0, 9)}… …${key.slice(-9)} ${key.slice(0, 12)}${' '.repeat(99)}…`);
  expect(scan([file], 0, guarded)).toEqual([]);
});

test('leaves what was there before the run alone', async ({}, info) => {
  const file = info.outputPath('target.yaml');
  await writeFile(file, key);
  await utimes(file, new Date(1000), new Date(1000));
  expect(scan([info.outputPath()], 2000, guarded)).toEqual([]);
  expect(scan([file], 500, guarded)).toHaveLength(1);
});

test('takes what only looks packed as it is, and a path that is not there as nothing', async ({}, info) => {
  const file = info.outputPath('a.gz');
  await writeFile(file, Buffer.concat([Buffer.from([0x1f, 0x8b]), Buffer.from(`broken ${signature}`)]));
  expect(scan([info.outputPath('none'), file], 0, guarded)).toEqual([
    { file, what: 'the signature of a URL' },
  ]);
  await writeFile(file, Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.from('broken')]));
  expect(scan([file], 0, guarded)).toEqual([]);
});

test('a short key would be found by chance', async ({}, info) => {
  const file = info.outputPath('a.txt');
  await writeFile(file, 'a wrong tenant');
  expect(scan([file], 0, { secrets: [{ value: 'wrong', name: 'x' }], signatures: [] })).toEqual([]);
});
