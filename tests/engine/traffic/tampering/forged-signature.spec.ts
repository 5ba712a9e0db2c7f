import { expect, test } from '@playwright/test';
import { withForgedSignature, withoutSignature } from '../../../../src/traffic/tampering/forged-signature.ts';
import type { SignedUrl } from './signed-urls.ts';
import { partsOf, signedUrls, urlsOf } from './signed-urls.ts';

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

/** URLs of which no name tells what makes them work, with the parts of which one must. */
const nameless: Record<string, (seed: string) => [url: string, parts: string[]]> = {
  'a path beside ids for logs': (seed) => [
    `https://a.example/t/${seed.repeat(5)}?_download_id=${seed.repeat(13)}&dl=1`,
    [seed.repeat(5), seed.repeat(13)],
  ],
  'a short value beside a longer one': (seed) => [
    `https://a.example/get?d=${seed.repeat(7)}&request_id=${seed.repeat(12)}`,
    [seed.repeat(7), seed.repeat(12)],
  ],
  'a path in base64 with padding before a dot': (seed) => [
    `https://a.example/${seed.repeat(20)}==.${seed.repeat(14)}`,
    [`${seed.repeat(20)}==.${seed.repeat(14)}`],
  ],
  'a path in base64 with its padding': (seed) => [
    `https://a.example/raw/${seed.repeat(20)}==`,
    [seed.repeat(20)],
  ],
};

for (const [name, write] of Object.entries(nameless))
  test(`${name}: every part that may make the URL work is changed at once`, () => {
    const [[one, parts], [other]] = [write('Zk3'), write('pR7')];
    const forged = urlsOf(withForgedSignature(one, other));
    expect(forged.length).toBeGreaterThan(8);
    for (const each of forged) {
      const values = new Set(partsOf(each).map((part) => part.replace(/^\w+=(?=.)|==$/, '')));
      for (const part of parts) expect(values).not.toContain(part);
    }
  });

test('a path that grants access is found beside a hash that does not differ', () => {
  const hashed = (seed: string) => `https://a.example/share/${seed.repeat(10)}?hash=${'5d41402a'.repeat(4)}`;
  const forged = urlsOf(withForgedSignature(hashed('Zk3'), hashed('pR7')));
  expect(forged.length).toBeGreaterThan(8);
  for (const each of forged) {
    expect(each).not.toContain(`/${'Zk3'.repeat(10)}?`);
    expect(each.endsWith(`?hash=${'5d41402a'.repeat(4)}`)).toBe(true);
  }
});

test('a signature is found beside a token for statistics', () => {
  const counted = (seed: string) => `https://a.example/o/1?h=${seed.repeat(20)}&cacheToken=${seed.repeat(5)}`;
  const forged = urlsOf(withForgedSignature(counted('Zk3'), counted('pR7')));
  expect(forged.length).toBeGreaterThan(8);
  for (const each of forged) expect(new URL(each).searchParams.get('h')).not.toBe('Zk3'.repeat(20));
});

test('a signature of six characters is forged where its name tells it', () => {
  const url = (signature: string) => `https://a.example/o/1?e=1736940600&sig=${signature}`;
  const forged = urlsOf(withForgedSignature(url('d7is2Y'), url('Qx81bA')));
  expect(forged.length).toBeGreaterThan(8);
  expect(forged).not.toContain(url('d7is2Y'));
});

test('a date that differs is no signature', () => {
  const url = (seed: string, day: number) =>
    `https://a.example/get?x=${seed.repeat(13)}&until=2025-01-${day}T10:30:00Z`;
  for (const each of urlsOf(withForgedSignature(url('Zk3', 15), url('pR7', 16))))
    expect(each).toContain('until=2025-01-15T10:30:00Z');
});

test('the signature in a path segment that is a list of parameters is found', () => {
  const url = (seed: string) => `https://a.example/signature=${seed.repeat(7)}&expires=1736940600&act=GET/42`;
  for (const each of urlsOf(withForgedSignature(url('Zk3'), url('pR7'))))
    expect(each).toMatch(
      /^https:\/\/a\.example\/signature=(?!Zk3Zk3Zk3Zk3Zk3Zk3Zk3&)[^&]*&expires=1736940600&act=GET\/42$/,
    );
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
