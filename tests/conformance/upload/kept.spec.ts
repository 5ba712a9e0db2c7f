import { gzipSync } from 'node:zlib';
import { test } from '../../../src/fixtures.ts';
import { sentObject } from '../../../src/judgement/body.ts';
import { isJson } from '../../../src/reference/defects/requests.ts';
import { isDownload, serves } from '../../../src/reference/defects/storage.ts';
import {
  answersKnowNames,
  changesUploaded,
  stores,
  tellsOfPut,
} from '../../../src/reference/defects/uploads.ts';
import { requirement } from '../../../src/requirement.ts';
import type { Session } from '../../../src/session.ts';
import { roundTrips } from '../../../src/traffic/upload/cargo.ts';
import { hazardousTrips, labelledTrips } from '../../../src/traffic/upload/labelled.ts';
import type { Return, RoundTrip } from '../../../src/traffic/upload/round-trip.ts';
import { fetchBack } from '../../../src/traffic/upload/round-trip.ts';
import { thereAndBack } from '../../../src/traffic/upload/there-and-back.ts';
import { judgeBytes } from './judge-bytes.ts';
import { judgeMember } from './judge-member.ts';

/** The trips on which a file was stored; gives up when there is none. */
function stored(session: Session, trips: readonly RoundTrip[]): (RoundTrip & { readonly back: Return })[] {
  const those = trips.flatMap((trip) => (trip.back === undefined ? [] : [{ ...trip, back: trip.back }]));
  return those.length > 0 ? those : session.giveUp('no file could be uploaded (UPL-01, UPL-04)');
}

