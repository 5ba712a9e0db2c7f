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

/** Says a request with field names and the authentication scheme in other case (RFC 9110 §5.1, §11.1). */
export function headerSpellings({ api, operation, target }: Session): Say[] {
  const { token, tenant } = target.main;
  const alternating = (name: string): string =>
    Array.from(name, (character, index) =>
      index % 2 === 0 ? character.toLowerCase() : character.toUpperCase(),
    ).join('');
  const cases: [note: string, inCase: (name: string) => string][] = [
    ['mixed', alternating],
    ['upper', (name) => name.toUpperCase()],
    ['lower', (name) => name.toLowerCase()],
  ];
  return cases.map(([note, inCase]) => (body) => ({
    body,
    deviation: {
      headers: {
        [inCase('Authorization')]: `${inCase('Bearer')} ${token}`,
        [inCase(api.endpoint.tenantHeader)]: tenant,
        [inCase('Content-Type')]: operation.requestType,
        ...(note === 'mixed' && ofBrowser),
      },
    },
    because: `field names and the scheme in ${note} case${note === 'mixed' ? ', with the fields of a browser' : ''}`,
  }));
}

/** Fields that do not change what a POST is answered: it takes JSON among others, and holds another version. */
const ofBrowser: Readonly<Record<string, string>> = {
  Accept: 'application/*;q=0.8, text/html;q=0.1',
  'Accept-Language': 'de-CH, de;q=0.9',
  'Accept-Charset': 'iso-8859-1, utf-8;q=0.7',
  'If-None-Match': '"conformance"',
  'If-Modified-Since': 'Thu, 01 Jan 1970 00:00:00 GMT',
  Cookie: 'lang=de',
};
