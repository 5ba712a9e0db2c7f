import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import type { JsonObject } from '../../../src/contract/json.ts';
import { renderHar } from '../../../src/report/har.ts';
import { harUrl, queryOf } from '../../../src/report/har-url.ts';
import type { RecordedExchange } from '../../../src/report/recorded.ts';
import { compile } from '../../../src/validators/json-schema.ts';
import { exampleReport } from './example-report.ts';

const base = 'https://har.invalid/';
/** The schemas of HAR 1.2 that the package `har-schema` has, by the names that they call each other by. */
const folder = dirname(require.resolve('har-schema/lib/har.json'));
const schemas = Object.fromEntries(
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => {
      const {
        $id: _,
        $schema: __,
        ...schema
      } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as JsonObject;
      return [base + name, schema];
    }),
);
const failuresOf = compile({ $ref: `${base}har.json` }, {}, { documents: schemas });

const [example] = exampleReport.exchanges;
const { response, trouble, occasion: _occasion, ...unanswered } = example as Required<RecordedExchange>;
const { payload: _payload, ...request } = unanswered.request;

interface Entry {
  readonly [member: string]: unknown;
  readonly request: Readonly<Record<string, unknown>> & { readonly postData?: unknown };
  readonly response: Readonly<Record<string, unknown>> & { readonly content: Record<string, unknown> };
}

/** The entries of a valid HAR of exchanges. */
function entriesOf(...exchanges: RecordedExchange[]): Entry[] {
  const har = JSON.parse(renderHar({ ...exampleReport, exchanges })) as { log: { entries: Entry[] } };
  expect(failuresOf(har)).toEqual([]);
  return har.log.entries;
}

test('the schema refuses what is no HAR', () => {
  expect(failuresOf({ log: { version: '1.2', creator: { name: 'x' }, entries: [] } })).not.toEqual([]);
  expect(
    failuresOf({ log: { version: '1.2', creator: { name: 'x', version: '1' }, entries: [{}] } }),
  ).not.toEqual([]);
});

test('an exchange becomes an entry with what was sent, what came and when', () => {
  const times = { sentAt: '2025-01-15T11:30:00.000Z', receivedAt: '2025-01-15T11:30:00.250Z' };
  const [entry] = entriesOf({ ...unanswered, ...times, request, response, occasion: 'again' });
  expect(entry).toMatchObject({
    ...{ _id: 'api-0001', _occasion: 'again', _earlier: ['api-0000'], startedDateTime: times.sentAt },
    ...{ time: 250, timings: { send: 0, wait: 250, receive: 0 } },
    request: {
      ...{ method: 'POST', url: 'http://127.0.0.1:1/v1/files/url', bodySize: 2 },
      headers: [{ name: 'Accept', value: '*/*' }],
      postData: { text: '{}' },
    },
    response: {
      status: 200,
      content: { size: 2, text: '/w==', encoding: 'base64', comment: 'not whole: cut off' },
    },
  });
});

test('the order is that of the report', () => {
  const ids = ['api-0003', 'api-0001', 'storage-0002'];
  expect(entriesOf(...ids.map((id) => ({ ...unanswered, id }))).map((entry) => entry['_id'])).toEqual(ids);
});

test('without an answer the status is 0, with the trouble', () => {
  const [silent] = entriesOf({ ...unanswered, trouble });
  expect(silent?.response).toMatchObject({ status: 0, _error: trouble.message });
});

test('an answer that is trouble keeps its status', () => {
  const [gateway] = entriesOf({ ...unanswered, response: { ...response, status: 503 }, trouble });
  expect(gateway?.response).toMatchObject({ status: 503, _error: trouble.message });
});

test('binary bodies are base64, contents of files are measured only', () => {
  const { body: _body, ...measured } = { ...response, size: 70_001 };
  const binary = { ...request, body: { base64: '/w==' } };
  const [sent, uploaded] = entriesOf(
    { ...unanswered, request: binary, response: measured },
    { ...unanswered, request: { ...request, payload: { size: 70_001, sha256: 'ab'.repeat(32) } } },
  );
  expect(sent?.request.postData).toEqual({ mimeType: '', text: '/w==', comment: 'text is base64' });
  expect(sent?.response.content).not.toHaveProperty('text');
  expect(sent?.response.content['comment']).toMatch(/70001 octets with SHA-256/);
  expect(uploaded?.request).toMatchObject({ bodySize: 70_001, postData: { text: '' } });
});

test('with a content coding, sizes are of what was coded and of what it is', () => {
  const coded = {
    ...response,
    headers: [['Content-Encoding', 'gzip']],
    size: 99,
    body: { text: 'née' },
  } as const;
  const [entry] = entriesOf({ ...unanswered, response: coded });
  expect(entry?.response).toMatchObject({ bodySize: 99, content: { size: 4, text: 'née' } });
});

test('the markers of a redacted URL are encoded, and the recorded text stands beside', () => {
  const url = 'http://[::1]:8/a b/[32 characters]?sig=[43 characters]&x=1%2F';
  const [entry] = entriesOf({ ...unanswered, request: { ...request, url } });
  expect(entry?.request).toMatchObject({
    url: 'http://[::1]:8/a%20b/%5B32%20characters%5D?sig=%5B43%20characters%5D&x=1%2F',
    _url: url,
    queryString: [
      { name: 'sig', value: '[43 characters]' },
      { name: 'x', value: '1/' },
    ],
  });
});

test('a valid URL stays as it is', () => {
  fc.assert(
    fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
      expect(harUrl(url)).toBe(url);
    }),
  );
});

test('the query is read as URLs have it', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string(), fc.string())), (pairs) => {
      const query = new URLSearchParams(pairs);
      const expected = Array.from(query, ([name, value]) => ({ name, value }));
      expect(queryOf(`https://example.com/?${query.toString()}`)).toEqual(expected);
    }),
  );
});

const text = fc.oneof(
  fc.string({ unit: fc.constantFrom('\u017f', '\u212a', '\ud800', '#', '%') }),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'binary-ascii' }),
  fc.webUrl(),
);
const url = fc.oneof(
  text,
  fc
    .tuple(fc.constantFrom('http://', 'https://a/', 'https://a@', 'http://[', '//'), text)
    .map((parts) => parts.join('')),
);

test('whatever a target writes, it is a HAR', () => {
  fc.assert(
    fc.property(url, text, text, (address, name, value) => {
      entriesOf({
        ...unanswered,
        request: { ...request, url: address, headers: [[name, value]] },
        response: {
          ...response,
          headers: [
            ['Location', value],
            ['Content-Type', name],
          ],
          body: { text: value },
        },
      });
    }),
    { numRuns: 2000 },
  );
});
