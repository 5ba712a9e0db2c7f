import fc from 'fast-check';
import type { JsonObject } from '../contract/json.ts';
import { isJsonObject } from '../contract/json.ts';
import { valid } from '../arbitraries/valid.ts';
import type { Session } from '../session.ts';
import type { Vector } from './vector.ts';

/**
 * Fields that do not concern the request, with values that do not parse, or ask for what there is not. No Range: what stands in front of
 * a server takes a part of any answer, though of a GET alone it may (RFC 9110 §14.2).
 */
const oddFields: Readonly<Record<string, string>> = {
  'Accept-Language': '*',
  'Accept-Encoding': 'nonsense;q=1',
  Cookie: 'session=%00; a=%E0%A4%A; =;;',
  'X-Forwarded-For': "';--",
  Origin: 'null',
  Referer: ':',
  traceparent: 'x',
  'X-Request-ID': '%00;--',
  'If-Modified-Since': 'x',
};

const unparsable = { 'Accept-Language': 'zz-ZZ-zzzzzzzzzz;q=7' };

/** Requests that a careless server may stumble over: generated bodies, and fields and queries that do not parse. */
export async function oddRequests(session: Session): Promise<Vector[]> {
  const { body } = await session.host();
  const { contract, request, seed, plan } = session;
  const drawn = fc
    .sample(valid(request, contract.document), { seed, numRuns: plan.generated })
    .filter(isJsonObject);
  const fields: [Record<string, string | null>, string][] = [
    [{ 'Content-Type': ';;;' }, 'a Content-Type without a type'],
    [{ 'Content-Type': 'application/json; charset=nonsense' }, 'an unknown charset'],
    [{ 'Content-Type': 'application/json; charset' }, 'a parameter without a value'],
    [{ 'Content-Type': null }, 'no Content-Type'],
    [{ 'Content-Type': 'application/json; charset=utf-16' }, 'a charset that the body does not have'],
    [{ 'Content-Encoding': 'gzip' }, 'a body that only says it is gzip'],
  ];
  const text = JSON.stringify(body);
  const many = Array.from({ length: 1000 }, (_, index): [string, number] => [`m${index}`, index]);
  const odd = JSON.stringify({
    ...body,
    ...{ unknown: '\ud800', long: 'x'.repeat(16_000), ...Object.fromEntries(many) },
    ...{ constructor: 1, toString: 1, valueOf: 1, hasOwnProperty: 1, then: 1 },
  });
  const named = [
    {
      body: { ...body, '📄': '🔥', huge: 1e308, unknown: ['\u0000'] },
      deviation: { path: `${session.operation.path}?x=1&x=2&y[a]=1`, headers: oddFields },
      because: `unknown members, a query and the fields ${Object.keys(oddFields).join(', ')} that hardly a server expects`,
    },
    {
      body: Buffer.from(`${odd.slice(0, -1)},${text.slice(1)}`),
      because:
        'a member that is a lone surrogate, one of 16,000 characters, 1000 more, names of inherited members, and every declared one twice',
    },
    ...[
      ['?x=%ZZ&%00', 'text/html'],
      [`?expiresInMinutes=5&action=download&fileId[]=1&fileId[a]=2&x=1&x=${'y'.repeat(2000)}`, '///'],
    ].map(([query = '', accept = '']) => ({
      body,
      deviation: { path: session.operation.path + query, headers: { Accept: accept, ...unparsable } },
      because: `the query ${query.slice(0, 30)}, Accept: ${accept}, an Accept-Language that does not parse`,
    })),
    ...fields.map(([headers, because]) => ({ body, deviation: { headers }, because })),
  ];
  return [
    ...session.take(named, 'oddRequests'),
    ...drawn.map((value: JsonObject) => ({ body: value, because: 'a generated valid request' })),
  ];
}
