import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { schemaOf } from '../../../src/contract/component.ts';
import { loadContract } from '../../../src/contract/contract.ts';
import type { Json, JsonObject } from '../../../src/contract/json.ts';
import { pointerOf, valueAt } from '../../../src/contract/pointer.ts';
import { documentFile, overlayFile } from '../../../src/suite-files.ts';
import type { SchemaCheck } from '../../../src/validators/json-schema.ts';
import { answer, checks, extended, published, readBoth, request } from './extended.ts';

test.beforeAll(readBoth);

test('the overlay adds to the document what it has to, and takes nothing else away', () => {
  const [body, ok] = [request(published).pointer, answer(published).pointer];
  expect(changes(published.document, extended.document)).toEqual(
    [
      '/components/schemas/UploadUrlRequest',
      '/components/schemas/UploadUrlAnswer',
      ...['/required', '/if', '/then', '/else'].map((keyword) => body + keyword),
      ...['/action/enum/2', '/fileName', '/contentType'].map((member) => `${body}/properties${member}`),
      ...['/required', '/if', '/else'].map((keyword) => ok + keyword),
      ...['/type', '/minimum', '/description'].map((keyword) => `${ok}/properties/expiresAt${keyword}`),
      `${ok}/properties/fileId`,
    ].sort(),
  );
});

test('the published digest stays, the overlay has its own, and nothing can be changed', async () => {
  const hex = createHash('sha256').update(readFileSync(overlayFile)).digest('hex');
  expect(extended).toMatchObject({ digest: published.digest, overlayDigest: `sha256:${hex}` });
  expect(published).not.toHaveProperty('overlayDigest');
  expect(Object.isFrozen(extended)).toBe(true);
  expect(Object.isFrozen(schemaOf(extended, 'UploadUrlRequest').schema['required'])).toBe(true);
  expect((await loadContract(documentFile)).document).toEqual(published.document);
});

test('a schema is found by its name, and a missing one is named', () => {
  const { pointer, schema } = schemaOf(extended, 'UploadUrlAnswer');
  expect(pointer).toBe('/components/schemas/UploadUrlAnswer');
  expect(valueAt(extended.document, pointer)).toBe(schema);
  expect(() => schemaOf(published, 'UploadUrlAnswer')).toThrow('#/components/schemas/UploadUrlAnswer');
  expect(() => schemaOf(published, 'constructor')).toThrow('#/components/schemas/constructor');
});

test('what the overlay repeats of the document is equal to it', () => {
  const [ofRequest, ofAnswer] = [request(published).schema, answer(published).schema];
  const part = (name: string, pointer: string) => valueAt(schemaOf(extended, name).schema, pointer);
  const lifetime = '/properties/expiresInMinutes';
  expect(part('UploadUrlRequest', lifetime)).toEqual(valueAt(ofRequest, lifetime));
  for (const member of ['success', 'url'])
    expect(part('UploadUrlAnswer', `/properties/${member}`)).toEqual(
      valueAt(ofAnswer, `/properties/${member}`),
    );
  expect(part('UploadUrlAnswer', '/properties/expiresAt/anyOf/0')).toEqual(
    valueAt(ofAnswer, '/properties/expiresAt'),
  );
  expect(valueAt(request(extended).schema, '/else')).toEqual({ required: ofRequest['required'] });
  expect(valueAt(answer(extended).schema, '/else')).toEqual({
    properties: { expiresAt: valueAt(ofAnswer, '/properties/expiresAt') },
    required: ofAnswer['required'],
  });
});

const [url, expiresAt] = ['https://storage.example.com/upload?signature=...', '2025-01-15T11:30:00Z'];
const upload = { action: 'upload', fileName: 'contract-order-123.pdf', contentType: 'application/pdf' };
const uploaded = { url, fileId: 'file_xyz789', expiresAt };

test('of the four examples of the prose all but the download response are valid now', () => {
  const download = { action: 'download', fileId: 'file_abc123' };
  const verdicts = (ofRequest: SchemaCheck, ofAnswer: SchemaCheck) =>
    [ofRequest(download), ofAnswer({ url, expiresAt }), ofRequest(upload), ofAnswer(uploaded)].map(
      (failures) => failures.length === 0,
    );
  expect(verdicts(checks.publishedRequest, checks.publishedAnswer)).toEqual([true, false, false, false]);
  expect(verdicts(checks.request, checks.answer)).toEqual([true, false, true, true]);
});

const refused: [check: 'uploadRequest' | 'uploadAnswer', example: JsonObject, faults: JsonObject][] = [
  ['uploadRequest', upload, { action: 'view', fileName: '', contentType: '' }],
  ['uploadAnswer', uploaded, { url: '/upload', fileId: '', expiresAt: 'tomorrow' }],
];

for (const [name, example, faults] of refused)
  test(`${name} takes the example, and not one with a member missing or wrong`, () => {
    const faultyAt = (value: JsonObject) => checks[name](value).map(({ pointer }) => pointer);
    expect(faultyAt(example)).toEqual([]);
    expect(Object.keys(faults)).toEqual(Object.keys(example));
    for (const [member, fault] of Object.entries(faults)) {
      const { [member]: _, ...rest } = example;
      expect(checks[name](rest)).toMatchObject([
        { keyword: 'required', params: { missingProperty: member } },
      ]);
      for (const wrong of [fault, 5, null].filter((value) => member !== 'expiresAt' || value !== 5))
        expect(faultyAt({ ...example, [member]: wrong }), member).toContain(`/${member}`);
    }
  });

test('an upload answer may show its time as a number, and success as the published one does', () => {
  for (const more of [{ expiresAt: 0 }, { expiresAt: 1736940600.5 }, { success: true }])
    expect(checks.uploadAnswer({ ...uploaded, ...more })).toEqual([]);
  for (const more of [{ expiresAt: -1 }, { success: false }, { success: 'true' }])
    expect(checks.uploadAnswer({ ...uploaded, ...more })).not.toEqual([]);
});

/** The outermost places at which two values differ. */
function changes(before: Json | undefined, after: Json | undefined, pointer = ''): string[] {
  if (typeof before !== 'object' || typeof after !== 'object' || before === null || after === null)
    return before === after ? [] : [pointer];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .flatMap((name) =>
      changes(valueAt(before, pointerOf(name)), valueAt(after, pointerOf(name)), pointer + pointerOf(name)),
    )
    .sort();
}
