import { gzipSync } from 'node:zlib';
import { refuses, withText } from '../defects/answers.ts';
import type { Body, When } from '../defects/fault.ts';
import { apiFault } from '../defects/fault.ts';
import type { Defect } from '../start.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf, subtle } from './mutant.ts';
import { rewrites } from './rewriting.ts';
import { fieldOf, says } from './request-fields.ts';

const { must, should } = mutantsOf('HTTP semantics');

/** Answers a successful request with another status and body. */
function replaces(name: string, when: When, replace: (text: string, response: Response) => Response): Defect {
  return apiFault(name, async (call, next) => {
    const response = await next();
    return response.status === 200 && when(call) ? replace(await response.text(), response) : response;
  });
}

const date = () => ({ date: new Date().toUTCString() });

/** Request fields that a server obeys where it must not, or does not understand. */
export const contentNegotiation: readonly Mutant[] = [
  must(
    ['SCH-02'],
    replaces('answers XML to a browser', says('accept', /xml/), (text) => {
      const members = Object.entries(JSON.parse(text) as Body).map(
        ([key, value]) => `<${key}>${String(value)}</${key}>`,
      );
      return new Response(`<?xml version="1.0"?><file>${members.join('')}</file>`, {
        headers: { 'content-type': 'application/xml', ...date() },
      });
    }),
    subtle,
  ),
  must(['SCH-01', 'ROB-06'], refuses('does not know quality values', says('accept', /;\s*q=/), 406), subtle),
  must(
    ['SCH-01', 'ROB-06'],
    refuses('does not know application/*', says('accept', /^application\/\*/), 406),
    subtle,
  ),
  must(
    ['SCH-01', 'ROB-06'],
    refuses(
      'wants Accept to say application/json',
      (call) => !/application\/json|\*\/\*/.test(fieldOf(call, 'accept')),
      406,
    ),
    subtle,
  ),
  must(
    ['SCH-01'],
    replaces(
      'answers 304 to If-Modified-Since',
      (call) => call.request.headers.has('if-modified-since'),
      () => new Response(null, { status: 304, headers: date() }),
    ),
    subtle,
  ),
  must(
    ['SCH-01', 'SCH-03'],
    replaces(
      'answers the part of the JSON that Range asks for',
      says('range', /^bytes=0-\d+/),
      (text) =>
        new Response(text.slice(0, 1), {
          status: 206,
          headers: {
            'content-range': `bytes 0-0/${text.length}`,
            'content-type': 'application/json',
            ...date(),
          },
        }),
    ),
    subtle,
  ),
  must(['SCH-01', 'ROB-06'], refuses('does not know Expect', says('expect', /100-continue/i), 417), subtle),
  must(
    ['SCH-03'],
    replaces('writes Latin-1 for Accept-Charset', says('accept-charset', /iso-8859-1/i), (text, response) =>
      withText(response, Buffer.from(text, 'latin1')),
    ),
    subtle,
  ),
  should(
    ['SCH-10', 'DL-02'],
    rewrites(
      'writes numbers as the language of the client has them',
      (text) => text.replace(/"fileSize":(\d+)(\d{3})\b/, '"fileSize":$1.$2'),
      { when: says('accept-language', /^de/i) },
    ),
    subtle,
  ),
  must(
    ['SCH-02', 'SCH-03'],
    replaces(
      'calls back',
      ({ url }) => url.searchParams.has('callback'),
      (text, response) =>
        new Response(`callback(${text});`, {
          headers: {
            ...Object.fromEntries(response.headers),
            'content-type': 'application/javascript',
            'content-length': String(Buffer.byteLength(text) + 11),
          },
        }),
    ),
    subtle,
  ),
  should(
    ['SCH-03'],
    replaces(
      'codes answers with gzip that are asked for without',
      says('accept-encoding', /gzip;\s*q=0|^identity/),
      (text, response) => {
        const headers = new Headers(response.headers);
        const coded = gzipSync(text);
        headers.set('content-encoding', 'gzip');
        headers.set('content-length', String(coded.length));
        return new Response(coded, { headers });
      },
    ),
    subtle,
  ),
];
