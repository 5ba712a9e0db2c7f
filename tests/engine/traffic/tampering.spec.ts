import { expect, test } from '@playwright/test';
import type { Tampered } from '../../../src/traffic/tampering.ts';
import {
  withChangedPath,
  withForgedSignature,
  withMovedExpiry,
  withOtherObject,
  withSecondExpiry,
  withoutQuery,
  withoutSignature,
} from '../../../src/traffic/tampering.ts';
import type { SignedUrl } from './signed-urls.ts';
import { expires, iso, lifetime, signedUrls } from './signed-urls.ts';

const urlsOf = (list: readonly Tampered[]): string[] => list.map(({ url }) => url);
/** The query values by name, and the path segments, as a server reads them. */
const partsOf = (url: string): string[] => {
  const { pathname, searchParams } = new URL(url);
  return [...pathname.split('/').map(decodeURIComponent), ...[...searchParams].map((pair) => pair.join('='))];
};

for (const [name, { url, sibling, signature, decode, padding }] of Object.entries(signedUrls)) {
  const [front = '', back = ''] = url.split(signature);

  test(`${name}: only the signature is forged, in several ways, each of which survives decoding`, () => {
    const forged = urlsOf(withForgedSignature(url, sibling));
    expect(forged.length).toBeGreaterThanOrEqual(10);
    expect(new Set(forged).size).toBe(forged.length);
    for (const each of forged) {
      expect(each.startsWith(front)).toBe(true);
      expect(each.endsWith(back)).toBe(true);
      const value = each.slice(front.length, each.length - back.length);
      expect(decode(value), each).not.toBe(decode(signature));
      expect(partsOf(each)).not.toEqual(partsOf(url));
    }
  });

  test(`${name}: the forgeries reach from the first to the last character`, () => {
    const unpadded = (value: string): string => decodeURIComponent(value).replace(padding, '');
    const plain = unpadded(signature);
    const changed = urlsOf(
      withForgedSignature(url, sibling).filter(({ note }) => note.startsWith('signature with character')),
    ).map((each) => unpadded(each.slice(front.length, each.length - back.length)));
    expect(new Set(changed.map(({ length }) => length))).toEqual(new Set([plain.length]));
    const places = changed.map((value) =>
      [...value].findIndex((character, index) => character !== plain[index]),
    );
    expect(Math.min(...places)).toBe(0);
    expect(Math.max(...places)).toBe(plain.length - 1);
    for (const [index, value] of changed.entries())
      expect(value.slice((places[index] ?? 0) + 1)).toBe(plain.slice((places[index] ?? 0) + 1));
  });

  test(`${name}: the path is changed without the signature, one segment at a time`, () => {
    for (const each of urlsOf(withChangedPath(url, sibling, 'report.pdf'))) {
      expect(each).toContain(signature);
      expect(each).toContain(new URL(url).search);
      const [own, changed] = [partsOf(url), partsOf(each)];
      expect(changed.filter((part, index) => part !== own[index])).toHaveLength(1);
    }
  });
}

for (const [name, padding] of [
  ['Azure SAS', '='],
  ['S3 v2', '='],
] as const)
  test(`${name}: the padding of the signature is kept`, () => {
    const { url, sibling } = signedUrls[name] as SignedUrl;
    const named = name === 'S3 v2' ? 'Signature' : 'sig';
    const values = urlsOf(withForgedSignature(url, sibling)).map(
      (each) => new URL(each).searchParams.get(named) ?? '',
    );
    for (const value of values.filter((one) => one !== '')) expect(value.endsWith(padding)).toBe(true);
  });

const parameters: Record<string, string | undefined> = {
  'S3 v4': 'X-Amz-Signature',
  'Azure SAS': 'sig',
  'Alibaba OSS v4': 'x-oss-signature',
  'hex HMAC': 'signature',
  'JSON Web Token': 'token',
  'opaque token': 't',
  'signature in the path': undefined,
  'opaque token in the path': undefined,
};

for (const [name, parameter] of Object.entries(parameters))
  test(`${name}: ${parameter ?? 'nothing'} is removed`, () => {
    const { url, sibling } = signedUrls[name] as SignedUrl;
    const removed = urlsOf(withoutSignature(url, sibling));
    if (parameter === undefined) expect(removed).toEqual([]);
    else {
      const expected = new URL(url);
      const kept = [...expected.searchParams].filter(([key]) => key !== parameter);
      expect(removed.map((each) => [...new URL(each).searchParams])).toEqual([kept]);
      expect(removed.map((each) => new URL(each).pathname)).toEqual([expected.pathname]);
    }
  });

test('a URL with nothing like a signature is not forged', () => {
  const url = 'https://files.example.com/public/report.pdf?page=1';
  expect(withForgedSignature(url, url)).toEqual([]);
  expect(withoutSignature(url, url)).toEqual([]);
});