const everyByte = requirement({
  id: 'UPL-09',
  level: 'MUST',
  clause: ['P: Upload Example', 'P: Example: Upload File', 'P: Download Example'],
  quote: 'body: file … return await response.blob()',
  effect: 'writes',
  profile: 'upload',
  defects: [
    stores('reads files as UTF-8', (bytes) => Buffer.from(bytes.toString('utf8'))),
    stores('loses the last octet of whole KiB', (bytes) =>
      bytes.length % 1024 === 0 ? bytes.subarray(0, -1) : bytes,
    ),
    stores('cuts files at 5 MiB', (bytes) => bytes.subarray(0, 5 * 2 ** 20)),
    stores('leaves out blocks of nothing but NUL', (bytes) => {
      const blocks = Array.from({ length: Math.ceil(bytes.length / 4096) }, (_, index) =>
        bytes.subarray(index * 4096, (index + 1) * 4096),
      );
      return Buffer.concat(
        blocks.filter((block) => block.length < 4096 || block.some((octet) => octet !== 0)),
      );
    }),
    stores('adds a newline', (bytes) => Buffer.concat([bytes, Buffer.from('\n')])),
    stores('turns CRLF of texts into LF', (bytes, { request }) =>
      request.headers.get('content-type')?.startsWith('text/') === true
        ? Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1')
        : bytes,
    ),
    stores('ends texts at a line with nothing but a dot', (bytes, { request }) =>
      request.headers.get('content-type')?.startsWith('text/') === true
        ? Buffer.from(bytes.toString('latin1').replace(/^\.\r?\n.*/ms, ''), 'latin1')
        : bytes,
    ),
    stores('fills what is in two braces in texts', (bytes, { request }) =>
      request.headers.get('content-type')?.startsWith('text/') === true
        ? Buffer.from(bytes.toString('latin1').replaceAll(/\{\{.*?\}\}/g, ''), 'latin1')
        : bytes,
    ),
    stores('writes JSON anew', (bytes, { request }) =>
      request.headers.get('content-type') === 'application/json' && isJson(bytes.toString('utf8'))
        ? Buffer.from(JSON.stringify(JSON.parse(bytes.toString('utf8'))))
        : bytes,
    ),
    stores('stores text as UTF-8', (bytes, { request }) =>
      /charset=iso-8859-1/i.test(request.headers.get('content-type') ?? '')
        ? Buffer.from(bytes.toString('latin1'))
        : bytes,
    ),
    stores('takes an upload that looks chunked for chunks', (bytes) => {
      const [, size = '', rest] =
        /^([\da-f]+)(?:;.*)?\r\n([^]*\r\n)0\r\n\r\n$/i.exec(bytes.toString('latin1')) ?? [];
      return rest === undefined ? bytes : Buffer.from(rest.slice(0, Number.parseInt(size, 16)), 'latin1');
    }),
    stores('ends a file where a part of a form would end', (bytes) => {
      const end = bytes.indexOf('\r\n--');
      return end < 0 ? bytes : bytes.subarray(0, end);
    }),
    stores('decodes data URLs', (bytes) => {
      const [, text] = /^data:[^,]*;base64,(.*)$/s.exec(bytes.toString('latin1')) ?? [];
      return text === undefined ? bytes : Buffer.from(text, 'base64');
    }),
    stores('drops a byte order mark', (bytes) =>
      bytes.subarray(0, 3).equals(Buffer.from('efbbbf', 'hex')) ? bytes.subarray(3) : bytes,
    ),
    stores('takes base64 for what it encodes', (bytes) => {
      const text = bytes.toString('latin1');
      return bytes.length % 4 === 0 && /^[A-Za-z0-9+/]{8,}={0,2}$/.test(text)
        ? Buffer.from(text, 'base64')
        : bytes;
    }),
    serves('says the length of the plain text of what it codes with gzip', async (response, { request }) => {
      const type = response.headers.get('content-type') ?? '';
      if (!/^text\//.test(type) || !/gzip/.test(request.headers.get('accept-encoding') ?? ''))
        return response;
      const bytes = Buffer.from(await response.arrayBuffer());
      const headers = {
        'content-type': type,
        'content-encoding': 'gzip',
        'content-length': `${bytes.length}`,
      };
      return new Response(gzipSync(bytes), { headers });
    }),
    serves('writes JSON anew to view', async (response, call) => {
      const text = await response.clone().text();
      const isView = !isDownload(call) && response.headers.get('content-type') === 'application/json';
      return isView && isJson(text)
        ? new Response(JSON.stringify(JSON.parse(text)), { headers: { 'content-type': 'application/json' } })
        : response;
    }),
    stores('stores one blank for an empty file', (bytes) => (bytes.length === 0 ? Buffer.from(' ') : bytes)),
  ],
});

test('MUST keep every byte of an uploaded file, whatever they are', everyByte, async ({ session, judge }) => {
  const trips = [...(await roundTrips(session)), ...(await labelledTrips(session)).typed];
  // Whether a file with such a name comes at all is for UPL-12 to judge.
  const hazardous = (await hazardousTrips(session)).filter(({ back }) => back?.delivery !== undefined);
  for (const { cargo, back } of stored(session, [...trips, ...hazardous]))
    judgeBytes(judge, cargo.bytes, back, `uploaded as ${cargo.contentType}: ${cargo.note}`);
  if (session.replays) return;
  for (const { cargo, ticket, back } of stored(session, trips).filter(isText).slice(0, textsReadTwice)) {
    const action = sentObject(back.described)?.['action'] === 'view' ? 'download' : 'view';
    const other = await fetchBack(session, ticket?.fileId ?? '', { action });
    judgeBytes(judge, cargo.bytes, other, `uploaded as ${cargo.contentType}, to ${action}: ${cargo.note}`);
  }
});

/** Texts are what a server changes for one action and not for the other; so many are read with both. */
const textsReadTwice = 2;

function isText({ cargo: { bytes, contentType } }: RoundTrip): boolean {
  return /^text\/|\bjson\b/i.test(contentType) && bytes.length > 0 && bytes.length < 2 ** 20;
}

const described = requirement({
  id: 'UPL-10',
  level: 'MUST',
  clause: [
    '#/paths/~1v1~1files~1url/post/responses/200/content/application~1json/schema/properties',
    'P: Upload Example',
  ],
  quote: 'filename, contentType, fileSize',
  effect: 'writes',
  profile: 'upload',
  defects: [
    changesUploaded('does not store the type', (body) => ({
      ...body,
      contentType: 'application/octet-stream',
    })),
    changesUploaded('drops parameters of the type', (body) => ({
      ...body,
      contentType: String(body['contentType']).split(';')[0],
    })),
    changesUploaded('writes parameters of types in small letters', (body) => ({
      ...body,
      contentType: String(body['contentType']).replace(/;.*/, (parameters) => parameters.toLowerCase()),
    })),
    changesUploaded('guesses the type from the name', (body) =>
      /\.gz$/i.test(String(body['filename'])) ? { ...body, contentType: 'application/octet-stream' } : body,
    ),
    answersKnowNames('takes the type from the extension', (body, fileName) =>
      /\.json$/i.test(fileName) ? { ...body, contentType: 'application/json' } : body,
    ),
    changesUploaded('leaves the size at zero', (body) => ({ ...body, fileSize: 0 })),
    changesUploaded('counts in KiB', (body) => ({
      ...body,
      fileSize: Math.ceil(Number(body['fileSize']) / 1024) * 1024,
    })),
    changesUploaded('writes extensions in small letters', (body) => ({
      ...body,
      filename: String(body['filename']).replace(/\.[^.]+$/, (extension) => extension.toLowerCase()),
    })),
    changesUploaded('names files by their ids', (body, { asked }) => ({
      ...body,
      filename: asked['fileId'],
    })),
    changesUploaded('takes text/xml for application/xml', (body) => ({
      ...body,
      contentType: String(body['contentType']).replace('text/xml', 'application/xml'),
    })),
    tellsOfPut(
      'tells the type by the first octets',
      ({ bytes }) => Buffer.from(bytes).toString().startsWith('%PDF-') || undefined,
      (body) => ({ ...body, contentType: 'application/pdf' }),
    ),
    changesUploaded('reads types as form data', (body) => ({
      ...body,
      contentType: String(body['contentType']).replace('+', ' '),
    })),
  ],
});

test(
  'MUST describe an uploaded file as it was uploaded: name, content type, size',
  described,
  async ({ session, judge }) => {
    for (const { cargo, back } of stored(session, await roundTrips(session))) {
      judgeMember(judge, back, 'filename', cargo.fileName);
      judgeMember(judge, back, 'contentType', cargo.contentType);
      judgeMember(judge, back, 'fileSize', cargo.bytes.length);
    }
    const { cargo: plain, back } = await thereAndBack(session);
    judgeMember(judge, back, 'filename', plain.fileName);
    judgeMember(judge, back, 'contentType', plain.contentType);
    // Their names are for UPL-11 and UPL-12 to judge; what is no media type may become one.
    const labelled = [...(await labelledTrips(session)).typed, ...(await hazardousTrips(session))];
    for (const { cargo, back } of labelled.filter(({ cargo }) => cargo.contentType.includes('/')))
      if (back !== undefined) judgeMember(judge, back, 'contentType', cargo.contentType);
  },
);
