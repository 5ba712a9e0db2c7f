import type { Claim, Seal, SigningScheme } from './scheme.ts';

interface Envelope {
  /** The token of a payload, which is base64url of JSON. */
  seal(payload: string, seal: Seal): string;
  /** The payload, or undefined when the token is not genuine. */
  open(token: string, seal: Seal): string | undefined;
}

/** Length of base64url of an HMAC-SHA256. */
const signatureLength = 43;

/** Signature and payload run together, so that the token shows no structure. */
export const opaqueToken = tokenScheme({
  seal: (payload, seal) => seal.of(payload).toString('base64url') + payload,
  open(token, seal) {
    const payload = token.slice(signatureLength);
    return seal.matches(payload, token.slice(0, signatureLength), 'base64url') ? payload : undefined;
  },
});

const header = Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url');

/** Header, payload and signature, parted by dots as in a JSON Web Token. */
const webToken: Envelope = {
  seal: (payload, seal) => `${header}.${payload}.${seal.of(`${header}.${payload}`).toString('base64url')}`,
  open(token, seal) {
    const [first = '', payload = '', signature = '', ...more] = token.split('.');
    const genuine = more.length === 0 && seal.matches(`${first}.${payload}`, signature, 'base64url');
    return genuine ? payload : undefined;
  },
};

/** The path names the object, and the token too. */
export const jsonWebToken = tokenScheme(webToken);

/** The token alone names the object: what the path says is for people. */
export const jsonWebTokenAnywhere: SigningScheme = {
  write: (claim, seal, now) =>
    `/storage/${claim.method.toLowerCase()}?${jsonWebToken.write(claim, seal, now).split('?')[1]}`,
  read(method, url, seal) {
    const claim = claimIn(url, webToken, seal);
    return claim?.method === method ? claim : undefined;
  },
};

function claimIn(url: URL, envelope: Envelope, seal: Seal): Claim | undefined {
  const token = /^\?token=([\w.-]+)$/.exec(url.search)?.[1] ?? '';
  const payload = envelope.open(token, seal);
  return payload === undefined
    ? undefined
    : (JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claim);
}

function tokenScheme(envelope: Envelope): SigningScheme {
  return {
    write(claim, seal) {
      const payload = Buffer.from(JSON.stringify(claim)).toString('base64url');
      return `${claim.path}?token=${envelope.seal(payload, seal)}`;
    },
    read(method, url, seal) {
      const claim = claimIn(url, envelope, seal);
      return claim?.method === method && claim.path === url.pathname ? claim : undefined;
    },
  };
}
