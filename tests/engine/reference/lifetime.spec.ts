import { answerTo, ask, get } from './asking.ts';
import { expect, test } from './test.ts';

for (const action of ['view', 'download'])
  for (const [expiresInMinutes, seconds] of [
    [1, 60],
    [1.5, 90],
    [undefined, 3600],
    [1440, 86_400],
  ])
    test(`${action} for ${expiresInMinutes ?? 'no'} minutes lasts ${seconds ?? 0} s`, async ({
      reference,
    }) => {
      const response = await ask(reference, { members: { action, expiresInMinutes } });
      const date = Date.parse(response.headers.get('date') ?? '') / 1000;
      const { expiresAt } = (await response.json()) as { expiresAt: number };
      expect(expiresAt - date).toBeGreaterThanOrEqual((seconds ?? 0) - 1);
      expect(expiresAt - date).toBeLessThanOrEqual(seconds ?? 0);
    });

test('a URL works until it expires, and not after', async ({ reference }) => {
  const { url, expiresAt } = await answerTo(reference, { members: { expiresInMinutes: 1 } });
  const untilExpiry = () => expiresAt * 1000 - reference.now(reference.main.tenant);
  await reference.moveClock([reference.main.tenant], untilExpiry() - 2000);
  expect((await get(reference.handle, url)).status).toBe(200);
  await reference.moveClock([reference.main.tenant], untilExpiry() + 1);
  expect((await get(reference.handle, url)).status).toBe(403);
});

test("a moved clock shows in the tenant's Date and in nobody else's", async ({ reference }) => {
  await reference.moveClock([reference.main.tenant], 3_600_000);
  const [main, alt] = await Promise.all([ask(reference), ask(reference, { principal: reference.alt })]);
  const dates = [main, alt].map((response) => Date.parse(response.headers.get('date') ?? ''));
  expect((dates[0] ?? 0) - (dates[1] ?? 0)).toBeGreaterThan(3_590_000);
});
