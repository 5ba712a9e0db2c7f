import type { Exchange } from '../../../src/client/exchange.ts';
import { isAnswered } from '../../../src/client/exchange.ts';
import { test } from '../../../src/fixtures.ts';
import { isSuccess, refused } from '../../../src/judgement/status.ts';
import { crashes } from '../../../src/reference/defects/answers.ts';
import { overlooks, takesTenant } from '../../../src/reference/defects/requests.ts';
import { requirement } from '../../../src/requirement.ts';
import { missingTenantVectors, wrongTenantVectors } from '../../../src/traffic/tenants.ts';

const parameter = '#/paths/~1v1~1files~1url/post/parameters/0';

const missing = requirement({
  id: 'TEN-01',
  level: 'MUST',
  clause: [`${parameter}/required`, '#/info/description'],
  quote: 'All endpoints require authentication via Bearer token and a Tenant-ID header',
  effect: 'none',
  defects: [
    takesTenant('takes the tenant of the key when none is named', (tenant) => tenant === null),
    takesTenant(
      'takes the tenant from the query',
      (tenant, { url, reference }) =>
        tenant === null && url.searchParams.get('tenantId') === reference.main.tenant,
    ),
    takesTenant(
      'asks for no tenant to download',
      (tenant, { asked }) => tenant === null && asked['action'] === 'download',
    ),
    overlooks('asks for no tenant of the second organisation', ({ request, reference }) => {
      const { token, tenant } = reference.alt;
      const named = request.headers.has('tenant-id');
      return request.headers.get('authorization') === `Bearer ${token}` && !named
        ? { 'tenant-id': tenant }
        : undefined;
    }),
  ],
});

test('MUST refuse a request without Tenant-ID', missing, async ({ session, judge }) => {
  const vectors = session.take(await missingTenantVectors(session), 'missingTenants');
  for (const one of await session.send(vectors)) {
    // Which of the places it was, they tell one by one.
    const each = isTaken(one.exchange) ? await session.ask(one.places) : [];
    const telling = each.filter(({ exchange }) => isTaken(exchange));
    for (const { exchange, because } of telling.length > 0 ? telling : [one])
      judge.each(exchange, refused, because);
  }
});

function isTaken(exchange: Exchange): boolean {
  return isAnswered(exchange) && isSuccess(exchange);
}

const wrong = requirement({
  id: 'TEN-02',
  level: 'MUST',
  clause: [`${parameter}/schema`],
  quote: 'Your tenant identifier (D9: an empty one is schema-valid)',
  effect: 'none',
  defects: [
    takesTenant('takes an empty tenant for the default one', (tenant) => tenant === ''),
    takesTenant('takes an unknown tenant for the default one', () => true),
    takesTenant(
      'knows tenants without their prefix',
      (tenant, { reference }) => tenant !== null && reference.main.tenant.endsWith(`_${tenant}`),
    ),
    takesTenant('takes undefined for the default tenant', (tenant) => tenant === 'undefined'),
    takesTenant(
      'takes % in a tenant for anything',
      (tenant, { reference }) =>
        tenant?.endsWith('%') === true && reference.main.tenant.startsWith(tenant.slice(0, -1)),
    ),
    takesTenant(
      'decodes tenants',
      (tenant, { reference }) =>
        /^(?:%[0-9a-f]{2})+$/.test(tenant ?? '') &&
        decodeURIComponent(tenant ?? '') === reference.main.tenant,
    ),
    takesTenant(
      'takes a tenant out of its quotes',
      (tenant, { reference }) => tenant?.replaceAll('"', '') === reference.main.tenant,
    ),
    takesTenant(
      'takes one dash for another',
      (tenant, { reference }) => tenant?.replaceAll('-', '_') === reference.main.tenant.replaceAll('-', '_'),
    ),
    crashes(
      'fails on a tenant of more than 255 characters',
      ({ request }) => (request.headers.get('tenant-id') ?? '').length > 255,
    ),
    crashes('looks tenants up in an object of the language', ({ request }) => {
      const tenant = request.headers.get('tenant-id');
      return tenant !== null && tenant in {};
    }),
    takesTenant(
      'compares the beginning of a tenant',
      (tenant, { reference }) => tenant?.startsWith(reference.main.tenant.slice(0, 8)) === true,
    ),
    takesTenant(
      'compares tenants without case',
      (tenant, { reference }) => tenant?.toLowerCase() === reference.main.tenant.toLowerCase(),
    ),
    takesTenant(
      'takes the first of a list',
      (tenant, { reference }) => tenant?.split(/, */)[0] === reference.main.tenant,
    ),
    takesTenant(
      'ignores the last character of a tenant',
      (tenant, { reference }) => tenant?.slice(0, -1) === reference.main.tenant.slice(0, -1),
    ),
  ],
});

test(
  'MUST refuse a tenant that is empty, unknown or nearly the known one',
  wrong,
  async ({ session, judge }) => {
    const { body } = await session.host();
    for (const { exchange, because } of await session.send(
      wrongTenantVectors(session, body).slice(0, session.plan.wrongTenants),
    ))
      judge.each(exchange, refused, because);
  },
);
