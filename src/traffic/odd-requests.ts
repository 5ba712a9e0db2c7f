import fc from 'fast-check';
import type { JsonObject } from '../contract/json.ts';
import { isJsonObject } from '../contract/json.ts';
import { valid } from '../arbitraries/valid.ts';
import type { Session } from '../session.ts';
import type { Vector } from './vector.ts';

/** Requests that a careless server may stumble over: generated bodies, and fields and queries that do not parse. */
export async function oddRequests(session: Session): Promise<Vector[]> {
  const { body } = await session.host();
  const { contract, request, seed, api, plan } = session;
  const drawn = fc
    .sample(valid(request, contract.document), { seed, numRuns: plan.generated })
    .filter(isJsonObject);
  const fields: [string, string, string][] = [
    ['Content-Type', ';;;', 'a Content-Type without a type'],
    ['Content-Type', '/', 'a Content-Type of one slash'],
    ['Content-Type', 'application/json; charset=nonsense', 'an unknown charset'],
    ['Content-Type', 'application/json; charset', 'a parameter without a value'],
    ['Accept', '///', 'an Accept that does not parse'],
    ['Accept-Language', 'zz-ZZ-zzzzzzzzzz;q=7', 'an Accept-Language that does not parse'],
    ['Accept-Encoding', 'nonsense;q=1', 'an unknown Accept-Encoding'],
    [
      api.endpoint.tenantHeader,
      'тенант'.normalize('NFD').replace(/[^\x20-\x7e]/g, 'é'),
      'a tenant outside ASCII',
    ],
    [api.endpoint.tenantHeader, 'x'.repeat(4000), 'a tenant of 4000 characters'],
    ['Authorization', `Bearer ${'x'.repeat(4000)}`, 'a key of 4000 characters'],
    ['Authorization', 'Bearer ééé', 'a key outside ASCII'],
    ['Cookie', 'session=%00; =;;', 'a Cookie that does not parse'],
    ['X-Forwarded-For', "';--", 'an X-Forwarded-For that is no address'],
    ['Range', 'bytes=0-0', 'a Range'],
  ];
  const named = [
    { body: { ...body, '📄': '🔥' }, because: 'a member outside the BMP' },
    { body: { ...body, unknown: '\ud800' }, because: 'a lone surrogate in an unknown member' },
    { body: { ...body, unknown: 'x'.repeat(20_000) }, because: 'an unknown member of 20,000 characters' },
    { body: { ...body, unknown: 1e308 }, because: 'an unknown number of 1e308' },
    ...fields.map(([name, value, because]) => ({ body, deviation: { headers: { [name]: value } }, because })),
    ...['?x=%ZZ', '?fileId[]=1&fileId[a]=2', '?%00', `?x=${'y'.repeat(2000)}`].map((query) => ({
      body,
      deviation: { path: session.operation.path + query },
      because: `the query ${query.slice(0, 30)}`,
    })),
  ];
  return [
    ...session.take(named, 'oddRequests'),
    ...drawn.map((value: JsonObject) => ({ body: value, because: 'a generated valid request' })),
  ];
}
