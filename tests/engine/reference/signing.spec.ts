import type { SchemeName } from '../../../src/reference/signing/schemes.ts';
import { schemes } from '../../../src/reference/signing/schemes.ts';
import { answerTo, forged, get, octets } from './asking.ts';
import { expect, test } from './test.ts';

const names = Object.keys(schemes) as SchemeName[];

/** Schemes that leave a part of their URLs unread: names for people, fields for logs, parameters of others. */
const unread: ReadonlySet<SchemeName> = new Set([
  'ticket',
  'named-ticket',
  'ticket-with-extension',
  'traced-ticket',
  'ticket-with-expiry',
  'ticket-beside-id',
  'jwt-anywhere',
  'encrypted-path',
  'padded-path',
  'encrypted-query',
  'short-prefix',
  'matrix',
  'edge-token',
  'policy',
  'temporary-url',
  'secure-link',
  'crockford',
  'traced',
  'ticket-with-hash',
  'counted',
  'tiny',
]);

for (const signing of names) {
  test(`${signing}: ${unread.has(signing) ? 'what is read' : 'every character of path and query'} counts`, async ({
    create,
  }) => {
    const reference = await create({ signing });
    const { url } = await answerTo(reference, { members: { action: 'download' } });
    const genuine = await seen(await get(reference.handle, url));
    const start = `${reference.origins.storage}/storage/`.length;
    const ignored: string[] = [];
    for (let index = start; index < url.length; index += 1) {
      const changed = url.slice(0, index) + (url[index] === 'A' ? 'B' : 'A') + url.slice(index + 1);
      const response = await get(reference.handle, changed);
      if (response.status === 403) continue;
      expect(await seen(response), changed).toEqual(genuine);
      ignored.push(changed);
    }
    if (!unread.has(signing)) expect(ignored).toEqual([]);
    expect(url.length - start - ignored.length).toBeGreaterThanOrEqual(16);
    expect((await get(reference.handle, forged(url))).status).toBe(403);
  });

  if (!unread.has(signing))
    test(`${signing}: nothing may be added, left out or doubled`, async ({ create }) => {
      const reference = await create({ signing });
      const { url } = await answerTo(reference);
      const [base = '', query = ''] = url.split('?');
      const parts = query === '' ? [] : query.split('&');
      const changed = [
        ...parts.map((part) => `${base}?${parts.filter((each) => each !== part).join('&')}`),
        ...parts.map((part) => `${url}&${part}`),
        ...(query === '' ? [] : [base]),
        `${url}${query === '' ? '?' : '&'}extra=1`,
        url.replace('/objects/', '/objects/x'),
      ];
      for (const each of changed) expect((await get(reference.handle, each)).status, each).toBe(403);
    });

  test(`${signing}: the method, the expiry and the disposition are signed`, async ({ create }) => {
    const reference = await create({ signing });
    const path = reference.files.withId(reference.main.fileId)?.objectPath ?? '';
    const soon = Math.floor(reference.now() / 1000) + 60;
    const sign = (method: string, expires: number) =>
      reference.sign(method, path, expires, { disposition: 'attachment' });
    const good = await get(reference.handle, sign('GET', soon));
    expect(good.headers.get('content-disposition')).toMatch(/^attachment/);
    expect((await get(reference.handle, sign('PUT', soon))).status).toBe(403);
    expect((await get(reference.handle, sign('PUT', soon), { method: 'PUT', body: 'x' })).status).toBe(403);
    expect((await get(reference.handle, sign('GET', soon - 61))).status).toBe(403);
  });
}

test('a decoded comparison ignores the bits of the padding and nothing else', async ({ create }) => {
  const reference = await create({ signing: 'base64url', signatureComparison: 'decoded' });
  const { url } = await answerTo(reference);
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const last = alphabet.indexOf(url.slice(-1));
  const ending = (index: number) => url.slice(0, -1) + alphabet.charAt(index % 64);
  expect((await get(reference.handle, ending(last ^ 1))).status).toBe(200);
  expect((await get(reference.handle, ending(last ^ 4))).status).toBe(403);
  expect((await get(reference.handle, `${url}A`)).status).toBe(403);
});

test('an ignored case is all that is ignored', async ({ create }) => {
  const reference = await create({ signatureComparison: 'ignore-case' });
  const { url } = await answerTo(reference);
  const capitals = url.replace(/signature=(.*)/, (_, hex: string) => `signature=${hex.toUpperCase()}`);
  expect((await get(reference.handle, capitals)).status).toBe(200);
  expect((await get(reference.handle, url.slice(0, -1))).status).toBe(403);
});

test('a cosmetic parameter may change or go, and no other', async ({ create }) => {
  for (const signing of names) {
    const reference = await create({ signing, cosmeticParameter: true });
    const { url } = await answerTo(reference);
    expect((await get(reference.handle, url)).status).toBe(200);
    expect((await get(reference.handle, url.replace('=api', '=other'))).status).toBe(200);
    expect((await get(reference.handle, url.replace(/.utm_source=api/, ''))).status).toBe(200);
    if (!unread.has(signing)) expect((await get(reference.handle, `${url}&extra=1`)).status).toBe(403);
  }
});

/** What a reader gets: the status, the disposition and the octets. */
async function seen(response: Response): Promise<unknown> {
  const disposition = response.headers.get('content-disposition');
  return [response.status, disposition, (await octets(response)).toString('latin1')];
}
