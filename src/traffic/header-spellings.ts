import type { JsonObject } from '../contract/json.ts';
import type { Session } from '../session.ts';
import type { Say } from './manners.ts';

/** Says a request with the media type in other case and with a charset (RFC 9110 §8.3.1). */
export function mediaTypeSpellings({ operation }: Session): Say[] {
  const type = operation.requestType;
  const title = type.replace(/(^|\/)[a-z]/g, (start) => start.toUpperCase());
  const values = [
    `${title};charset=UTF-8`,
    `${type}; charset=utf-8`,
    `${type.toUpperCase()} ; Charset="utf-8"`,
    `${type};charset=UTF-8`,
    type.toUpperCase(),
    title,
    `${type}; charset="utf-8"`,
    `${type} ; Charset=utf-8`,
  ];
  return values.map((value) => (body) => ({
    body,
    deviation: { headers: { 'Content-Type': value } },
    because: `Content-Type: ${value}`,
  }));
}

/** Says a request with field names and the authentication scheme in other case (RFC 9110 §5.1, §11.1), and from other clients. */
export function headerSpellings({ api, operation, target }: Session): Say[] {
  const { token, tenant } = target.main;
  const alternating = (name: string): string =>
    Array.from(name, (character, index) =>
      index % 2 === 0 ? character.toLowerCase() : character.toUpperCase(),
    ).join('');
  const cases: readonly Spelling[] = [
    { note: 'mixed case, with the fields of a browser', inCase: alternating, besides: ofBrowser },
    {
      note: 'upper case, from Turkey',
      inCase: (name) => name.toUpperCase(),
      besides: { 'Accept-Language': 'tr-TR, tr;q=0.9' },
      // The capital of an i is another letter there.
      tells: ({ action }) => typeof action === 'string' && action.includes('i'),
    },
    {
      note: 'lower case, from Thailand',
      inCase: (name) => name.toLowerCase(),
      // Years and digits are others there.
      besides: { 'Accept-Language': 'th-TH-u-nu-thai, th' },
    },
  ];
  return cases.map(({ note, inCase, besides, tells }) => (body) => {
    if (tells?.(body) === false) return undefined;
    const headers = {
      [inCase('Authorization')]: `${inCase('Bearer')} ${token}`,
      [inCase(api.endpoint.tenantHeader)]: tenant,
      [inCase('Content-Type')]: operation.requestType,
      ...besides,
    };
    return { body, deviation: { headers }, because: `field names and the scheme in ${note}` };
  });
}

/** A case for the names, and what else the client says of itself. */
interface Spelling {
  readonly note: string;
  readonly inCase: (name: string) => string;
  readonly besides: Readonly<Record<string, string>>;
  /** Whether a body tells anything about it; every one does by default. */
  readonly tells?: (body: JsonObject) => boolean;
}

/** Fields that do not change what a POST is answered: it takes JSON among others, and holds another version. */
const ofBrowser: Readonly<Record<string, string>> = {
  Accept: 'application/*;q=0.8, text/html;q=0.1',
  'Accept-Language': 'de-CH, de;q=0.9',
  'Accept-Charset': 'iso-8859-1, utf-8;q=0.7',
  'If-None-Match': '"conformance"',
  'If-Modified-Since': 'Thu, 01 Jan 1970 00:00:00 GMT',
  Cookie: 'lang=de',
  // Longer than 255 characters, as those of browsers inside of apps are.
  'User-Agent': `Mozilla/5.0 (X11; Linux x86_64) ${'conformance/1.0 '.repeat(18)}Gecko/20100101`,
};
