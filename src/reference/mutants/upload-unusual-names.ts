import { hears, repairs } from '../defects/requests.ts';
import type { Defect } from '../start.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf } from './mutant.ts';

const { should } = mutantsOf('upload names and types');
const subtle = { profile: 'upload', subtle: true } as const;

/** What becomes of unusual names of uploads. */
export const uploadUnusualNames: readonly Mutant[] = [
  should(
    ['UPL-11'],
    keeps('writes names in Latin-1', (name) => name.replaceAll(/[^\0-\xff]/gu, '?')),
    subtle,
  ),
  should(
    ['UPL-11'],
    keeps('reads the UTF-8 of names as Latin-1', (name) =>
      Buffer.from(name)
        .toString('latin1')
        .replaceAll(/[\x80-\x9f]/g, '?'),
    ),
    subtle,
  ),
  should(
    ['UPL-11'],
    hears('decodes each part of a body by itself', (parts) =>
      parts.map((part) => Buffer.from(part).toString()).join(''),
    ),
    subtle,
  ),
  should(
    ['UPL-11'],
    keeps('composes the characters of names', (name) => name.normalize('NFC')),
    subtle,
  ),
  should(
    ['UPL-11'],
    keeps('composes the compatible characters of names', (name) => name.normalize('NFKC')),
    subtle,
  ),
  should(
    ['UPL-11'],
    keeps('writes two blanks in names as one', (name) => name.replaceAll(/ +/g, ' ')),
    subtle,
  ),
  should(
    ['UPL-11'],
    keeps('trims names', (name) => name.trim() || name),
    subtle,
  ),
  should(['UPL-11'], keeps('decodes percent signs in names', unescaped), subtle),
  should(
    ['UPL-11'],
    keeps('reads plus in names as a blank', (name) => name.replaceAll('+', ' ')),
    subtle,
  ),
  should(
    ['UPL-11'],
    keeps('leaves quotes out of names', (name) => name.replaceAll(/["']/g, '') || name),
    subtle,
  ),
  should(
    ['UPL-11'],
    keeps('doubles apostrophes in names', (name) => name.replaceAll("'", "''")),
    subtle,
  ),
  should(
    ['UPL-11'],
    keeps('escapes names for HTML', (name) => name.replaceAll('&', '&amp;').replaceAll('<', '&lt;')),
    subtle,
  ),
  should(
    ['UPL-11'],
    keeps('cuts names at 64 characters', (name) => name.slice(0, 64)),
    subtle,
  ),
  should(
    ['UPL-11'],
    keeps('writes question marks for emoji', (name) => name.replaceAll(/[\u{10000}-\u{10ffff}]/gu, '?')),
    subtle,
  ),
  should(
    ['UPL-11'],
    keeps(
      'leaves characters without width out of names',
      (name) => name.replaceAll(/[\u200b-\u200f\u202a-\u202e\ufeff]/g, '') || name,
    ),
    subtle,
  ),
  should(
    ['UPL-11'],
    keeps('cuts names at a semicolon', (name) => name.replace(/(.);.*/, '$1')),
    subtle,
  ),
];

/** Keeps another name than an upload is given. */
function keeps(name: string, change: (fileName: string, contentType: unknown) => string): Defect {
  return repairs(name, (asked) => {
    const { action, fileName, contentType } = asked;
    if (action !== 'upload' || typeof fileName !== 'string' || fileName === '') return undefined;
    return { ...asked, fileName: change(fileName, contentType) };
  });
}

function unescaped(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
