import { unknownKey } from '../../src/traffic/credentials.ts';
import { printable } from '../../src/report/printable.ts';
import type { RecordedExchange } from '../../src/report/recorded.ts';
import type { ReferenceRun } from '../reference-run.ts';

const longest = 160;

/** How requests of a run are named and shown; equal in every run with one seed, whatever ids the reference server gives. */
export interface RequestWords {
  /** Method and place, for example `POST /v1/files/url` or `GET a returned URL`. */
  readonly kindOf: (exchange: RecordedExchange) => string;
  /** What sets the request apart: body, fields that differ from those of every request, occasion; shortened, may be empty. */
  readonly detailsOf: (exchange: RecordedExchange) => string;
}

/** The words for a run: the ids of its files and organisations are replaced by names. */
export function requestWords({ checks, party }: ReferenceRun): RequestWords {
  const answers = checks.flatMap(({ sent }) => sent);
  const returned = new Set(answers.flatMap(({ response }) => urlIn(response?.body)));
  const named = namer(party);
  const common = new Set([
    'Authorization: Bearer $TARGET_TOKEN',
    'Tenant-ID: $TARGET_TENANT',
    'Content-Type: application/json',
    'Accept: application/json',
    'Accept-Encoding: gzip',
    'Accept: */*',
    'Accept-Encoding: identity',
    'User-Agent: flexportal-conformance',
  ]);
  return {
    kindOf: ({ channel, request: { method, url } }) => {
      if (channel === 'storage') return `${method} ${returned.has(url) ? 'a returned URL' : 'another URL'}`;
      return `${method} ${new URL(url).pathname.replace(/(?<=\/files\/)(?!url$).+/, '{fileId}')}`;
    },
    detailsOf: ({ channel, request, occasion }) => {
      const { headers, body, payload } = request;
      const sent = headers.map(([name, value]) => `${name}: ${named(value)}`);
      const names = headers.map(([name]) => name.toLowerCase());
      const parts = [
        ...(body === undefined ? [] : [named('text' in body ? body.text : octetsIn(body.base64))]),
        ...(payload === undefined ? [] : [`${payload.size} octets`]),
        ...sent.filter((line) => !common.has(line) && !/^Content-Length:/i.test(line)),
        ...(channel === 'api'
          ? ['Authorization', 'Tenant-ID', ...(body === undefined ? [] : ['Content-Type'])]
              .filter((name) => !names.includes(name.toLowerCase()))
              .map((name) => `without ${name}`)
          : []),
        ...(occasion === undefined ? [] : [`(${named(occasion)})`]),
      ];
      const text = printable(parts.join(' '));
      return text.length > longest ? `${text.slice(0, longest)}… (${text.length} characters)` : text;
    },
  };
}

/** A text with every UTF-16 unit as a JSON escape. */
function escaped(text: string): string {
  return text
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}

function namer({ main, alt }: ReferenceRun['party']): (text: string) => string {
  const names: [string | undefined, string][] = [
    [main.tenant, '$TARGET_TENANT'],
    [main.fileId, '$TARGET_FILE_ID'],
    [main.fileId && escaped(main.fileId), '$TARGET_FILE_ID in \\u escapes'],
    [alt?.tenant, '$TARGET_ALT_TENANT'],
    [alt?.fileId, '$TARGET_ALT_FILE_ID'],
    [main.fileId && unknownKey(main.fileId), 'another id'],
  ];
  return (text) =>
    names
      .reduce((named, [id, name]) => (id === undefined ? named : named.replaceAll(id, name)), text)
      .replaceAll(/\b(file|bu)_\w{4,}/g, '$1_…')
      // Of the bytes of a file, which differ from server to server.
      .replaceAll(/"[0-9a-f]{32}"/g, '"an entity tag"');
}

/** ASCII as it is, other octets like `\\xff`; UTF-16 decoded. */
function octetsIn(base64: string): string {
  const octets = Buffer.from(base64, 'base64');
  if (octets.subarray(0, 2).toString('hex') === 'fffe') return `UTF-16 of ${octets.toString('utf16le', 2)}`;
  return octets
    .toString('latin1')
    .replaceAll(/[^\0-\x7f]/g, (octet) => `\\x${octet.charCodeAt(0).toString(16)}`);
}

function urlIn(body: NonNullable<RecordedExchange['response']>['body']): string[] {
  if (body === undefined || !('text' in body)) return [];
  try {
    const { url } = JSON.parse(body.text) as { url?: unknown };
    return typeof url === 'string' ? [url] : [];
  } catch {
    return [];
  }
}
