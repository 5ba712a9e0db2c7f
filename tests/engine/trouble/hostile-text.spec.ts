import { expect, test } from '@playwright/test';
import { Marks } from '../../../src/client/marks.ts';
import { redactor, redactUrlsIn } from '../../../src/client/redaction.ts';
import { leakIn } from '../../../src/judgement/leak.ts';
import { recorded } from '../../../src/report/recorded.ts';

const size = 2 ** 17;

/** Texts on which a careless regular expression takes minutes. */
const texts: [what: string, text: string][] = [
  ['letters', 'x'.repeat(size)],
  ['slashes', '/'.repeat(size)],
  ['escaped slashes', '\\/'.repeat(size / 2)],
  ['backslashes', '\\'.repeat(size)],
  ['percent signs', '%25'.repeat(size / 3)],
  ['ampersands', `&${'amp;'.repeat(size / 4)}`],
  ['colons and slashes', '://'.repeat(size / 3)],
  ['question marks', `/${'?'.repeat(size)}`],
  ['words with dots', 'a.'.repeat(size / 2)],
  ['words with dots behind "at"', 'at a.'.repeat(size / 5)],
  ['"at" again and again', 'at '.repeat(size / 3)],
  ['"at" and a long path', `at a (${'/a'.repeat(size / 2)}`],
  ['"bucket" again and again', 'bucket'.repeat(size / 6)],
  ['numbers with dots', '192.168.'.repeat(size / 8)],
  ['names of storage', '.s3.'.repeat(size / 4)],
  ['words of SQL', 'select from where '.repeat(size / 18)],
  ['a query with blanks', `${'select from where '.repeat(10)}${' '.repeat(size)}`],
  ['underscores', `http://files.example/?a=${'_'.repeat(16_000)}x`],
  ['schemes', 'http://'.repeat(size / 7)],
  ['one URL of many parts', `http://files.example/?${'a=0123456789abcdef&'.repeat(size / 19)}`],
  ['many URLs', 'http://files.example/?a=0123456789abcdef '.repeat(size / 41)],
  [
    'JSON of many URLs',
    JSON.stringify(Array.from({ length: size / 60 }, (_, n) => `http://x/?a=0123456789abcd${n}`)),
  ],
];

for (const [what, text] of texts)
  test(`an answer of ${what} is redacted and searched in no time`, () => {
    const started = Date.now();
    redactUrlsIn(text);
    leakIn(text, '', '/v1/files/url');
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
      redactor(['key-of-the-target', '"\\\\"&% key'].map((value) => ({ value, name: '$TARGET_TOKEN' }))),
      new Marks('a key'),
    );
    expect(Date.now() - started).toBeLessThan(3000);
  });
