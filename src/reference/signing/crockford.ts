const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Octets in Crockford's base32, without padding. */
export function crockford(octets: Buffer): string {
  const bits = [...octets].map((octet) => octet.toString(2).padStart(8, '0')).join('');
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => alphabet.charAt(Number.parseInt(group.padEnd(5, '0'), 2))).join('');
}

/** The bits of whole octets, as digits, that a text stands for; without case, and O, I and L read as 0, 1 and 1. */
export function fromCrockford(text: string): string {
  const plain = text.toUpperCase().replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  const bits = [...plain]
    .map((character) => alphabet.indexOf(character).toString(2).padStart(5, '0'))
    .join('');
  return bits.slice(0, bits.length - (bits.length % 8));
}
