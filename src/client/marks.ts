import { createHash, createHmac } from 'node:crypto';
import { noUrl } from './redaction.ts';

/**
 * Puts marks in place of what may make a signed URL work: `[64 hex 3fa9c1d2e0]` for a run of 64 hexadecimal digits. Equal runs
 * have equal tags, and a tag tells nothing about its run without the key. Left as they are: punctuation, moments, and words that were
 * said elsewhere and so are no secret.
 */
export class Marks {
  readonly #key: string;
  readonly #texts = new Set<string>();
  readonly #said = new Set<string>();

  /** `key`: secret, for each run of the suite another one. */
  constructor(key: string) {
    this.#key = key;
  }

  /** Remembers a text that is no secret: what it is made of is not marked. A text that is too long for a URL says nothing. */
  say(text: string): void {
    if (text.length > noUrl || this.#texts.has(text)) return;
    this.#texts.add(text);
    for (const spelling of [text, encoded(text)])
      for (const [run] of spelling.matchAll(pieces)) this.#said.add(run);
  }

  /** A part of a URL with marks in it. */
  mark(part: string): string {
    if (isMoment(part)) return part;
    return part.replace(pieces, (run) => {
      // What stands for padding in some alphabets.
      const [tail] = /(?<!_)_*$/.exec(run) ?? [''];
      const body = run.slice(0, run.length - tail.length);
      if (body === '' || separator.test(run) || this.#said.has(run) || stamp.test(run)) return run;
      const head = body.startsWith(token) ? token : '';
      const rest = body.slice(head.length);
      return `${head}${rest === '' ? '' : `[${rest.length} ${alphabetOf(rest)} ${this.#tag(rest)}]`}${tail}`;
    });
  }

  #tag(run: string): string {
    return createHmac('sha256', this.#key).update(run).digest('hex').slice(0, tagLength);
  }
}

const tagLength = 10;

/** The beginning of every JSON object in base64, by which a JSON Web Token is known. */
const token = 'eyJ';

/** The hex digits of blanks and of punctuation that signatures in a URL are not written with; hyphen and underscore are. */
const mark = '(?:2[0-9a-ce-f]|3[a-f]|40|5[b-e]|60|7[b-e])';
const separator = new RegExp(`^%${mark}$`, 'i');
/** A separator in its escape, or a run of anything else that is none. */
const pieces = new RegExp(`%${mark}|(?:%(?!${mark})[0-9a-f]{2}|[^\\0-,./:-@[-^\`{-~])+`, 'gi');

/** Epoch seconds or milliseconds of our days, and the basic format of ISO 8601. */
const stamp = /^(?:1[4-9]\d{8}(?:\d{3})?|\d{8}T\d{6}Z)$/;

function isMoment(part: string): boolean {
  const text = part.replaceAll(/%3a/gi, ':').replaceAll(/%2b/gi, '+');
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/.test(text);
}

function encoded(text: string): string {
  // Without lone surrogates, which have no encoding.
  return encodeURIComponent(Buffer.from(text).toString('utf8'));
}

/** Characters of an alphabet by its name in a mark. */
const alphabets = {
  digits: '0123456789',
  hex: '0123456789abcdef',
  HEX: '0123456789ABCDEF',
  base36: 'abcdefghijklmnopqrstuvwxyz0123456789',
  BASE36: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789',
  base64: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
} as const;

function alphabetOf(run: string): keyof typeof alphabets {
  if (/^\d+$/.test(run)) return 'digits';
  if (/^[0-9a-f]+$/.test(run)) return 'hex';
  if (/^[0-9A-F]+$/.test(run)) return 'HEX';
  if (/^[^A-Z]+$/.test(run)) return 'base36';
  return /^[^a-z]+$/.test(run) ? 'BASE36' : 'base64';
}

/** Something that reads like a mark; in front of what is none stands `literally`, once more than in the text itself. */
const markLike = /\[((?:literally )*)(\d{1,5} (?:digits|hex|HEX|base36|BASE36|base64) [0-9a-f]{10})\]/g;

/** A text of somebody else's in which nothing reads like a mark. */
export function withoutMarks(text: string): string {
  return text.replace(markLike, '[literally $1$2]');
}

/** A text in which every mark has become a run of its length and alphabet, the same for the same tag. */
export function unmarked(text: string): string {
  return text.replace(markLike, (_, literally: string, mark: string) => {
    if (literally !== '') return `[${literally.replace('literally ', '')}${mark}]`;
    const [length, alphabet = '', tag = ''] = mark.split(' ');
    return drawn(tag, Number(length), alphabets[alphabet as keyof typeof alphabets]);
  });
}

/** Characters that depend on the seed alone. */
function drawn(seed: string, length: number, alphabet: string): string {
  const octets: number[] = [];
  for (let block = 0; octets.length < length; block += 1)
    octets.push(...createHash('sha256').update(`${seed} ${block}`).digest());
  return octets
    .slice(0, length)
    .map((octet) => alphabet.charAt(octet % alphabet.length))
    .join('');
}
