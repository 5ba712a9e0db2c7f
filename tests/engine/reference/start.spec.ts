import { readdir } from 'node:fs/promises';
import type { Defect } from '../../../src/reference/start.ts';
import { startReference } from '../../../src/reference/start.ts';
import { answerTo, asking, get } from './asking.ts';
import { expect, test } from './test.ts';

test('serves on real origins and leaves nothing behind', async ({ temporary }) => {
  const running = await startReference();
  const response = await fetch(asking(running));
  const { url } = (await response.json()) as { url: string };
  expect(url.startsWith(`${running.origins.storage}/storage/`)).toBe(true);
  expect((await fetch(url)).status).toBe(200);
  expect(await readdir(temporary)).toHaveLength(1);
  await running.close();
  expect(await readdir(temporary)).toEqual([]);
  await expect(fetch(url)).rejects.toThrow();
});

test('wraps a defect around the handler, which may sign anew', async () => {
  const signsPut: Defect = {
    name: 'signs PUT instead of GET',
    wrap: (reference) => async (request) => {
      const response = await reference.handle(request);
      if (!request.url.endsWith('/v1/files/url')) return response;
      const body = (await response.json()) as { url: string; expiresAt: number };
      const url = reference.sign('PUT', new URL(body.url).pathname, body.expiresAt);
      return Response.json({ ...body, url }, { headers: { date: response.headers.get('date') ?? '' } });
    },
  };
  const running = await startReference({ defect: signsPut });
  const { url } = (await (await fetch(asking(running))).json()) as { url: string };
  expect((await fetch(url)).status).toBe(403);
  await running.close();
});

test('two servers do not know each other', async ({ create }) => {
  const [one, other] = [await create(), await create()];
  expect((await other.handle(asking(one))).status).toBe(401);
  const { url } = await answerTo(one);
  expect((await get(other.handle, url)).status).toBe(403);
});
