import { expect, test } from '@playwright/test';
import {
  withChangedPath,
  withOtherObject,
  withoutQuery,
} from '../../../../src/traffic/tampering/other-object.ts';
import type { SignedUrl } from './signed-urls.ts';
import { partsOf, signedUrls, urlsOf } from './signed-urls.ts';

for (const [name, { url, sibling, signature }] of Object.entries(signedUrls))
  test(`${name}: the path is changed without the signature, one segment at a time`, () => {
    for (const each of urlsOf(withChangedPath(url, sibling, { filename: 'report.pdf' }))) {
      expect(each).toContain(signature);
      expect(each).toContain(new URL(url).search);
      const [own, changed] = [partsOf(url), partsOf(each)];
      expect(changed.filter((part, index) => part !== own[index])).toHaveLength(1);
    }
  });

const transplants = [
  'S3 v4',
  'S3 v2',
  'GCS v4',
  'Azure SAS',
  'CloudFront',
  'hex HMAC',
  'JSON Web Token',
  'signature in the path',
];

for (const name of transplants)
  test(`${name}: another file is put under the signature of this one`, () => {
    const { url, other, sibling, signature } = signedUrls[name] as SignedUrl;
    const moved = urlsOf(withOtherObject(url, other, sibling));
    expect(moved).toContain(url.replace('/contract-7f3a', '/invoice-c41b'));
    for (const each of moved) {
      expect(each).toContain(signature);
      expect([url, other]).not.toContain(each);
    }
    expect(new Set(moved).size).toBe(moved.length);
  });

test('another file named by a parameter is put under the signature of this one', () => {
  const url = (file: string, signature: string): string =>
    `https://files.example.com/dl?file=${file}&signature=${signature.repeat(32)}`;
  const moved = withOtherObject(url('1', 'a1'), url('2', 'b2'), url('1', 'c3'));
  expect(urlsOf(moved)).toEqual([url('2', 'a1')]);
});

for (const name of ['opaque token', 'opaque token in the path'])
  test(`${name}: there is no other file to name`, () => {
    const { url, other, sibling } = signedUrls[name] as SignedUrl;
    expect(withOtherObject(url, other, sibling)).toEqual([]);
  });

test('the name of the file in the path is left alone, however it is written', () => {
  const url = (name: string): string =>
    `https://files.example.com/o/7f3a/${name}?signature=${'a1'.repeat(32)}`;
  for (const name of ['report%20(1).pdf', 'report%20%281%29.pdf'])
    for (const each of urlsOf(withChangedPath(url(name), url(name), { filename: 'report (1).pdf' })))
      expect(each).toContain(`/${name}?`);
});

test('the last segment is changed first', () => {
  const [first] = withChangedPath('https://files.example.com/a/b/c1-?s=1', 'https://files.example.com/', {
    filename: 'x',
  });
  expect(first?.url).toMatch(/\/a\/b\/c.-\?s=1$/);
});

test('the query is removed, with or without a fragment', () => {
  expect(urlsOf(withoutQuery('https://a.example/b?c=d?e#f', 'https://a.example/b?c=e'))).toEqual([
    'https://a.example/b',
  ]);
  expect(withoutQuery('https://a.example/b', 'https://a.example/b')).toEqual([]);
});

test('a query beside a path that differs between two URLs of a file is not removed', () => {
  const url = (ticket: string) => `https://a.example/t/${ticket}?dl=1`;
  expect(withoutQuery(url('Zk3mQ0bT9xLwA2'), url('pR7vYc1NsD8uJ4'))).toEqual([]);
});

test('what the URL of another file has in its path too names no file and is left alone', () => {
  const url = (id: string) => `https://files.example.com/put/${id}?signature=${'a1'.repeat(32)}`;
  const changed = urlsOf(withChangedPath(url('7f3a'), url('7f3a'), { filename: 'x', other: url('c41b') }));
  expect(changed.length).toBe(1);
  expect(changed[0]).toContain('/put/');
});