test('a signature by name is found without a second URL', () => {
  const { url, signature } = signedUrls['S3 v4'] as SignedUrl;
  for (const each of urlsOf(withForgedSignature(url, url)))
    expect(each).not.toContain(signature.slice(0, 60) + signature.slice(60) + '&');
  expect(withForgedSignature(url, url).length).toBeGreaterThan(5);
});

test('letters of a signature in base64 are forged into the other case, digits of a hex signature are not', () => {
  const inOtherCase = (name: string): string[] => {
    const { url, sibling } = signedUrls[name] as SignedUrl;
    return urlsOf(withForgedSignature(url, sibling).filter(({ note }) => note.endsWith('other case')));
  };
  const { url, signature } = signedUrls['opaque token'] as SignedUrl;
  const [swapped = ''] = inOtherCase('opaque token');
  expect(swapped).not.toBe(url);
  expect(swapped.toLowerCase()).toBe(url.toLowerCase());
  expect(swapped).not.toContain(signature);
  expect(inOtherCase('S3 v4')).toEqual([]);
});

test('a JSON Web Token is sent without its signature too, and with a header that claims to need none', () => {
  const { url, sibling, signature } = signedUrls['JSON Web Token'] as SignedUrl;
  const [header = '', claims = ''] = signature.split('.');
  const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
  const values = urlsOf(withForgedSignature(url, sibling)).map((each) => each.split('token=')[1]);
  expect(values).toEqual(
    expect.arrayContaining([`${header}.${claims}.`, `${header}.${claims}`, `${none}.${claims}.`]),
  );
});

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
  const inPath = signedUrls['signature in the path'] as SignedUrl;
  expect(withSecondExpiry(inPath.url, expires, lifetime)).toEqual([]);
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
    for (const each of urlsOf(withChangedPath(url(name), url(name), 'report (1).pdf')))
      expect(each).toContain(`/${name}?`);
});

test('the last segment is changed first', () => {
  const [first] = withChangedPath('https://files.example.com/a/b/c1-?s=1', 'https://files.example.com/', 'x');
  expect(first?.url).toMatch(/\/a\/b\/c.-\?s=1$/);
});

test('the query is removed, with or without a fragment', () => {
  expect(urlsOf(withoutQuery('https://a.example/b?c=d?e#f', 'https://a.example/b?c=e'))).toEqual([
    'https://a.example/b',
  ]);
  expect(withoutQuery('https://a.example/b', 'https://a.example/b')).toEqual([]);
});

test('a query beside a path that differs between two URLs of a file is left alone', () => {
  const url = (ticket: string, id: string) => `https://a.example/t/${ticket}?_download_id=${id}&dl=1`;
  const [one, other] = [url('Zk3mQ0bT9xLwA2', '5'.repeat(40)), url('pR7vYc1NsD8uJ4', '7'.repeat(40))];
  expect(withoutQuery(one, other)).toEqual([]);
  for (const each of urlsOf(withForgedSignature(one, other)))
    expect(each.endsWith(one.slice(-50))).toBe(true);
});

test('an extension behind a signature in the path is left alone', () => {
  const [one, other] = ['Zk3mQ0bT9xLwA2', 'pR7vYc1NsD8uJ4'].map(
    (ticket) => `https://a.example/t/${ticket}.pdf`,
  );
  const forged = urlsOf(withForgedSignature(one ?? '', other ?? ''));
  expect(forged.length).toBeGreaterThan(8);
  for (const each of forged) expect(each.endsWith('.pdf')).toBe(true);
});

test('a query that is one value, and a parameter of a path segment, can be the signature', () => {
  const blob = (seed: string) => `https://a.example/get?${seed.repeat(40)}`;
  expect(withForgedSignature(blob('Zk3'), blob('pR7')).length).toBeGreaterThan(8);
  const matrix = (seed: string) => `https://a.example/o/x;exp=1736940600;sig=${seed.repeat(10)}`;
  for (const each of urlsOf(withForgedSignature(matrix('Zk3'), matrix('pR7'))))
    expect(each.startsWith('https://a.example/o/x;exp=1736940600;sig=')).toBe(true);
});

test('a percent sign that stands for itself breaks nothing', () => {
  const url = `https://files.example.com/100%/a?name=50%.pdf&sig=${'a1'.repeat(16)}%&expires=${expires}`;
  const lists = [
    withForgedSignature(url, url),
    withChangedPath(url, url, 'a'),
    withMovedExpiry(url, expires, lifetime),
    withOtherObject(url, url, url),
    withoutSignature(url, url),
  ];
  for (const each of lists.flatMap(urlsOf)) expect(each).not.toBe(url);
});
