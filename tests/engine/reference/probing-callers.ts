import type { Reference } from '../../../src/reference/reference.ts';
import type { Asking } from './asking.ts';

/** Requests with keys and tenants of every kind, in their places and elsewhere. */
export function askingAs(reference: Reference): Asking[] {
  const { main, alt } = reference;
  return [
    ...keysNear(main.token).map(keyed),
    { ...keyed(undefined), members: { action: 'download' } },
    ...[{ body: '{' }, keyed(undefined)],
    ...[{ body: '{' }, { members: { fileId: 5 } }, { members: { fileId: 'x' } }].map((each) => ({
      ...each,
      ...keyed(undefined),
    })),
    ...[keyed(undefined), keyed('Bearer x')].map((each) => ({
      ...each,
      members: { fileId: 'file_unknown' },
    })),
    ...withoutKey(main.token),
    ...[...tenantsNear(main.tenant), alt.tenant].flatMap(tenantIs),
    ...withoutTenant(main.tenant),
    ...asStrangers(reference),
  ];
}

function keyed(authorization: string | undefined): Asking {
  return { headers: { authorization } };
}

function tenantIs(tenant: string | undefined): Asking[] {
  return ['view', 'download'].map((action) => ({ headers: { 'tenant-id': tenant }, members: { action } }));
}

function keysNear(token: string): (string | undefined)[] {
  const keys = [
    ...[
      token.slice(0, -1),
      `${token}x`,
      `${token.slice(0, -1)}-`,
      token.toLowerCase(),
      `${token.slice(0, 16)}x`,
    ],
    ...[`x${token}`, 'fp_x', 'x'.repeat(token.length), 'x', 'x'.repeat(300), 'x'.repeat(5000), 'größe', 'x%'],
    ...['constructor', 'a.b.c', `${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.`, "' or 1=1 --"],
    ...[token.replace('_', '%5F'), `"${token}"`, `x, Bearer ${token}`, ` ${token}`],
  ];
  const basic = `Basic ${Buffer.from(`${token}:`).toString('base64')}`;
  return [
    ...[undefined, '', 'Bearer', token, `bearer ${token}`, `BEARER ${token}`, `Token ${token}`, basic],
    ...['Basic eA==', ...keys.map((key) => `Bearer ${key}`), undefined],
  ];
}

/** Requests that carry the key elsewhere, or something else in its place. */
function withoutKey(token: string): Asking[] {
  return [
    { ...keyed(undefined), members: { access_token: token } },
    { ...keyed(undefined), path: `/v1/files/url?access_token=${token}` },
    { ...keyed(undefined), path: '/v1/files/url/' },
    ...[{ 'x-forwarded-for': '127.0.0.1' }, { 'proxy-authorization': `Bearer ${token}` }].map((headers) => ({
      headers: { authorization: undefined, ...headers },
    })),
  ];
}

function tenantsNear(tenant: string): (string | undefined)[] {
  return [
    ...[undefined, '', 'unknown', 'bu_x', tenant.slice(0, -1), `${tenant}x`, tenant.toUpperCase()],
    ...[
      `${tenant}, x`,
      `x,${tenant}`,
      `${tenant.slice(0, -1)}-`,
      `${tenant.slice(0, -1)}_`,
      'undefined',
      '*',
    ],
    ...[
      tenant.replace('_', '%5F'),
      tenant.replace(/^[a-z]+_/, ''),
      `"${tenant}"`,
      'x'.repeat(300),
      'x'.repeat(1100),
      "o'clock",
    ],
  ];
}

/** Requests that name the tenant elsewhere. */
function withoutTenant(tenant: string): Asking[] {
  const fields = [{ 'x-tenant-id': tenant }, { tenant_id: tenant }, { cookie: `tenant=${tenant}` }];
  const missing = { 'tenant-id': undefined };
  return [
    { headers: missing, members: { tenantId: tenant } },
    { headers: missing, path: `/v1/files/url?tenantId=${tenant}` },
    ...fields.map((each) => ({ headers: { ...missing, ...each } })),
  ];
}

/** Requests of one organisation for what belongs to the other. */
function asStrangers({ main, alt }: Reference): Asking[] {
  const stranger = { ...alt, fileId: main.fileId };
  return [
    ...[alt, { ...alt, tenant: main.tenant }].map((principal) => ({ principal })),
    ...[{}, { expiresInMinutes: 5 }, { expiresInMinutes: 1441 }, { action: 'download' }, {}].map(
      (members) => ({
        principal: stranger,
        members,
      }),
    ),
    { principal: alt, members: { expiresInMinutes: 1000 } },
    { principal: alt, body: `{"fileId":"${alt.fileId}","fileId":"${main.fileId}"}` },
    { principal: alt, members: { fileId: `${main.fileId} ` } },
    { principal: stranger, members: { tenantId: main.tenant } },
    {},
  ];
}
