import type { Answered } from '../../../src/client/exchange.ts';
import { header } from '../../../src/client/exchange.ts';
import { textOf } from '../../../src/contract/json.ts';
import { test } from '../../../src/fixtures.ts';
import type { Complaint } from '../../../src/judge.ts';
import { dispositionFault, dispositionOf } from '../../../src/judgement/disposition.ts';
import { nameComplaint } from '../../../src/judgement/file-name.ts';
import { errorAnswer } from '../../../src/reference/defects/answers.ts';
import { apiFault } from '../../../src/reference/defects/fault.ts';
import { asksForUpload, changesUploaded } from '../../../src/reference/defects/uploads.ts';
import { requirement } from '../../../src/requirement.ts';
import { labelledTrips } from '../../../src/traffic/upload/labelled.ts';
import { judgeBytes } from './judge-bytes.ts';
import { takenOrRefused, written } from './judge-name.ts';

const surviving = requirement({
  id: 'UPL-11',
  level: 'SHOULD',
  clause: ['P: Request Fields', 'RFC 8187 §3.2'],
  quote: 'fileName: name of file to upload',
  effect: 'writes',
  profile: 'upload',
  defects: [
    changesUploaded('reads names as Latin-1', (body) => ({
      ...body,
      filename: Buffer.from(textOf(body['filename'] as string)).toString('latin1'),
    })),
    changesUploaded('reads the entities of HTML in names', (body) => ({
      ...body,
      filename: textOf(body['filename'] as string).replaceAll('&amp;', '&'),
    })),
    changesUploaded('normalises names', (body) => ({
      ...body,
      filename: textOf(body['filename'] as string).normalize('NFC'),
    })),
    changesUploaded('decodes percent signs in names', (body) => ({
      ...body,
      filename: textOf(body['filename'] as string).replaceAll('%20', ' '),
    })),
    changesUploaded('decodes encoded words in names', (body) => ({
      ...body,
      filename: textOf(body['filename'] as string).replaceAll(
        /=\?utf-8\?b\?([^?]*)\?=/gi,
        (_, word: string) => Buffer.from(word, 'base64').toString(),
      ),
    })),
    changesUploaded('takes dots off the end of names', (body) => ({
      ...body,
      filename: textOf(body['filename'] as string).replace(/(.)\.+$/, '$1'),
    })),
    changesUploaded('trims names', (body) => ({
      ...body,
      filename: textOf(body['filename'] as string).trim(),
    })),
    changesUploaded('cuts names at 64 characters', (body) => ({
      ...body,
      filename: textOf(body['filename'] as string).slice(0, 64),
    })),
    changesUploaded('cuts names at 255 octets', (body) => ({
      ...body,
      filename: Buffer.from(textOf(body['filename'] as string))
        .subarray(0, 255)
        .toString(),
    })),
    changesUploaded('stores characters beyond the basic plane as question marks', (body) => ({
      ...body,
      filename: textOf(body['filename'] as string).replaceAll(/[\u{10000}-\u{10ffff}]/gu, '?'),
    })),
    apiFault('fails on names beyond ASCII', (call, next) =>
      asksForUpload(call) && /[^ -~]/.test(textOf(call.asked['fileName'] as string))
        ? Promise.resolve(errorAnswer(500, 'INTERNAL'))
        : next(),
    ),
  ],
});

test('SHOULD keep a file name as it is, or refuse it', surviving, async ({ session, judge }) => {
  await session.control();
  for (const { cargo, asked, put, back } of (await labelledTrips(session)).named) {
    const because = `${written(cargo.fileName)} (${cargo.note})`;
    for (const exchange of [asked, ...(put === undefined ? [] : [put])])
      judge.each(exchange, takenOrRefused, because);
    if (back === undefined) continue;
    judgeBytes(judge, cargo.bytes, back, because);
    if (back.members !== undefined)
      judge.each(back.described, () => nameComplaint(cargo.fileName, back.members?.['filename']), because);
    if (back.delivery !== undefined && back.fetched !== undefined)
      judge.each(back.fetched, (answer) => headerComplaint(cargo.fileName, answer), because);
  }
});

/** A complaint when the name that a `Content-Disposition` has is another one than the file's. */
function headerComplaint(fileName: string, { response }: Answered): Complaint | undefined {
  const value = header(response.headers, 'Content-Disposition');
  const named =
    value === undefined || dispositionFault(value) !== undefined ? undefined : dispositionOf(value).filename;
  return named === undefined ? undefined : nameComplaint(fileName, named);
}
