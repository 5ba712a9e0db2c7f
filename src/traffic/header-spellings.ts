import type { Json } from '../contract/json.ts';
import type { Session } from '../session.ts';
import type { Vector } from './vector.ts';

/** Requests with the media type in other case and with a charset (RFC 9110 §8.3.1). */
export function mediaTypeSpellings({ operation }: Session, body: Json): Vector[] {
  const type = operation.requestType;
  const title = type.replace(/(^|\/)[a-z]/g, (start) => start.toUpperCase());
  const values = [
    title,
    type.toUpperCase(),
    `${type}; charset=utf-8`,
    `${type};charset=UTF-8`,
    `${type}; charset="utf-8"`,
    `${title}; charset=utf-8`,
    `${type} ; Charset=utf-8`,
  ];
  return values.map((value) => ({
    body,
    deviation: { headers: { 'Content-Type': value } },
    because: `Content-Type: ${value}`,
  }));
}

/** Requests with field names and the authentication scheme in other case (RFC 9110 §5.1, §11.1). */
export function headerSpellings({ api, operation, target }: Session, body: Json): Vector[] {
  const { token, tenant } = target.main;
  const fields: Record<string, string> = {
    Authorization: `Bearer ${token}`,
    [api.endpoint.tenantHeader]: tenant,
    'Content-Type': operation.requestType,
  };
  const renamed = (rename: (name: string) => string): Record<string, string> =>
    Object.fromEntries(Object.entries(fields).map(([name, value]) => [rename(name), value]));
  const alternating = (name: string): string =>
    Array.from(name, (character, index) =>
      index % 2 === 0 ? character.toLowerCase() : character.toUpperCase(),
    ).join('');
  const schemes = ['bearer', 'BEARER', 'bEaReR'];
  return [
    {
      body,
      deviation: { headers: renamed((name) => name.toLowerCase()) },
      because: 'field names in lower case',
    },
    {
      body,
      deviation: { headers: renamed((name) => name.toUpperCase()) },
      because: 'field names in upper case',
    },
    { body, deviation: { headers: renamed(alternating) }, because: 'field names in mixed case' },
    ...schemes.map((scheme) => ({
      body,
      deviation: { headers: { Authorization: `${scheme} ${token}` } },
      because: `the scheme written ${scheme}`,
    })),
  ];
}
