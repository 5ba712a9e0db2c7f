import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { invalid, valid } from '../../../src/arbitraries/index.ts';
import { schemaOf } from '../../../src/contract/component.ts';
import type { Contract } from '../../../src/contract/contract.ts';
import type { Json, JsonObject } from '../../../src/contract/json.ts';
import { isJsonObject } from '../../../src/contract/json.ts';
import type { SchemaAt } from '../../../src/contract/operation.ts';
import { pointerOf, valueAt } from '../../../src/contract/pointer.ts';
import type { SchemaCheck } from '../../../src/validators/json-schema.ts';
import { answer, checks, extended, published, readBoth, request } from './extended.ts';

test.beforeAll(readBoth);

test('a request that is no upload is judged as the published document judges it, keyword by keyword', () => {
  const bodies = fc.oneof(around(published, request(published)), around(extended, request(extended)));
  const foreign = fc.record({ fileName: fc.jsonValue(), contentType: fc.jsonValue() }, { requiredKeys: [] });
  const seen = compared(
    fc
      .tuple(bodies, foreign)
      .map(([body, more]) => (isJsonObject(body) ? { ...body, ...(more as JsonObject) } : body)),
    (body) => memberOf(body, 'action') !== 'upload',
    [checks.publishedRequest, checks.request],
  );
  expect(Math.min(seen.valid, seen.invalid)).toBeGreaterThan(100);
});

test('an answer without fileId is judged as the published document judges it, keyword by keyword', () => {
  const bodies = fc.oneof(around(published, answer(published)), around(extended, answer(extended)));
  const seen = compared(bodies, (body) => memberOf(body, 'fileId') === undefined, [
    checks.publishedAnswer,
    checks.answer,
  ]);
  expect(Math.min(seen.valid, seen.invalid)).toBeGreaterThan(100);
});

test('an upload request is valid where it is one, and its fileId is none that the document refuses', () => {
  const bodies = around(extended, schemaOf(extended, 'UploadUrlRequest'));
  const ids = fc.oneof(fc.constantFrom('', 5, null, undefined), fc.string({ minLength: 1 }));
  const seen = tally(fc.tuple(bodies, ids), ([body, fileId]) => {
    if (memberOf(body, 'action') !== 'upload') return undefined;
    const sent = fileId === undefined ? body : { ...(body as JsonObject), fileId };
    const id = memberOf(sent, 'fileId');
    const expected =
      checks.uploadRequest(sent).length === 0 && (id === undefined || (typeof id === 'string' && id !== ''));
    expect(checks.request(sent).length === 0, JSON.stringify(sent)).toBe(expected);
    return expected;
  });
  expect(Math.min(seen.valid, seen.invalid)).toBeGreaterThan(50);
});

test('an answer with fileId is valid where the published document or the upload profile takes it', () => {
  const bodies = fc.oneof(
    around(published, answer(published)),
    around(extended, schemaOf(extended, 'UploadUrlAnswer')),
  );
  const metadata = fc.record({ filename: fc.constant('a.pdf'), fileSize: fc.nat() }, { requiredKeys: [] });
  const ids = fc.oneof(fc.constantFrom('', 5, null), fc.string({ minLength: 1 }));
  const seen = tally(fc.tuple(bodies, metadata, ids), ([body, more, fileId]) => {
    if (!isJsonObject(body)) return undefined;
    const got = { ...more, fileId, ...body };
    const expected = checks.publishedAnswer(got).length === 0 || isUploadAnswer(got);
    expect(checks.answer(got).length === 0, JSON.stringify(got)).toBe(expected);
    return expected;
  });
  expect(Math.min(seen.valid, seen.invalid)).toBeGreaterThan(100);
});

/** Of the members that only the published document declares, an upload answer may have those that it takes. */
function isUploadAnswer(body: JsonObject): boolean {
  const declared = checks
    .publishedAnswer(body)
    .filter(({ pointer }) => !['', '/expiresAt'].includes(pointer));
  return checks.uploadAnswer(body).length === 0 && declared.length === 0;
}

function memberOf(body: Json, name: string): Json | undefined {
  return valueAt(body, pointerOf(name));
}

/** Valid values of a schema, and values that break it in one place. */
function around({ document }: Contract, { schema }: SchemaAt): fc.Arbitrary<Json> {
  return fc.oneof(
    valid(schema, document),
    invalid(schema, document).map(({ value }) => value),
  );
}

interface Tally {
  valid: number;
  invalid: number;
}

/** Runs a judgement over drawn values; counts what it says, and leaves out those on which it is silent. */
function tally<T>(values: fc.Arbitrary<T>, judged: (value: T) => boolean | undefined): Tally {
  const seen: Tally = { valid: 0, invalid: 0 };
  const property = fc.property(values, (value) => {
    const verdict = judged(value);
    if (verdict !== undefined) seen[verdict ? 'valid' : 'invalid'] += 1;
  });
  fc.assert(property, { numRuns: 1000, seed: 1 });
  return seen;
}

/** Wants the same findings from two checks, wherever in the schema they stand. */
function compared(
  bodies: fc.Arbitrary<Json>,
  concerns: (body: Json) => boolean,
  [first, second]: readonly [SchemaCheck, SchemaCheck],
): Tally {
  return tally(bodies, (body) => {
    if (!concerns(body)) return undefined;
    const [before, after] = [findings(first, body), findings(second, body)];
    expect(after, JSON.stringify(body)).toEqual(before);
    return before.length === 0;
  });
}

function findings(check: SchemaCheck, body: Json): string[] {
  return check(body)
    .filter(({ keyword }) => keyword !== 'if')
    .map(({ pointer, keyword, message }) => `${pointer} ${keyword} ${message}`)
    .sort();
}
