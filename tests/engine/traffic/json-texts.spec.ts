import { isDeepStrictEqual } from 'node:util';
import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import type { JsonObject } from '../../../src/contract/json.ts';
import { brokenTexts, lenientTexts } from '../../../src/traffic/malformed.ts';
import type { Say } from '../../../src/traffic/manners.ts';
import { numberSpellings, textSpellings } from '../../../src/traffic/spellings.ts';

const bodies: JsonObject[] = [
  { fileId: 'file_4hX2kQ9vT0bN' },
  { fileId: '7c9e6679-7425-40de-944b-e07fc1f90ae7', action: 'view' },
  { fileId: 'a', action: 'download', expiresInMinutes: 60 },
  { fileId: 'a:b,c "d" \\e {f} [g]\\', action: "it's" },
  { fileId: '📄\u0000\ud800' },
  { expiresInMinutes: 1 },
  {},
];

const textsOf = (list: readonly Say[], body: JsonObject): string[] =>
  list.flatMap((say) => say(body) ?? []).map((said) => Buffer.from(said.body as Uint8Array).toString());

const spelled = (body: JsonObject): string[] => textsOf(textSpellings, body);

const parses = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

for (const body of bodies) {
  const title = JSON.stringify(body);

  test(`broken and lenient texts of ${title} are no JSON`, () => {
    const texts = [...brokenTexts(body), ...lenientTexts(body)].map(({ text }) => text);
    for (const text of texts) expect(parses(text), text).toBe(false);
  });

  test(`spellings of ${title} are other texts of the same value`, () => {
    for (const text of spelled(body)) expect(JSON.parse(text)).toEqual(body);
  });
}

test('a usual body is broken and spelled in every way', () => {
  const body = { fileId: 'file_4hX2kQ9vT0bN', action: 'view' };
  expect([brokenTexts(body).length, lenientTexts(body).length, spelled(body).length]).toEqual([19, 17, 8]);
});

test('the text of any object can be broken and spelled', () => {
  const object = fc.dictionary(
    fc.string({ minLength: 1 }),
    fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)),
  );
  fc.assert(
    fc.property(object, (body) => {
      for (const { text } of [...brokenTexts(body), ...lenientTexts(body)])
        if (parses(text)) throw new Error(text);
      for (const text of spelled(body))
        if (!isDeepStrictEqual(JSON.parse(text), JSON.parse(JSON.stringify(body)))) throw new Error(text);
    }),
    { seed: 1, numRuns: 150 },
  );
});

for (const value of [1, 7, 60, 720, 1439, 1440, 100_000])
  test(`the number ${value} is spelled in five ways that read as it`, () => {
    const texts = textsOf(numberSpellings, { fileId: 'a"}', action: 'view', expiresInMinutes: value });
    expect(new Set(texts).size).toBe(5);
    for (const text of texts) {
      expect(JSON.parse(text)).toEqual({ fileId: 'a"}', action: 'view', expiresInMinutes: value });
      expect(text).not.toContain(`:${value}}`);
    }
  });
