import { changesStatus, crashes, errorAnswer, withText } from '../defects/answers.ts';
import type { Body, Call, When } from '../defects/fault.ts';
import { apiFault, fault, fileIdOf } from '../defects/fault.ts';
import { DropConnection } from '../handler.ts';
import type { Defect } from '../start.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf, subtle } from './mutant.ts';
import { finds, looksUp } from './looking-up.ts';
import { asksTo, eachNth, fileIdMatches, memory } from './occasions.ts';

const { must, should } = mutantsOf('not found');
const upload = { subtle: true, profile: 'upload' } as const;

/** Answers 200 with members instead of 404. */
function invents(name: string, invent: (call: Call) => Body, when: When = () => true): Defect {
  return apiFault(name, async (call, next) => {
    const response = await next();
    if (response.status !== 404 || !when(call)) return response;
    return withText(response, JSON.stringify({ success: true, ...invent(call) }), 200);
  });
}

/** The answer that a server gives that signs any path without looking whether something lies there. */
function signed({ reference, asked }: Call): Body {
  const expires = Math.floor(reference.now(reference.main.tenant) / 1000) + 3600;
  const disposition = asked['action'] === 'download' ? 'attachment' : 'inline';
  const url = reference.sign('GET', `/storage/objects/${encodeURIComponent(fileIdOf({ asked }))}`, expires, {
    disposition,
  }).href;
  return { url, filename: 'file', contentType: 'application/octet-stream', fileSize: 0, expiresAt: expires };
}

const nothing = { url: null, filename: null, contentType: null, fileSize: null, expiresAt: null };

