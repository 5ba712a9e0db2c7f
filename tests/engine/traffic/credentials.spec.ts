import { expect, test } from '@playwright/test';
import type { Session } from '../../../src/session.ts';
import { redactor } from '../../../src/client/redaction.ts';
import { secretsOf } from '../../../src/secrets.ts';
import {
  credentialVectors,
  displacedKeyVectors,
  keylessVectors,
  misplacedKeyVectors,
} from '../../../src/traffic/credentials.ts';
import { missingTenantVector, wrongTenantVectors } from '../../../src/traffic/tenants.ts';
import type { Vector } from '../../../src/traffic/vector.ts';

/** The part of a session that these vectors look at. */
function sessionOf(token: string, tenant: string): Session {
  return {
    target: { main: { token, tenant } },
    operation: { path: '/v1/files/url' },
    api: { endpoint: { tenantHeader: 'Tenant-ID' } },
  } as unknown as Session;
}

const identities: [token: string, tenant: string][] = [
  ['sk_live_0123456789abcdef', 'bu_4hX2kQ9vT0bN'],
  ['fp-._~+/aB+/cDeF01==', '7c9e6679-7425-40de-944b-e07fc1f90ae7'],
  ['7', '7'],
  ['zzzz', '777'],
  ['0123456789ABCDEF', 'ACME'],
];

const fromBase64 = (text: string): string => Buffer.from(text, 'base64').toString();

/** What percent signs of a text stand for, as far as they stand for something. */
const decodeLoosely = (text: string): string =>
  text.replace(/%([0-9a-f]{2})/gi, (_, octet: string) => String.fromCharCode(parseInt(octet, 16)));

const fieldOf = ({ deviation }: Vector, name: string): string | null | undefined =>
  deviation?.headers?.[name];

for (const [token, tenant] of identities) {
  const session = sessionOf(token, tenant);

  test(`no vector without a key carries ${token}`, () => {
    const vectors = [...credentialVectors(session, {}), ...keylessVectors(session, {})];
    for (const vector of vectors) {
      const value = fieldOf(vector, 'Authorization');
      expect(value, vector.because).not.toBe(undefined);
      expect(value?.replace(/^bearer +/i, '').trim(), vector.because).not.toBe(token);
    }
  });

  test(`no more than half of ${token} is recorded of any vector`, () => {
    const redact = redactor(secretsOf(session.target));
    const vectors = [keylessVectors, misplacedKeyVectors, displacedKeyVectors].flatMap((list) =>
      list(session, {}),
    );
    for (const { because, deviation, body } of vectors) {
      const recorded = redact(JSON.stringify([deviation, body]));
      const read = [
        recorded,
        decodeLoosely(recorded),
        ...(recorded.match(/[\w+/=]{8,}/g) ?? []).map(fromBase64),
      ];
      const half = Math.floor(token.length / 2) + 1;
      for (let start = 0; token.length >= 16 && start + half <= token.length; start++)
        expect(read.join('\n'), because).not.toContain(token.slice(start, start + half));
    }
  });

  test(`every vector with a misplaced key carries ${token}, and none as a bearer`, () => {
    for (const vector of misplacedKeyVectors(session, {})) {
      const value = fieldOf(vector, 'Authorization') ?? '';
      const decoded = Buffer.from(value.replace(/^Basic /, ''), 'base64').toString();
      expect(value.includes(token) || decoded.includes(token)).toBe(true);
      expect(value).not.toMatch(/^bearer /i);
    }
  });

  test(`no wrong tenant is ${tenant}`, () => {
    for (const vector of [missingTenantVector(session, {}), ...wrongTenantVectors(session, {})]) {
      expect(fieldOf(vector, 'Tenant-ID'), vector.because).not.toBe(undefined);
      expect(fieldOf(vector, 'Tenant-ID')?.trim(), vector.because).not.toBe(tenant);
    }
  });
}
