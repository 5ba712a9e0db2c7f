import { expect, test } from '@playwright/test';
import { Marks } from '../../../src/client/marks.ts';
import { redactor, redactUrlsIn } from '../../../src/client/redaction.ts';
import { recorded } from '../../../src/report/recorded.ts';

const size = 2 ** 17;

/** Texts on which a careless regular expression takes minutes. */
const texts: [what: string, text: string][] = [
  ['letters', 'x'.repeat(size)],
  ['slashes', '/'.repeat(size)],
  ['escaped slashes', '\\/'.repeat(size / 2)],
  ['colons and slashes', '://'.repeat(size / 3)],
  ['question marks', `/${'?'.repeat(size)}`],
  ['schemes', 'http://'.repeat(size / 7)],
  ['one URL of many parts', `http://files.example/?${'a=0123456789abcdef&'.repeat(size / 19)}`],
  ['many URLs', 'http://files.example/?a=0123456789abcdef '.repeat(size / 41)],
  [
    'JSON of many URLs',
    JSON.stringify(Array.from({ length: size / 60 }, (_, n) => `http://x/?a=0123456789abcd${n}`)),
  ],
];

for (const [what, text] of texts)
  test(`an answer of ${what} is redacted in no time`, () => {
    const started = Date.now();
    redactUrlsIn(text);
    const body = Buffer.from(text);
    recorded(
      {
        id: 'api-0001',
        channel: 'api',
        request: { method: 'POST', url: 'http://127.0.0.1/v1/files/url', headers: [] },
        response: { status: 200, headers: [], size, sha256: '', body },
        sentAt: 0,
        receivedAt: 0,
        earlier: [],
      },
      redactor([{ value: 'key-of-the-target', name: '$TARGET_TOKEN' }]),
      new Marks('a key'),
    );
    expect(Date.now() - started).toBeLessThan(3000);
  });
