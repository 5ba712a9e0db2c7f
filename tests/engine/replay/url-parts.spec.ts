import { expect, test } from '@playwright/test';
import { isSameButForUnknown, partsIn } from '../../../src/replay/url-parts.ts';

const url = 'https://storage.example.com/bucket/file%201?expires=1736942400&signature=abc=&flag';
const handedOut = new Set(partsIn(url));

test('the parts of a URL are its path segments and query values, as written', () => {
  expect(partsIn(url)).toEqual(['bucket', 'file%201', '1736942400', 'abc=', '']);
});

test('URLs that differ in a part that nobody handed out are the same', () => {
  const [one, other] = [url.replace('abc=', 'abd='), url.replace('abc=', 'xyz=')];
  expect(isSameButForUnknown(one, other, handedOut)).toBe(true);
  expect(isSameButForUnknown(url, url, handedOut)).toBe(true);
});

for (const [name, other] of [
  ['a changed part for one that was handed out', url.replace('abc=', 'abd=')],
  ['another origin', url.replace('storage', 'other')],
  ['another parameter', url.replace('signature', 'sig')],
  ['a parameter less', url.replace('&flag', '')],
  ['a segment more', url.replace('/bucket', '/bucket/a')],
  ['a fragment', `${url}#a`],
] as const)
  test(`URLs with ${name} are different`, () => {
    expect(isSameButForUnknown(url, other, handedOut)).toBe(false);
    expect(isSameButForUnknown(other, url, handedOut)).toBe(false);
  });
