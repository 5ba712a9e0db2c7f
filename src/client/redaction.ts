import { withCuts } from './cut.ts';
import { patternOf } from './secret-forms.ts';

/** A text that must never be recorded, printed or attached, and what stands in its place. */
export interface Secret {
  readonly value: string;
  readonly name: string;
  /** True when it is one only where blanks or the ends of the text stand around it: in other texts it would be found by chance. */
  readonly alone?: boolean;
}

/** Replaces secrets in a text. */
export type Redact = (text: string) => string;

/** Secrets shorter than this, in characters, would be found by chance. */
const shortest = 4;
/** A query value or path segment of a signed URL of at least this many characters may be what makes it work. */
const longEnough = { query: 16, path: 20 };

/**
 * A function that replaces each secret by its name, in whatever way the secret is written (`patternOf`), encoded twice, too; then it cuts
 * what is to be `cut`.
 */
export function redactor(secrets: readonly Secret[]): Redact {
  const patterns = secrets
    .filter(({ value }) => value.length >= shortest)
    .sort((a, b) => b.value.length - a.value.length)
    .map(({ value, name, alone }) => ({ pattern: alone ? standingAlone(value) : patternOf(value), name }));
  const plainly: Redact = (text) =>
    patterns.reduce((clean, { pattern, name }) => clean.replace(pattern, () => name), text);
  const nameIn = (text: string, depth = 2): string | undefined =>
    patterns.find(({ pattern }) => text.search(pattern) !== -1)?.name ??
    (depth === 0 ? undefined : first(readingsOf(text), (reading) => nameIn(reading, depth - 1)));
  const clean: Redact = (text) =>
    plainly(text).replace(encoded, (run) => first(decodings(run), (reading) => nameIn(reading, 1)) ?? run);
  return remembered((text) => clean(withCuts(text, clean)));
}

/** The same, without doing it again for short texts: most are names and values of headers, which nearly every answer repeats. */
function remembered(redact: Redact): Redact {
  const known = new Map<string, string>();
  return (text) => {
    if (text.length > 200) return redact(text);
    const clean = known.get(text) ?? redact(text);
    known.set(text, clean);
    return clean;
  };
}

function standingAlone(value: string): RegExp {
  return new RegExp(`(?<![^ ])${value.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')}(?![^ ])`, 'g');
}

/** What may be base64 or hex of a secret. */
const encoded = /[\w+/-]{24,}/g;

function readingsOf(text: string): string[] {
  return Array.from(text.matchAll(encoded), ([run]) => decodings(run)).flat();
}

/** A run read as hex and as base64, where something in the same alphabet may stand in front. */
function decodings(run: string): string[] {
  return [
    ...(/^[0-9a-f]+$/i.test(run) ? [Buffer.from(run, 'hex')] : []),
    ...[0, 1, 2, 3].map((offset) => Buffer.from(run.slice(offset), 'base64')),
  ].map((bytes) => bytes.toString('latin1'));
}

function first<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A JSON-like value with every text in it redacted. */
export function redactAll<T>(value: T, redact: Redact): T {
  if (typeof value === 'string') return redact(value) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => redactAll(item, redact)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, inner]) => [
    redact(name),
    redactAll<unknown>(inner, redact),
  ]);
  return Object.fromEntries(members) as T;
}

/** The parts of a signed URL, absolute or relative, that may make it work: long query values and long path segments, as they stand in it. */
export function signedParts(url: string): string[] {
  const [, path = '', query = ''] =
    /^(?:(?:[a-z][a-z0-9+.-]*:)?\/\/[^/?#]*)?([^?#]*)\??([^#]*)/i.exec(url) ?? [];
  const values = query.split('&').map((pair) => pair.slice(pair.indexOf('=') + 1));
  return [
    ...values.filter((value) => value.length >= longEnough.query),
    ...path.split('/').filter((segment) => segment.length >= longEnough.path),
  ];
}

/** Characters of a text that is no URL any more; taking its parts out one by one would take too long. */
export const noUrl = 16 * 2 ** 10;

/** A signed URL without what makes it work. */
export function redactUrl(url: string): string {
  if (url.length > noUrl) return `[${url.length} characters]`;
  return signedParts(url).reduce((clean, part) => clean.replaceAll(part, `[${part.length} characters]`), url);
}

/**
 * A text with every URL in it, JSON escapes of slashes included, freed of what makes it work. It takes time in proportion to the
 * text, whatever a target writes.
 */
export function redactUrlsIn(text: string): string {
  return text.replace(/[^\s"'<>]+/g, (word) => {
    const start = word.search(/\\?\//);
    // A media type has a slash too.
    if (start === -1 || (!word.includes('?', start) && !/:\\?\/\\?\//.test(word))) return word;
    const url = word.slice(start).replaceAll('\\/', '/').replaceAll('\\u0026', '&');
    return word.slice(0, start) + redactUrl(url);
  });
}
