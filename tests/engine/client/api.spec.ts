import { Api } from '../../../src/client/api.ts';
import type { Deviation } from '../../../src/client/api.ts';
import type { HostileServer } from '../../harness/hostile-server.ts';
import { answer } from '../../harness/hostile-server.ts';
import { expect, test as base } from './test.ts';

const test = base.extend<{ server: HostileServer; api: Api }>({
  server: async ({ serve }, use) => {
    await use(await serve((socket) => socket.write(answer(200, {}, '{}'))));
  },
  api: async ({ server, courier }, use) => {
    const endpoint = {
      origin: server.origin,
      method: 'POST',
      path: '/v1/files/url',
      mediaType: 'application/json',
      tenantHeader: 'Tenant-ID',
    };
    await use(new Api(endpoint, { token: 'key', tenant: 'unit' }, courier()));
  },
});

test('asks with credentials, tenant and media type', async ({ api, server }) => {
  await api.ask({ fileId: 'a' });
  const [seen] = server.seen;
  expect(seen).toMatchObject({ method: 'POST', target: '/v1/files/url' });
  expect(seen?.body.toString()).toBe('{"fileId":"a"}');
  expect(seen?.fields).toEqual(
    expect.arrayContaining([
      ['Authorization', 'Bearer key'],
      ['Tenant-ID', 'unit'],
      ['Content-Type', 'application/json'],
    ]),
  );
});

const deviations: [name: string, deviation: Deviation, fields: string[]][] = [
  ['without a field', { headers: { authorization: null } }, []],
  ['with an empty field', { headers: { Authorization: '' } }, ['Authorization: ']],
  ['with a field in the given case', { headers: { aUTHORIZATION: 'x' } }, ['aUTHORIZATION: x']],
  ['as somebody else', { as: { token: 'other', tenant: 'unit' } }, ['Authorization: Bearer other']],
];

for (const [name, deviation, expected] of deviations)
  test(`asks ${name}`, async ({ api, server }) => {
    await api.ask({ fileId: 'a' }, deviation);
    const fields = server.seen[0]?.fields.filter(([field]) => /^authorization$/i.test(field));
    expect(fields?.map(([field, value]) => `${field}: ${value}`)).toEqual(expected);
  });

test('sends octets as they are, and without a body no Content-Type', async ({ api, server }) => {
  await api.ask(Buffer.from([0xff, 0, 0x7b]));
  await api.ask(undefined);
  const [raw, none] = server.seen;
  expect(raw?.body).toEqual(Buffer.from([0xff, 0, 0x7b]));
  expect(none?.body).toHaveLength(0);
  expect(none?.fields.map(([name]) => name.toLowerCase())).not.toContain('content-type');
});

for (const path of ['/v1/files/url', '/v1/files/url?x=1'])
  test(`never GETs ${path}, which is another operation`, ({ api, server }) => {
    expect(() => api.get(path)).toThrow('Api.get');
    expect(server.seen).toHaveLength(0);
  });

for (const [what, body, sent] of [
  ['without a body', undefined, ''],
  ['with its bytes', { deleteFromStorage: true }, '{"deleteFromStorage":true}'],
] as const)
  test(`removes a file ${what}`, async ({ api, server }) => {
    await api.remove('a/b ä', body);
    const [seen] = server.seen;
    expect(seen).toMatchObject({ method: 'DELETE', target: '/v1/files/a%2Fb%20%C3%A4' });
    expect(seen?.body.toString()).toBe(sent);
  });

for (const fileId of ['url', '', '.', '..'])
  test(`never removes "${fileId}", which names another resource`, ({ api, server }) => {
    expect(() => api.remove(fileId)).toThrow('Api.remove');
    expect(server.seen).toHaveLength(0);
  });

test('sends a request once, as often as it is asked for, when the deviation says so', async ({
  api,
  server,
}) => {
  for (const occasion of ['a', 'a']) await api.ask({ fileId: 'a' }, { occasion, onceWithin: 1000 });
  expect(server.seen).toHaveLength(2);
});
