import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { sameText } from '../constant-time.ts';
import type { Claim, Seal, SigningScheme } from './scheme.ts';

const nonceLength = 12;
const tagLength = 16;

/** The claim is encrypted, and is the whole query. */
export const encryptedQuery: SigningScheme = {
  write: (claim, seal) => `/storage/get?${encrypted(claim, seal)}`,
  read: (method, url, seal) =>
    url.pathname === '/storage/get' ? opened(url.search.slice(1), method, seal) : undefined,
};

/** The claim is encrypted, and is the path, cut into segments that a file system would take. */
export const encryptedPath: SigningScheme = {
  write: (claim, seal) => `/storage/${encrypted(claim, seal).replaceAll(/.{60}(?=.)/g, '$&/')}`,
  read: (method, url, seal) =>
    opened(url.pathname.slice('/storage/'.length).replaceAll('/', ''), method, seal),
};

/** The claim is encrypted, and is a path segment in base64 with its padding. */
export const paddedPath: SigningScheme = {
  write(claim, seal) {
    const text = encrypted(claim, seal);
    return `/storage/raw/${text}${'='.repeat(-text.length & 3)}`;
  },
  read: (method, url, seal) =>
    url.search === ''
      ? opened(/^\/storage\/raw\/([\w-]+)=*$/.exec(url.pathname)?.[1] ?? '', method, seal)
      : undefined,
};

/** A short signature in hex stands before the claim in the path. */
export const shortPrefix: SigningScheme = {
  write(claim, seal) {
    const payload = Buffer.from(JSON.stringify(claim)).toString('base64url');
    return `/storage/${prefixOf(payload, seal)}/${payload}`;
  },
  read(method, url, seal) {
    const [, signature = '', payload = ''] = /^\/storage\/([^/]+)\/([^/]+)$/.exec(url.pathname) ?? [];
    if (!sameText(prefixOf(payload, seal), signature)) return undefined;
    return granted(JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claim, method);
  },
};

/** The parameters of the path's last segment carry everything. */
export const matrixParameters: SigningScheme = {
  write(claim, seal) {
    const terms = Buffer.from(JSON.stringify([claim.method, claim.parameters])).toString('base64url');
    const text = `${claim.path};exp=${claim.expires};op=${terms}`;
    return `${text};sig=${seal.of(text).toString('base64url')}`;
  },
  read(method, url, seal) {
    const [, text = '', signature = ''] = /^(.*);sig=([\w-]*)$/.exec(url.pathname) ?? [];
    if (!seal.matches(text, signature, 'base64url')) return undefined;
    const [, path = '', expires = '', terms = ''] = /^(.*);exp=(\d+);op=(.*)$/.exec(text) ?? [];
    return claimOf(path, expires, terms, method);
  },
};

/** The look of an edge token of Akamai: fields parted by tildes in one parameter, for all paths that begin alike. */
export const edgeToken: SigningScheme = {
  write(claim, seal) {
    const terms = Buffer.from(JSON.stringify([claim.method, claim.parameters])).toString('base64url');
    const text = `exp=${claim.expires}~acl=${claim.path}*~data=${terms}`;
    return `${claim.path}?hdnts=${text}~hmac=${seal.of(text).toString('hex')}`;
  },
  read(method, url, seal) {
    const [, text = '', signature = ''] = /[?&]hdnts=([^&]*)~hmac=(\w*)/.exec(url.search) ?? [];
    if (!seal.matches(text, signature, 'hex')) return undefined;
    const [, expires = '', start = '', terms = ''] = /^exp=(\d+)~acl=(.*)\*~data=(.*)$/.exec(text) ?? [];
    return url.pathname.startsWith(start) ? claimOf(url.pathname, expires, terms, method) : undefined;
  },
};

function claimOf(path: string, expires: string, terms: string, method: string): Claim | undefined {
  const [signed, parameters] = JSON.parse(Buffer.from(terms, 'base64url').toString()) as [
    string,
    Claim['parameters'],
  ];
  return granted({ method: signed, path, expires: Number(expires), parameters }, method);
}

function granted(claim: Claim, method: string): Claim | undefined {
  return claim.method === method ? claim : undefined;
}

function prefixOf(payload: string, seal: Seal): string {
  return seal.of(payload).toString('hex').slice(0, 16);
}

function encrypted(claim: Claim, seal: Seal): string {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', seal.of('key'), nonce);
  const text = Buffer.concat([cipher.update(JSON.stringify(claim)), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url');
}

function opened(text: string, method: string, seal: Seal): Claim | undefined {
  const bytes = Buffer.from(text, 'base64url');
  try {
    const decipher = createDecipheriv('aes-256-gcm', seal.of('key'), bytes.subarray(0, nonceLength));
    decipher.setAuthTag(bytes.subarray(nonceLength, nonceLength + tagLength));
    const claim = Buffer.concat([decipher.update(bytes.subarray(nonceLength + tagLength)), decipher.final()]);
    return granted(JSON.parse(claim.toString()) as Claim, method);
  } catch {
    return undefined;
  }
}
