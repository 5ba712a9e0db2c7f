import { changesHeader, changesStatus } from '../defects/answers.ts';
import { asksForUpload, isUploaded } from '../defects/uploads.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf, subtle } from './mutant.ts';
import { asksTo, eachNth, lasting } from './occasions.ts';
import { changesAnswer, changesMember, rewrites } from './rewriting.ts';

const { must, should } = mutantsOf('answer schema');
const subtleUpload = { subtle: true, profile: 'upload' } as const;
const download = asksTo('download');

/** Faults of the status, type and members of successful answers. */
export const answerSchema: readonly Mutant[] = [
  must(['SCH-01'], changesStatus('answers a download 202', 200, 202, download), subtle),
  must(['SCH-01'], changesStatus('answers each fifth request 201', 200, 201, eachNth(5)), subtle),
  must(
    ['SCH-02'],
    changesHeader('says text/json', 'content-type', 'text/json', ({ ok }) => ok),
  ),
  must(
    ['SCH-02'],
    changesHeader(
      'says application/vnd.api+json',
      'content-type',
      'application/vnd.api+json',
      ({ ok }) => ok,
    ),
  ),
  must(
    ['SCH-02'],
    changesHeader(
      'says application/octet-stream for a download',
      'content-type',
      'application/octet-stream',
      ({ ok }, call) => ok && download(call),
    ),
    subtle,
  ),
  must(
    ['SCH-02'],
    changesHeader(
      'forgets Content-Type on each seventh answer',
      'content-type',
      null,
      (() => {
        const seventh = eachNth(7);
        return ({ ok }, call) => ok && seventh(call);
      })(),
    ),
    subtle,
  ),
  must(
    ['SCH-03'],
    changesAnswer('answers a list of one', (body) => [body]),
  ),
  must(
    ['SCH-03'],
    rewrites('encodes the JSON twice', (text) => JSON.stringify(text)),
  ),
  must(
    ['SCH-03'],
    rewrites('guards JSON against inclusion', (text) => `)]}',\n${text}`),
  ),
  must(
    ['SCH-03'],
    rewrites('writes Latin-1', (text) => Buffer.from(text, 'latin1')),
    subtle,
  ),
  must(
    ['SCH-03'],
    rewrites('puts a BOM before the answer to a download', (text) => `\uFEFF${text}`, { when: download }),
    subtle,
  ),
  must(
    ['SCH-03'],
    rewrites('counts characters for Content-Length', (text) => Buffer.from(text).subarray(0, text.length)),
    subtle,
  ),
  must(
    ['SCH-03'],
    rewrites(
      'lets a warning of the interpreter out',
      (text) => `${text}\n<br />\n<b>Deprecated</b>: strftime() in url.php`,
      { when: eachNth(6) },
    ),
    subtle,
  ),
  must(
    ['SCH-03', 'UPL-10'],
    rewrites('writes NaN for the size of an empty file', (text) =>
      text.replace('"fileSize":0,', '"fileSize":NaN,'),
    ),
    subtleUpload,
  ),
  must(
    ['SCH-04'],
    changesAnswer('wraps the answer in data', (data) => ({ data })),
  ),
  must(
    ['SCH-04'],
    changesAnswer('names it fileName', ({ filename, ...rest }) => ({ ...rest, fileName: filename })),
  ),
  must(
    ['SCH-04'],
    changesAnswer('writes snake case', ({ fileSize, expiresAt, contentType, ...rest }) => ({
      ...{ ...rest, file_size: fileSize, expires_at: expiresAt, content_type: contentType },
    })),
  ),
  must(
    ['SCH-04'],
    changesMember('leaves fileSize out for a download', 'fileSize', () => undefined, download),
    subtle,
  ),
  must(
    ['SCH-04'],
    changesMember(
      'leaves success out when a lifetime is asked for',
      'success',
      () => undefined,
      ({ asked }) => 'expiresInMinutes' in asked,
    ),
    subtle,
  ),
  must(
    ['SCH-04'],
    changesMember(
      'leaves filename out of long-lived answers',
      'filename',
      () => undefined,
      lasting(720, 1440),
    ),
    subtle,
  ),
  must(
    ['SCH-04', 'UPL-10'],
    changesMember('leaves out the size of an empty file', 'fileSize', (size) => size || undefined),
    subtleUpload,
  ),
  must(
    ['SCH-05'],
    changesMember('says success 1', 'success', () => 1),
  ),
  must(
    ['SCH-05'],
    changesMember('says success false', 'success', () => false),
  ),
  must(
    ['SCH-05'],
    changesMember('says success "true" for a download', 'success', () => 'true', download),
    subtle,
  ),
  must(
    ['SCH-06'],
    changesMember('gives a URL without a scheme', 'url', (url) => String(url).replace(/^http:/, '')),
  ),
  must(
    ['SCH-06'],
    changesMember(
      'gives a path for a download',
      'url',
      (url) => String(url).replace(/^http:\/\/[^/]+/, ''),
      download,
    ),
    subtle,
  ),
  must(
    ['SCH-06'],
    changesMember('ends the URL with a line feed', 'url', (url) => `${String(url)}\n`),
    subtle,
  ),
  must(
    ['SCH-06'],
    changesMember('gives an object with the URL', 'url', (href) => ({ href })),
  ),
  must(
    ['SCH-07', 'DL-03'],
    changesMember('says contentType null', 'contentType', () => null),
  ),
  must(
    ['SCH-07', 'UPL-10'],
    changesMember('empties a contentType with parameters', 'contentType', (type) =>
      String(type).includes(';') ? '' : type,
    ),
    subtleUpload,
  ),
  must(
    ['SCH-07', 'DL-06'],
    changesMember('empties filename on each fourth answer', 'filename', () => '', eachNth(4)),
    subtle,
  ),
  must(['SCH-08'], changesMember('writes fileSize as a text', 'fileSize', String)),
  must(
    ['SCH-08'],
    changesMember('writes fileSize with a unit', 'fileSize', (size) => `${String(size)} B`, download),
    subtle,
  ),
  must(
    ['SCH-08', 'UPL-10'],
    changesMember('says -1 for the size of uploads', 'fileSize', () => -1, isUploaded),
    subtleUpload,
  ),
  must(['SCH-09', 'EXP-04'], changesMember('writes expiresAt as a text of digits', 'expiresAt', String)),
  must(
    ['SCH-09', 'EXP-04'],
    changesMember(
      'writes expiresAt as ISO 8601 for a download',
      'expiresAt',
      (at) => new Date(Number(at) * 1000).toISOString(),
      download,
    ),
    subtle,
  ),
  must(
    ['SCH-09', 'EXP-01', 'EXP-02'],
    changesMember(
      'says expiresAt null for the longest lifetime',
      'expiresAt',
      () => null,
      lasting(1440, 1440),
    ),
    subtle,
  ),
  should(
    ['SCH-10', 'DL-02'],
    changesMember('counts fileSize in KiB', 'fileSize', (size) => Number(size) / 1024),
  ),
  should(
    ['SCH-11', 'DL-03'],
    changesMember('gives an extension for contentType', 'contentType', () => 'pdf'),
  ),
  should(
    ['SCH-12'],
    rewrites('writes url twice', (text) => text.replace(/("url":"[^"]*",)/, '$1$1'), {
      when: (call) => !asksForUpload(call),
    }),
  ),
  should(
    ['SCH-12'],
    rewrites(
      'writes filename twice in answers to a download',
      (text) => text.replace(/("filename":"[^"]*",)/, '$1$1'),
      { when: download },
    ),
    subtle,
  ),
];
