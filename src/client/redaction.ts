/** A text that must never be recorded, printed or attached, and what stands in its place. */
export interface Secret {
  readonly value: string;
  readonly name: string;
}

/** Replaces secrets in a text. */
export type Redact = (text: string) => string;

/** Secrets shorter than this, in characters, would be found by chance. */
const shortest = 4;
/** A query value or path segment of a signed URL of at least this many characters may be what makes it work. */
const longEnough = { query: 16, path: 32 };

/** A function that replaces each secret by its name: as it is, URL-encoded, JSON-escaped, and in base64 at any offset. */
export function redactor(secrets: readonly Secret[]): Redact {
  const forms = secrets
    .filter(({ value }) => value.length >= shortest)
    .flatMap(({ value, name }) => formsOf(value).map((form) => ({ form, name })))
    .sort((a, b) => b.form.length - a.form.length);
  return (text) => forms.reduce((clean, { form, name }) => clean.replaceAll(form, name), text);
}

function formsOf(value: string): string[] {
  const encoded = encodeURIComponent(value);
  const hexOf = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  const strictly = encoded.replace(/[!'()*]/g, hexOf);
  const forms = [
    value,
    encoded,
    strictly,
    ...[encoded, strictly].map((form) => form.replace(/%../g, (hex) => hex.toLowerCase())),
    JSON.stringify(value).slice(1, -1),
    ...base64Forms(value),
  ];
  return [...new Set(forms)];
}

/** The part of each base64 rendering that does not depend on what stands around the value. */
function base64Forms(value: string): string[] {
  const bytes = Buffer.from(value);
  if (bytes.length < 9) return [];
  return [0, 1, 2].flatMap((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    const stable = text.slice(offset === 0 ? 0 : 4, Math.floor((bytes.length + offset) / 3) * 4);
    return [stable, stable.replaceAll('+', '-').replaceAll('/', '_')];
  });
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

/** A signed URL without what makes it work. */
export function redactUrl(url: string): string {
  return signedParts(url).reduce((clean, part) => clean.replaceAll(part, `[${part.length} characters]`), url);
}

/** A text with every URL in it, JSON escapes of slashes included, freed of what makes it work. */
export function redactUrlsIn(text: string): string {
  return text.replace(/(?:[a-z][a-z0-9+.-]*:)?(?:\\?\/)+[^\s"'<>]*\?[^\s"'<>]*/gi, (url) =>
    redactUrl(url.replaceAll('\\/', '/').replaceAll('\\u0026', '&')),
  );
}
