import { expect, test } from '@playwright/test';
import { isFollowable } from '../../../src/judgement/followable.ts';

for (const url of [
  'https://a.example',
  'HTTP://127.0.0.1:8080/a?b#c',
  'http://[::1]/a',
  'https://a.example?b',
])
  test(`${url} can be followed`, () => {
    expect(isFollowable(url)).toBe(true);
  });

const others = [
  '/a',
  '//a.example/b',
  'file:///a',
  'ftp://a.example/b',
  'https:/a.example/b',
  'https:///a',
  '',
];
for (const url of [...others, 'http://127.0.0.1:80http://127.0.0.1:80/a', 'http://a b/', 5, null, undefined])
  test(`${String(url)} cannot be followed`, () => {
    expect(isFollowable(url)).toBe(false);
  });
