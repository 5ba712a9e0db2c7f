import { createHash } from 'node:crypto';

/**
 * A text in place of an API key: as long, with a letter where there is a letter, of the same case, a digit where there is a digit, an
 * equals sign where there is one, a hyphen for every other sign that a bearer token may have (RFC 6750 §2.1), and an asterisk for what
 * none may have. All of these stand in JSON and HTML as they are: where the key was written with escapes is not recorded. It depends on
 * nothing else of the key. `role` makes those of equal form differ.
 */
export function standIn(key: string, role: string): string {
  const letters = /^[^g-z]*$/i.test(key) ? 'abcdef' : 'abcdefghijklmnopqrstuvwxyz';
  return Array.from(key, (character, index) => {
    const [octet = 0] = createHash('sha256').update(`${role} ${index}`).digest();
    const letter = letters.charAt(octet % letters.length);
    if (/[a-z]/.test(character)) return letter;
    if (/[A-Z]/.test(character)) return letter.toUpperCase();
    return /\d/.test(character) ? String(octet % 10) : signFor(character).repeat(character.length);
  }).join('');
}

function signFor(character: string): string {
  if (character === '=') return character;
  return /[-._~+/]/.test(character) ? '-' : '*';
}
