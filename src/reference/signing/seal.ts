import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Choices } from '../choices.ts';
import { sameText } from '../constant-time.ts';
import type { Seal, SignatureEncoding } from './scheme.ts';

type Comparison = (expected: Buffer, signature: string, encoding: SignatureEncoding) => boolean;

const comparisons: Record<Choices['signatureComparison'], Comparison> = {
  exact: (expected, signature, encoding) => sameText(expected.toString(encoding), signature),
  'ignore-case': (expected, signature, encoding) =>
    sameText(expected.toString(encoding).toLowerCase(), signature.toLowerCase()),
  decoded: (expected, signature, encoding) => {
    const received = Buffer.from(signature, encoding);
    const sameLength = signature.length === expected.toString(encoding).length;
    return sameLength && received.length === expected.length && timingSafeEqual(received, expected);
  },
};

/** A seal with a fresh key. */
export function createSeal(comparison: Choices['signatureComparison']): Seal {
  const key = randomBytes(32);
  const of = (text: string) => createHmac('sha256', key).update(text).digest();
  return {
    of,
    matches: (text, signature, encoding) => comparisons[comparison](of(text), signature, encoding),
  };
}
