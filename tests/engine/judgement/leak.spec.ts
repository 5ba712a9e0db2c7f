import { expect, test } from '@playwright/test';
import { leakIn } from '../../../src/judgement/leak.ts';

const asked = '/v1/files/url';

const leaks: [kind: string, text: string][] = [
  ['a stack trace', 'Error: x\n    at handler (/srv/x.js:41:7)'],
  ['a stack trace', 'at Object.<anonymous> (node:internal/modules/cjs/loader:1105:14)'],
  ['a stack trace', 'at async Server.handle (file:///x/server.mjs:12:3)'],
  ['a stack trace', 'Traceback (most recent call last):\n  File "main.py", line 3'],
  ['a stack trace', '\tat com.flexportal.files.UrlService.sign(UrlService.java:88)'],
  ['a stack trace', 'goroutine 17 [running]:\nmain.sign()'],
  ['a source file', 'in FilesController.php line 31'],
  ['a source file', 'Foo.Bar() in Signer.cs:line 12'],
  ['a source file', 'main.go:42 nil map'],
  ['a source file', 'required by node_modules/express'],
  ['a path of the file system', "no such file: '/var/lib/files/a.pdf'"],
  ['a path of the file system', '"path":"\\/home\\/deploy\\/app"'],
  ['a path of the file system', "Cannot find module '/app/server.js'"],
  ['a path of the file system', 'open /data/files.sqlite: locked'],
  ['a path of the file system', 'no such file: /srv/files/a.pdf'],
  ['a path of the file system', 'cannot open C:\\\\inetpub\\\\files'],
  ['SQL', 'SELECT * FROM files WHERE id = $1'],
  ['SQL', 'select "files".* from "files" where "id" = ?'],
  ['SQL', 'SQLSTATE[42P01]: Undefined table'],
  ['SQL', "ER_NO_SUCH_TABLE: Table 'a.b' doesn't exist"],
  ['SQL', 'relation \\"files\\" does not exist'],
  ['SQL', 'duplicate key value violates unique constraint'],
  ['a name of the storage', 'https://flexportal-prod.s3.eu-central-1.amazonaws.com/a'],
  ['a name of the storage', 'object not found in bucket \\"flexportal-prod\\"'],
  ['a name of the storage', '{"bucket":"flexportal-prod"}'],
  ['a name of the storage', 'gs://flexportal-prod/a'],
  ['a name of the storage', 'arn:aws:s3:::flexportal-prod'],
  ['a key', 'AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE'],
  ['a key', 'password=hunter2hunter2'],
  ['a key', '-----BEGIN RSA PRIVATE KEY-----'],
  ['an exception', 'TypeError: x'],
  ['an exception', 'java.lang.IllegalStateException'],
  ['an exception', "Cannot read properties of undefined (reading 'id')"],
  ['an exception', 'undefined is not a function'],
  ['an exception', 'UnhandledException: x'],
  ['an exception', 'caused by NoSuchKey'],
  ['an exception', 'NullReferenceException: Object reference not set to an instance of an object.'],
  ['an exception', 'ArrayIndexOutOfBoundsException: Index 3 out of bounds for length 3'],
  ['an exception', 'InvalidOperationException: Sequence contains no elements'],
  ['an exception', 'files.find is not a function'],
  ['an exception', 'connect ECONNREFUSED 10.0.0.3:5432'],
  ['an exception', 'panic: runtime error'],
  ['an address within the network', 'select failed: connect 10.0.3.17:5432'],
];

for (const [kind, text] of leaks)
  test(`${JSON.stringify(text)} tells ${kind}`, () => {
    expect(leakIn(text, '{}', asked)?.kind).toBe(kind);
  });

const ordinary = [
  'File not found at /v1/files/url',
  'rejected at server time 2026-11-29T20:28:26.239Z',
  'unavailable at gateway eu-1.api.example.com:443',
  'see the portal at https://app.example.com:443/help',
  'Use portal.js 4 or newer.',
  '"code":"ER_FILE_NOT_FOUND"',
  '"pointer":"/data/fileId"',
  '"href":"/home/support"',
  'See http://10.0.3.17:8080/errors/NOT_FOUND',
  'No file with id file_7',
  'expiresInMinutes must be <= 1440',
  '/expiresInMinutes must be number',
  'body.fileId: Required',
  'fileId should not be empty, fileId must be a string',
  "Invalid enum value. Expected 'view' | 'download', received 'VIEW'",
  '"action" must be one of [view, download]',
  'Unexpected token } in JSON at position 3',
  "Expected property name or '}' in JSON at position 1 (line 1 column 2)",
  'invalid type: string "60", expected f64 at line 1 column 43',
  'syntax error at line 1:5',
  'Unexpected end of JSON input',
  'Rate limit exceeded, resets at 15 Jan 2025 11:30:00 UTC',
  'Try again at 2025-01-15T11:30:00Z',
  'Please select a file from the list',
  'Update your request and set a tenant',
  'ORDER_NOT_FOUND',
  'USER_NOT_FOUND',
  'TENANT_HEADER_MISSING',
  'INTERNAL_SERVER_ERROR',
  'INVALID_PARAMETER_VALUE',
  'ResourceNotFoundException',
  'ResourceNotFoundException: Requested resource not found',
  'SyntaxError: Unexpected end of JSON input',
  'NoSuchKey',
  'RangeError',
  'ValueError',
  'DELETE is not a function of this endpoint',
  '"path":"/app/v1/files/url"',
  '"path":"\\/app\\/v1\\/files\\/url"',
  'Token undefined is not valid',
  'token bucket exhausted',
  'Missing api-key: expected Authorization: Bearer',
  'Missing or invalid API key',
  'The password is wrong',
  'see https://docs.flexportal.io/errors/not-found#code',
  '{"errors":[{"source":{"pointer":"/data/attributes/fileId"}}]}',
  'Request 7f2c5c1e-1b1f-4a57-9a3e-2c6d8c1f0a11 failed',
  'application/json',
  'The file was deleted from storage',
  'Unauthorized',
];

for (const message of ordinary)
  test(`"${message}" tells nothing of the inside`, () => {
    const body = JSON.stringify({ error: { code: 'INVALID_REQUEST', message } });
    expect(leakIn(body, '{}', asked)).toBeUndefined();
  });

test('what the client sent is no leak', () => {
  const text = '{"message":"No file /etc/passwd"}';
  expect(leakIn(text, '{"fileId":"/etc/passwd"}', asked)).toBeUndefined();
  expect(leakIn(text, '{"fileId":"x"}', asked)?.kind).toBe('a path of the file system');
});

test('the value of a key is not told again, nor a part of it', () => {
  const { words } = leakIn('{"api_key": "a1b2c3d4=\\"e5"}', '{}', asked) ?? {};
  expect(words).toBe('api_key":');
});

test('the path that was asked for does not hide another', () => {
  expect(leakIn('/app/v1/files/url failed in /app/server.js', '{}', asked)?.words).toContain(
    '/app/server.js',
  );
});

test('a leak is found far inside a long page', () => {
  const page = `<p>${'at the end of the day a.b select '.repeat(30_000)}`;
  expect(leakIn(`${page}Traceback (most recent call last)${page}`, '{}', asked)?.kind).toBe('a stack trace');
});

test('what the client sent does not hide what it did not send', () => {
  const text = '{"message":"No file /etc/passwd in /var/lib/files"}';
  expect(leakIn(text, '{"fileId":"/etc/passwd"}', asked)?.words).toContain('/var/l');
});
