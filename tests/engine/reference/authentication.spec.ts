import { ask } from './asking.ts';
import { expect, test } from './test.ts';

const refused: Record<string, { field: (token: string) => string | undefined; error: boolean }> = {
  'no credentials': { field: () => undefined, error: false },
  'an empty field': { field: () => '', error: false },
  'a scheme alone': { field: () => 'Bearer', error: false },
  'another scheme': { field: (token) => `Basic ${token}`, error: false },
  'the bare key': { field: (token) => token, error: false },
  'an unknown token': { field: () => 'Bearer unknown', error: true },
  'a shortened token': { field: (token) => `Bearer ${token.slice(0, -1)}`, error: true },
  'a lengthened token': { field: (token) => `Bearer ${token}0`, error: true },
  'a token in capitals': { field: (token) => `Bearer ${token.toUpperCase()}`, error: true },
  'two tokens': { field: (token) => `Bearer ${token} ${token}`, error: true },
  'a list': { field: (token) => `Bearer ${token}, Bearer ${token}`, error: true },
};

for (const [name, { field, error }] of Object.entries(refused))
  test(`refuses ${name}`, async ({ reference }) => {
    const response = await ask(reference, { headers: { authorization: field(reference.main.token) } });
    expect(response.status).toBe(401);
    const challenge = 'Bearer realm="FlexPortal"' + (error ? ', error="invalid_token"' : '');
    expect(response.headers.get('www-authenticate')).toBe(challenge);
    expect(await response.json()).toEqual({
      error: { code: 'UNAUTHORIZED', message: 'A valid API key is required.' },
    });
  });

test('without credentials the answer does not depend on tenant, type or body', async ({ reference }) => {
  const headers = { authorization: undefined };
  const requests = [
    { headers },
    { headers, members: { fileId: 'file_unknown' } },
    { headers, body: '{' },
    { headers, body: 'x'.repeat(1024 * 1024) },
    { headers: { ...headers, 'tenant-id': undefined, 'content-type': 'text/plain' } },
  ];
  const answers = await Promise.all(
    requests.map(async (request) => {
      const response = await ask(reference, request);
      return [response.status, await response.text()];
    }),
  );
  expect(new Set(answers.map(String)).size).toBe(1);
});

test('a key without permission is 403', async ({ reference }) => {
  const headers = { authorization: `Bearer ${reference.main.limitedToken}` };
  expect((await ask(reference, { headers })).status).toBe(403);
});
