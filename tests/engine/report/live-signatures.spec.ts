import { expect, test } from '@playwright/test';
import type { Exchange } from '../../../src/client/exchange.ts';
import { liveSignatures } from '../../../src/report/live-signatures.ts';

const hex = 'a1b2'.repeat(16);
const base64 = 'q+7/Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MDEyMzQ1Njc=';

/** An answer of the API with a body, to a request with a body. */
function answered(body: unknown, sent: unknown = {}): Exchange {
  const text = Buffer.from(JSON.stringify(body));
  return {
    ...{ id: 'api-0001', channel: 'api', sentAt: 0, receivedAt: 0, earlier: [] },
    request: {
      method: 'POST',
      url: 'http://api.test/v1',
      headers: [],
      body: Buffer.from(JSON.stringify(sent)),
    },
    response: { status: 200, headers: [], size: text.length, sha256: '', body: text },
  };
}

test('the signature of a URL, as written and decoded', () => {
  const url = `https://s.test/f?sp=r&sig=${encodeURIComponent(base64)}`;
  expect(liveSignatures([answered({ url })])).toEqual([encodeURIComponent(base64), base64]);
});

for (const [name, url] of [
  ['in the query', `https://s.test/f?signature=${hex}`],
  ['in the path', `https://s.test/d/${hex}/f.pdf`],
  ['of a relative URL', `/f?signature=${hex}`],
] as const)
  test(`a signature ${name}`, () => {
    expect(liveSignatures([answered({ url })])).toEqual([hex]);
  });

test('nothing that both sides say in another place', () => {
  const fileId = '018f4e9a-7b1c-7def-8a00-0123456789ab';
  const type = 'application/vnd.ms-excel.sheet.12';
  const url = `https://s.test/d/${fileId}/f?type=${encodeURIComponent(type)}`;
  expect(liveSignatures([answered({ url, type }, { fileId })])).not.toContain(fileId);
  expect(liveSignatures([answered({ url, type }, { fileId })])).not.toContain(type);
});

test('nothing that was asked for, escaped once or twice in a path', () => {
  const fileId = 'x/../file_arBYgdJVzWIqK90j68qLFcXW';
  const once = encodeURIComponent(fileId);
  for (const segment of [once, encodeURIComponent(once)])
    expect(liveSignatures([answered({ url: `https://s.test/f/${segment}?s=1` }, { fileId })])).toEqual([]);
});

test('nothing that several URLs share, and no date', () => {
  const credential = 'AKIDEXAMPLE0123/20250115/us-east-1/s3/aws4_request';
  const at = (signature: string): string =>
    `https://s.test/f?c=${encodeURIComponent(credential)}&d=20250115T103000Z&s=${signature}`;
  const other = 'c3d4'.repeat(16);
  expect(liveSignatures([answered({ url: at(hex) }), answered({ url: at(other) })])).toEqual([hex, other]);
});

test('a signature in an answer that is nested beyond measure, broken, escaped, or in a field', () => {
  const url = `https://s.test/f?s=${hex}`;
  const { response, ...rest } = answered({});
  const signaturesIn = (text: string, link = ''): string[] => {
    const body = Buffer.from(text);
    const headers = [['Link', link]] as const;
    const said = { status: 200, sha256: '', headers, body, size: body.length };
    return liveSignatures([{ ...rest, response: { ...response, ...said } }]);
  };
  expect(signaturesIn(`${'['.repeat(20_000)}"${url}"${']'.repeat(20_000)}`)).toEqual([hex]);
  expect(signaturesIn(`{"url":"${url}"`)).toEqual([hex]);
  expect(signaturesIn(`{"url":"${url.replaceAll('/', '\\/')}",`)).toEqual([hex]);
  expect(signaturesIn(JSON.stringify({ message: `see ${url}.` }))).toHaveLength(1);
  expect(signaturesIn('{}', `<${url}>; rel=next`)).toEqual([hex]);
});
