import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import type { Talk } from './conversation.ts';
import {
  control,
  download,
  followed,
  openApi,
  prose,
  readings,
  refused,
  says,
  text,
  upload,
  view,
} from './conversation.ts';

/** What must not count, whatever it is answered. */
const noise: [name: string, talk: Partial<Talk>][] = [
  ['another key', { fields: { Authorization: 'Bearer <$TARGET_TOKEN, one character short>' } }],
  ['the key of another organisation', { fields: { Authorization: 'Bearer $TARGET_ALT_TOKEN' } }],
  ['another scheme', { fields: { Authorization: 'Basic $TARGET_TOKEN' } }],
  ['another media type', { fields: { 'Content-Type': 'text/plain' } }],
  ['another method', { method: 'PUT' }],
  ['another path', { url: 'https://api.example.com/v1/files' }],
  ['a query', { url: 'https://api.example.com/v1/files/url?a=1' }],
  ['the storage', { channel: 'storage' }],
];
const known = [view, download, control, refused(upload)];
const contrary = [
  refused(view),
  refused(control),
  upload,
  says(view, prose),
  says(download, { ...openApi, expiresAt: text }),
];

for (const [name, twist] of noise)
  test(`an exchange with ${name} says nothing`, async () => {
    const twisted = contrary.map((talk) => ({ ...talk, ...twist }));
    expect(await readings([...known, ...twisted])).toEqual(await readings(known));
    expect(followed(await readings(twisted))).toEqual(
      Object.fromEntries(['D1', 'D2', 'D3', 'D5'].map((one) => [one, 'unknown'])),
    );
  });

test('a refusal under fields that the target never took says nothing', async () => {
  const stranger = { fields: { 'Tenant-ID': 'bu_2' } };
  const talks = [download, { ...refused(control, 404), ...stranger }, { ...refused(view), ...stranger }];
  expect(followed(await readings(talks))).toMatchObject({ D1: 'unknown', D2: 'unknown' });
});

test('the texts are those of the document and of the prose', async () => {
  const texts = (await readings([])).map(({ discrepancy, openapi, prose: other }) => [
    discrepancy,
    openapi,
    other,
  ]);
  expect(texts).toEqual([
    ['D1', 'view, download', 'download, upload'],
    ['D2', 'optional, view by default', 'required'],
    ['D3', 'number', 'RFC 3339 string'],
    ['D5', 'success, url, filename, contentType, fileSize, expiresAt', 'url, expiresAt, after upload fileId'],
  ]);
});

test('a request that is nested too deeply to be written again breaks nothing', async () => {
  const depth = 200_000;
  const nested: Talk = { ...refused(view), written: `{"fileId":${'['.repeat(depth)}${']'.repeat(depth)}}` };
  expect(await readings([...known, nested])).toEqual(await readings(known));
});

test('the same exchanges in any order give the same readings, with at most three of them as evidence', async () => {
  const talks = [...known, ...contrary, upload, says(view, { success: true })];
  const some = fc.uniqueArray(fc.nat({ max: talks.length - 1 }), { minLength: 1 });
  await fc.assert(
    fc.asyncProperty(some, async (order) => {
      const chosen = order.flatMap((index) => talks[index] ?? []);
      const found = await readings(chosen);
      expect(followed(found)).toEqual(followed(await readings(chosen.toReversed())));
      for (const { evidence, follows } of found) {
        expect(evidence.length).toBeLessThanOrEqual(3);
        expect(new Set(evidence).size).toBe(evidence.length);
        if (follows !== 'unknown') expect(evidence.length).toBeGreaterThan(0);
      }
    }),
    { seed: 1440, numRuns: 200 },
  );
});
