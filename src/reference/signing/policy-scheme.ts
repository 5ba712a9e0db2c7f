import type { KeyPairKeyObjectResult } from 'node:crypto';
import { generateKeyPairSync, sign, verify } from 'node:crypto';
import type { Claim, SigningScheme } from './scheme.ts';

const keyPair = 'KREFERENCE0001';

let pair: KeyPairKeyObjectResult | undefined;

/** Made when first wanted: it takes a while, and most servers sign otherwise. */
function keys(): KeyPairKeyObjectResult {
  return (pair ??= generateKeyPairSync('rsa', { modulusLength: 2048 }));
}

interface Policy {
  readonly resource: string;
  readonly claim: Claim;
}

/** The look of a signed URL of CloudFront with a custom policy: the policy itself, and a signature over it by RSA. */
export const signedPolicy: SigningScheme = {
  write(claim) {
    const policy = Buffer.from(JSON.stringify({ resource: `${claim.path}*`, claim } satisfies Policy));
    const query = { Policy: policy, Signature: sign('sha256', policy, keys().privateKey) };
    const pairs = Object.entries(query).map(([name, value]) => `${name}=${written(value)}`);
    return `${claim.path}?${pairs.join('&')}&Key-Pair-Id=${keyPair}`;
  },
  read(method, { pathname, searchParams }) {
    const [policy, signature] = ['Policy', 'Signature'].map((name) => octets(searchParams.get(name) ?? ''));
    if (!policy || !signature || !verify('sha256', policy, keys().publicKey, signature)) return undefined;
    const { resource, claim } = JSON.parse(policy.toString()) as Policy;
    const covered = pathname.startsWith(resource.slice(0, -1)) && searchParams.get('Key-Pair-Id') === keyPair;
    return covered && claim.method === method ? { ...claim, path: pathname } : undefined;
  },
};

/** Base64 with what a URL would have to encode replaced, as CloudFront has it. */
function written(value: Buffer): string {
  return value.toString('base64').replaceAll('+', '-').replaceAll('=', '_').replaceAll('/', '~');
}

function octets(text: string): Buffer {
  return Buffer.from(text.replaceAll('-', '+').replaceAll('_', '=').replaceAll('~', '/'), 'base64');
}
