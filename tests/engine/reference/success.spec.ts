import { answerTo, ask } from './asking.ts';
import { expect, test } from './test.ts';

test('a known file gives exactly the declared members', async ({ reference }) => {
  const response = await ask(reference);
  expect(response.status).toBe(200);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'application/json',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    date: expect.stringMatching(/ GMT$/),
  });
  const text = await response.text();
  expect(response.headers.get('content-length')).toBe(String(Buffer.byteLength(text)));
  const file = reference.files.withId(reference.main.fileId);
  expect(JSON.parse(text)).toEqual({
    success: true,
    url: expect.stringMatching(/^http:/),
    filename: file?.filename,
    contentType: file?.contentType,
    fileSize: file && (await reference.store.size(file)),
    expiresAt: expect.any(Number),
  });
});

const accepted = {
  'the least lifetime': { expiresInMinutes: 1 },
  'the greatest lifetime': { expiresInMinutes: 1440 },
  'a fraction': { expiresInMinutes: 1.5 },
  view: { action: 'view' },
  download: { action: 'download' },
  'an unknown member': { unknown: [{ deep: null }] },
};

for (const [name, members] of Object.entries(accepted))
  test(`accepts ${name}`, async ({ reference }) => {
    expect((await ask(reference, { members })).status).toBe(200);
  });

test('accepts white space, escapes, and duplicate or strange member names', async ({ reference }) => {
  const escaped = Array.from(reference.main.fileId, (c) => `\\u00${c.charCodeAt(0).toString(16)}`).join('');
  const body = `\r\n{ "__proto__": {"action": 1}, "action" : "view",\t"expiresInMinutes": 6e1, "fileId": "${escaped}", "fileId": "${escaped}" } `;
  expect((await ask(reference, { body })).status).toBe(200);
});

test('accepts media type and scheme in any case, with parameters', async ({ reference }) => {
  const headers = {
    authorization: `bEARER ${reference.main.token}`,
    'content-type': 'Application/JSON ; charset=utf-8',
  };
  expect((await ask(reference, { headers })).status).toBe(200);
});

test('answers requests at the same time without mixing them up', async ({ reference }) => {
  const principals = Array.from({ length: 20 }, (_, index) => (index % 2 ? reference.main : reference.alt));
  const answers = await Promise.all(principals.map((principal) => answerTo(reference, { principal })));
  const names = principals.map(({ fileId }) => reference.files.withId(fileId)?.filename);
  expect(answers.map(({ filename }) => filename)).toEqual(names);
});
