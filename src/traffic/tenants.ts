import type { Credentials } from '../client/api.ts';
import type { Json, JsonObject } from '../contract/json.ts';
import type { Session } from '../session.ts';
import { unknownKey } from './credentials.ts';
import { nearMisses, percentEncoded, withoutPrefix } from './near-miss.ts';
import { otherHost } from './second-organisation.ts';
import type { Vector } from './vector.ts';

/** A request with no tenant, with the key of an organisation; of the first one by default. */
export function missingTenantVector({ api }: Session, body: Json, as?: Credentials): Vector {
  const name = api.endpoint.tenantHeader;
  const because = `no ${name}${as === undefined ? '' : ', with the key of the second organisation'}`;
  return { body, deviation: { ...(as && { as }), headers: { [name]: null } }, because };
}

/**
 * Requests with no tenant, the first with it in every place but its own; `places` has it in one place each. One of them is the second
 * organisation's.
 */
export async function missingTenantVectors(
  session: Session,
): Promise<(Vector & { readonly places: Vector[] })[]> {
  const bodies = (await session.hosts()).map(({ body }) => body);
  const [everywhere, ...places] = displacedTenantVectors(session, bodies.at(-1) ?? {});
  const [plain, ...others] = bodies.map((body) => missingTenantVector(session, body));
  const other = await otherHost(session);
  const alone = [
    ...(plain === undefined ? [] : [plain]),
    ...(other === undefined ? [] : [missingTenantVector(session, other.body, other.as)]),
    ...others,
  ];
  return [
    ...(everywhere === undefined ? [] : [{ ...everywhere, places }]),
    ...alone.map((vector) => ({ ...vector, places: [] })),
  ];
}

/**
 * Requests without the field of the tenant that name it elsewhere: in the query, the body, a cookie and other fields at once, then in
 * each of these places alone. `Tenant_ID` is not among them: to CGI it is Tenant-ID (RFC 3875 §4.1.18).
 */
function displacedTenantVectors({ api, operation, target }: Session, body: JsonObject): Vector[] {
  const { tenant } = target.main;
  const name = api.endpoint.tenantHeader;
  const names = [name, 'tenantId', 'tenant_id', 'tenant'];
  const pairs = names.map((each) => `${each}=${encodeURIComponent(tenant)}`);
  const path = `${operation.path}?${pairs.join('&')}`;
  const members = Object.fromEntries(names.map((each) => [each, tenant]));
  const fields = { [`X-${name}`]: tenant, 'X-Tenant': tenant, Tenant: tenant };
  const cookie = { Cookie: pairs.join('; ') };
  const because = (where: string): string => `no ${name}; the tenant in ${where}`;
  const none = { [name]: null };
  return [
    {
      body: { ...body, ...members },
      deviation: { path, headers: { ...none, ...fields, ...cookie } },
      because: because('the query, the body, a cookie and other fields'),
    },
    { body, deviation: { path, headers: none }, because: because('the query') },
    { body: { ...body, ...members }, deviation: { headers: none }, because: because('the body') },
    ...Object.entries({ ...fields, ...cookie }).map(([field, value]) => ({
      ...{ body, deviation: { headers: { ...none, [field]: value } }, because: because(field) },
    })),
  ];
}

/** Read without case (RFC 4343 §2). */
const domainName = /^(?:[a-z0-9-]+\.)+[a-z]{2,}$/i;

/** Near misses that come before everything else: the last character changed and missing, more behind, the other case. */
const firstMisses = 4;

/** Requests with a tenant that does not exist, near misses of the known one among them. */
export function wrongTenantVectors(session: Session, body: Json): Vector[] {
  const name = session.api.endpoint.tenantHeader;
  const { tenant } = session.target.main;
  // The list of tenants has the known one behind others.
  const misses = nearMisses(tenant)
    .filter(({ value }) => !value.endsWith(tenant))
    .filter(({ value }) => !domainName.test(tenant) || value.toLowerCase() !== tenant.toLowerCase())
    .map(({ value, note }): [string, string] => [value, `the known one, ${note}`]);
  const unknown = unknownKey(tenant);
  const { tenant: another = unknown } = session.target.alt ?? {};
  // The most telling first: who takes any tenant takes the list too.
  const values: [string, string][] = [
    [
      `${tenant}, ${another}, é'"\\${'x'.repeat(900)}, ${tenant}`,
      'a list of the known one, another, 900 characters with quotes and one outside ASCII, and the known one',
    ],
    ['', 'an empty one'],
    ...misses.slice(0, firstMisses),
    [unknown, 'an unknown one'],
    [`${tenant.slice(0, -1)}_`, 'the known one with an SQL wildcard for the last character'],
    ...withoutPrefix(tenant, 4).map(({ value, note }): [string, string] => [value, `the known one, ${note}`]),
    ['null', 'null'],
    [percentEncoded(tenant), 'the known one, percent-encoded'],
    ['undefined', 'undefined'],
    [`${tenant.slice(0, -1)}%`, 'the known one with a percent sign for the last character'],
    ['*', 'an asterisk'],
    ['constructor', 'a name that every object has'],
    [`"${tenant}"`, 'the known one in quotes'],
    [tenant.replace(/[-_]/, (sign) => (sign === '-' ? '_' : '-')), 'the known one with another dash'],
    [`${tenant};x`, 'the known one with a parameter'],
    [`${tenant}' OR '1'='1`, 'the known one with an SQL condition'],
    ['%', 'a percent sign'],
    ['default', 'default'],
    ['0', 'zero'],
    [`${tenant},${tenant}`, 'a list of the known one twice'],
    [`../${tenant}`, 'a path to the known one'],
    ...misses.slice(firstMisses),
  ];
  const wrong = values.filter(([value]) => value !== tenant);
  return wrong.map(([value, because]) => ({
    body,
    deviation: { headers: { [name]: value } },
    because: `${name}: ${because}`,
  }));
}
