import { randomInt } from 'node:crypto';

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** `length` unpredictable characters out of A–Z, a–z and 0–9. */
export function randomText(length: number): string {
  return randomOf(base62, length);
}

/** `length` unpredictable decimal digits, the first not 0. */
export function randomDigits(length: number): string {
  return randomOf('123456789', 1) + randomOf('0123456789', length - 1);
}

function randomOf(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
}
