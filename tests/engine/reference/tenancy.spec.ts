import { ask, decoded } from './asking.ts';
import { expect, test } from './test.ts';

const refused: Record<
  string,
  { tenant: (own: string, foreign: string) => string | undefined; status: number }
> = {
  'no tenant': { tenant: () => undefined, status: 400 },
  'an empty tenant': { tenant: () => '', status: 400 },
  'an unknown tenant': { tenant: () => 'bu_unknown', status: 403 },
  'a shortened tenant': { tenant: (own) => own.slice(0, -1), status: 403 },
  'a lengthened tenant': { tenant: (own) => `${own}0`, status: 403 },
  'a tenant in capitals': { tenant: (own) => own.toUpperCase(), status: 403 },
  'the same tenant twice': { tenant: (own) => `${own}, ${own}`, status: 403 },
  "another organisation's tenant": { tenant: (_, foreign) => foreign, status: 403 },
};

for (const [name, { tenant, status }] of Object.entries(refused))
  test(`refuses ${name}`, async ({ reference }) => {
    const value = tenant(reference.main.tenant, reference.alt.tenant);
    const response = await ask(reference, { headers: { 'tenant-id': value } });
    expect(response.status).toBe(status);
    expect((await decoded(response)).error?.code).toBe(
      status === 400 ? 'TENANT_REQUIRED' : 'FORBIDDEN_TENANT',
    );
  });

test('a foreign file is answered as an unknown one', async ({ reference }) => {
  const { main, alt } = reference;
  const requests = [
    ask(reference, { principal: alt, members: { fileId: main.fileId } }),
    ask(reference, { principal: alt, members: { fileId: 'file_unknown' } }),
    ask(reference, { headers: { 'tenant-id': main.otherTenant } }),
  ];
  for (const response of await Promise.all(requests)) {
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ error: { code: 'NOT_FOUND', message: 'File not found.' } });
  }
});