/** Files that do not exist and are found, files that exist and are not, ids on which a server fails. */
export const notFound: readonly Mutant[] = [
  must(
    ['NF-01', 'ERR-06'],
    invents('answers 200 with null for an unknown file', () => nothing),
  ),
  must(['NF-01', 'NF-02'], invents('signs URLs for whatever is asked for', signed)),
  must(['NF-01'], invents('signs downloads of whatever is asked for', signed, asksTo('download')), subtle),
  must(['NF-01'], invents('signs each fourth URL without looking', signed, eachNth(4)), subtle),
  must(['NF-01'], changesStatus('answers 410 for an unknown file', 404, 410)),
  must(['NF-01'], changesStatus('answers 400 for an unknown file', 404, 400)),
  must(['NF-01'], changesStatus('answers 403 for an unknown file', 404, 403)),
  must(
    ['NF-01'],
    changesStatus('answers 422 for an unknown file in a download', 404, 422, asksTo('download')),
    subtle,
  ),
  must(
    ['NF-01', 'ROB-01'],
    changesStatus(
      'fails when an unknown file is asked for with a lifetime',
      404,
      500,
      ({ asked }) => 'expiresInMinutes' in asked,
    ),
    subtle,
  ),
  must(
    ['NF-01'],
    finds('finds the first file for any id', () => true),
  ),
  must(
    ['NF-01', 'NF-02'],
    finds('finds a file by the beginning of its id', (fileId, known) => known.startsWith(fileId)),
    subtle,
  ),
  must(
    ['NF-01', 'NF-02'],
    finds('cuts ids to their length', (fileId, known) => fileId.startsWith(known)),
    subtle,
  ),
  must(
    ['NF-01'],
    finds(
      'finds a file but for the last character of its id',
      (fileId, known) => fileId.slice(0, -1) === known.slice(0, -1),
    ),
    subtle,
  ),
  must(
    ['NF-01'],
    finds('finds a file by any id of the same length', (fileId, known) => fileId.length === known.length),
    subtle,
  ),
  must(
    ['NF-02'],
    looksUp('trims ids', (fileId) => fileId.trim()),
    subtle,
  ),
  must(
    ['NF-02'],
    looksUp('decodes ids', (fileId) => decoded(fileId)),
    subtle,
  ),
  must(
    ['NF-02'],
    looksUp('reads ids up to NUL', (fileId) => fileId.split('\0')[0]),
    subtle,
  ),
  must(
    ['NF-02'],
    looksUp('takes the last part of a path for the id', (fileId) => fileId.split('/').at(-1)),
    subtle,
  ),
  must(
    ['NF-02'],
    finds('takes % in an id for anything', (fileId) => fileId.includes('%')),
    subtle,
  ),
  must(
    ['NF-02'],
    finds('takes * for any id', (fileId) => fileId.includes('*')),
    subtle,
  ),
  must(
    ['NF-02'],
    finds('takes an id for a pattern', (fileId) => /^[.*+^$\\]+$/.test(fileId)),
    subtle,
  ),
  must(
    ['NF-02'],
    finds('lets SQL in', (fileId) => /'\s*or\b/i.test(fileId)),
    subtle,
  ),
  must(
    ['NF-02'],
    invents(
      'finds what every object has',
      signed,
      fileIdMatches(/^(constructor|toString|valueOf|hasOwnProperty|__proto__)$/),
    ),
    subtle,
  ),
  must(['NF-02'], invents('finds a file for an id of blanks', signed, fileIdMatches(/^\s+$/)), subtle),
  must(
    ['NF-02', 'ROB-01'],
    crashes('fails on what every object has', fileIdMatches(/^(constructor|__proto__)$/)),
    subtle,
  ),
  must(
    ['NF-02', 'ROB-01'],
    crashes('fails on long ids', ({ asked }) => fileIdOf({ asked }).length > 255),
    subtle,
  ),
  must(
    ['NF-02', 'ROB-01'],
    crashes('fails on very long ids', ({ asked }) => fileIdOf({ asked }).length > 3000),
    subtle,
  ),
  must(['NF-02', 'ROB-01'], crashes('fails on NUL in an id', fileIdMatches(/\0/)), subtle),
  must(['NF-02', 'ROB-01'], crashes('fails on % in an id', fileIdMatches(/%(?![\da-f]{2})/i)), subtle),
  must(['NF-02', 'ROB-01'], crashes('fails on an apostrophe in an id', fileIdMatches(/'/)), subtle),
  must(['NF-02', 'ROB-01'], crashes('fails on a slash in an id', fileIdMatches(/\//)), subtle),
  must(
    ['NF-02', 'ROB-01'],
    crashes('fails on ids beyond the Basic Multilingual Plane', fileIdMatches(/[\u{10000}-\u{10FFFF}]/u)),
    subtle,
  ),
  must(
    ['NF-02', 'ROB-01'],
    crashes('fails on ids outside Latin-1', fileIdMatches(/[^\u0000-\u00FF]/u)),
    subtle,
  ),
  must(['NF-02', 'ROB-01'], crashes('fails on lone surrogates in an id', fileIdMatches(/\p{Cs}/u)), subtle),
  must(['NF-02', 'ROB-01'], crashes('fails on a line break in an id', fileIdMatches(/[\r\n]/)), subtle),
  must(
    ['NF-02', 'ROB-01'],
    apiFault('drops the connection on long ids', (call, next) =>
      fileIdOf(call).length > 1000 ? Promise.reject(new DropConnection()) : next(),
    ),
    subtle,
  ),
  should(['NF-03'], keepsDeleted(), upload),
  must(['UPL-05', 'UPL-13'], remembersMissing(), upload),
];

function decoded(fileId: string): string | undefined {
  try {
    return decodeURIComponent(fileId);
  } catch {
    return undefined;
  }
}

/** Answers from a cache that a deletion does not clear. */
function keepsDeleted(): Defect {
  const answers = memory(() => new Map<string, string>());
  return apiFault('still finds a deleted file that was asked for before', async (call, next) => {
    const response = await next();
    const kept = answers(call).get(keyOf(call));
    if (response.status === 404 && kept !== undefined) return withText(response, kept, 200);
    if (response.ok) answers(call).set(keyOf(call), await response.clone().text());
    return response;
  });
}

/** Remembers that a file was not there, and does not look again. */
function remembersMissing(): Defect {
  const missing = memory(() => new Set<string>());
  return fault('does not find a file that was asked for before its upload', async (call, next) => {
    if (call.url.pathname !== '/v1/files/url') return next();
    if (missing(call).has(keyOf(call))) return errorAnswer(404, 'NOT_FOUND', 'File not found.');
    const response = await next();
    if (response.status === 404) missing(call).add(keyOf(call));
    return response;
  });
}

function keyOf({ asked, request }: Call): string {
  return JSON.stringify([request.headers.get('tenant-id'), asked['fileId']]);
}
