import { expect, test } from '@playwright/test';
import {
  shownExpiries,
  withMovedExpiry,
  withSecondExpiry,
} from '../../../../src/traffic/tampering/expiry.ts';
import type { SignedUrl } from './signed-urls.ts';
import { expires, iso, lifetime, signedUrls, urlsOf } from './signed-urls.ts';

/** The three ways by which an expiry is moved, in seconds. */
const moves = [86_400, 30, -30];
const later: [name: string, from: string, to: (by: number) => string][] = [
  ['S3 v4', `X-Amz-Expires=${lifetime}`, (by) => `X-Amz-Expires=${lifetime + by}`],
  ['S3 v2', `Expires=${expires}`, (by) => `Expires=${expires + by}`],
  ['GCS v4', `X-Goog-Expires=${lifetime}`, (by) => `X-Goog-Expires=${lifetime + by}`],
  ['Azure SAS', `se=${iso(expires)}`, (by) => `se=${iso(expires + by)}`],
  ['Alibaba OSS v4', `x-oss-expires=${lifetime}`, (by) => `x-oss-expires=${lifetime + by}`],
  ['hex HMAC', `expires=${expires}`, (by) => `expires=${expires + by}`],
  ['signature in the path', `expires=${expires}`, (by) => `expires=${expires + by}`],
];
/** Where a lifetime counts from the time of signing, that is moved as well. */
const signed: Record<string, string> = {
  'S3 v4': 'X-Amz-Date=',
  'GCS v4': 'X-Goog-Date=',
  'Alibaba OSS v4': 'x-oss-date=',
};

for (const [name, from, to] of later)
  test(`${name}: the expiry, and nothing else, is moved by a day and by half a minute`, () => {
    const { url } = signedUrls[name] as SignedUrl;
    expect(url).toContain(from);
    const start = signed[name];
    const moved = moves.flatMap((by) => {
      const at = new Date((expires - lifetime + by) * 1000).toISOString().replace(/[-:]|\.000/g, '');
      return [
        url.replace(from, to(by)),
        ...(start === undefined ? [] : [url.replace(`${start}20250115T103000Z`, `${start}${at}`)]),
      ];
    });
    expect(urlsOf(withMovedExpiry(url, expires, lifetime)).sort()).toEqual(moved.sort());
  });

const forms: [query: string, moved: ((by: number) => string) | undefined][] = [
  [`e=${expires * 1000 + 250}`, (by) => `e=${(expires + by) * 1000 + 250}`],
  [`Expires=${expires + 2}`, (by) => `Expires=${expires + 2 + by}`],
  [`until=${encodeURIComponent('2025-01-15T12:30:00+01:00')}`, (by) => `until=${iso(expires + by)}`],
  [`ttl=${lifetime}`, (by) => `ttl=${lifetime + by}`],
  [`max-age=${lifetime}`, (by) => `max-age=${lifetime + by}`],
  [`policy=exp%3D${expires}~acl`, (by) => `policy=exp%3D${expires + by}~acl`],
  [`width=${lifetime}`, undefined],
  [`issued=${expires - lifetime}`, undefined],
  [`id=1${expires}`, undefined],
  ['page=1', undefined],
];

for (const [query, moved] of forms)
  test(`the expiry in ${query} ${moved === undefined ? 'is none' : `becomes ${moved(86_400)}`}`, () => {
    const url = (part: string): string => `https://files.example.com/a?${part}&signature=${'a1'.repeat(32)}`;
    expect(urlsOf(withMovedExpiry(url(query), expires, lifetime))).toEqual(
      moved === undefined ? [] : moves.map((by) => url(moved(by))),
    );
  });

test('an expiry in the query is given a second time, a day later; one in the path is not', () => {
  const { url } = signedUrls['hex HMAC'] as SignedUrl;
  expect(urlsOf(withSecondExpiry(url, expires, lifetime))).toEqual([`${url}&expires=${expires + 86_400}`]);
  const { url: s3 } = signedUrls['S3 v4'] as SignedUrl;
  expect(urlsOf(withSecondExpiry(s3, expires, lifetime))).toHaveLength(2);
  const inPath = signedUrls['signature in the path'] as SignedUrl;
  expect(withSecondExpiry(inPath.url, expires, lifetime)).toEqual([]);
});

test('an expiry in the query can be left out; a signature in the path shows none to leave out', () => {
  const left = (url: string): string[] =>
    shownExpiries(url, expires, lifetime).flatMap(({ without }) => urlsOf(without));
  const { url } = signedUrls['hex HMAC'] as SignedUrl;
  expect(left(url)).toEqual([url.replace(/expires=\d+&?/, '').replace(/&$/, '')]);
  expect(left((signedUrls['signature in the path'] as SignedUrl).url)).toEqual([]);
});
