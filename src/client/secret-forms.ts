/** Names of the characters that HTML and XML escape by name. */
const entities: Readonly<Record<string, string>> = {
  '&': 'amp',
  '<': 'lt',
  '>': 'gt',
  '"': 'quot',
  "'": 'apos',
};

/** A pattern that finds a secret as it is, escaped in whole or in part, and in base64 or hex; never by chance of case. */
export function patternOf(value: string): RegExp {
  const bytes = Buffer.from(value).toString('hex');
  const spellings = new Set([value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)]);
  const forms = [value, ...[...spellings].flatMap(base64Forms)].map(escapedInAnyWay);
  const hex = bytes.length < shortestEncoded * 2 ? [] : [bytes, bytes.toUpperCase()];
  return new RegExp([...new Set([...forms, ...hex])].sort((a, b) => b.length - a.length).join('|'), 'g');
}

/** Octets below which an encoded form would be found by chance. */
const shortestEncoded = 9;

/** The part of each base64 rendering that does not depend on what stands around the value. */
function base64Forms(value: string): string[] {
  const bytes = Buffer.from(value);
  if (bytes.length < shortestEncoded) return [];
  return [0, 1, 2].flatMap((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    const stable = text.slice(offset === 0 ? 0 : 4, Math.floor((bytes.length + offset) / 3) * 4);
    return [stable, stable.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

/** A pattern source for a text of which any character may be escaped for a URL, JSON or HTML, and more than once. */
export function escapedInAnyWay(text: string): string {
  return Array.from(text, (character) =>
    /[a-z0-9]/i.test(character) ? character : spellingsOf(character),
  ).join('');
}

/** Backslashes, one for each layer of escapes; those that belong to something before are not tried again, which would take long. */
const oneOrMore = '(?:(?<!\\\\)\\\\+|\\\\)';
const anyNumber = '(?:(?<!\\\\)\\\\*)?';

function spellingsOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const octets = [...Buffer.from(character)].map(
    (octet) => `%(?:25)*${anyCase(octet.toString(16).padStart(2, '0'))}`,
  );
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  const escapes = units.map((unit) => `${oneOrMore}u${anyCase(unit.toString(16).padStart(4, '0'))}`);
  const name = entities[character];
  const references = [
    `#0*${code}`,
    `#[xX]0*${anyCase(code.toString(16))}`,
    ...(name === undefined ? [] : [name]),
  ];
  const spellings = [
    character === '\\' ? oneOrMore : `${anyNumber}${character.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')}`,
    octets.join(''),
    escapes.join(''),
    `&(?:amp;)*(?:${references.join('|')});`,
    // A form writes a blank as a plus sign.
    ...(character === ' ' ? ['\\+'] : []),
  ];
  return `(?:${spellings.join('|')})`;
}

function anyCase(hex: string): string {
  return hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}
