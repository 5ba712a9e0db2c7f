import type { Exchange } from '../../../src/client/exchange.ts';
import { header, isAnswered } from '../../../src/client/exchange.ts';
import { textOf } from '../../../src/contract/json.ts';
import { test } from '../../../src/fixtures.ts';
import type { Complaint, Judgement } from '../../../src/judge.ts';
import { objectIn } from '../../../src/judgement/body.ts';
import { dispositionFault, dispositionOf } from '../../../src/judgement/disposition.ts';
import { errorAnswer } from '../../../src/reference/defects/answers.ts';
import { apiFault } from '../../../src/reference/defects/fault.ts';
import { withField } from '../../../src/reference/defects/storage.ts';
import {
  answersKnowNames,
  asksForUpload,
  changesTicket,
  storageKnowsNames,
} from '../../../src/reference/defects/uploads.ts';
import { requirement } from '../../../src/requirement.ts';
import { askUpload } from '../../../src/traffic/upload/ask.ts';
import { injectedField } from '../../../src/traffic/upload/hazards.ts';
import type { RoundTrip } from '../../../src/traffic/upload/round-trip.ts';
import { hazardousTrips, labelledTrips } from '../../../src/traffic/upload/labelled.ts';
import { judgeBytes } from './judge-bytes.ts';
import { takenOrRefused, written } from './judge-name.ts';

const harmless = requirement({
  id: 'UPL-12',
  level: 'MUST',
  clause: ['RFC 9110 §5.5', 'sec'],
  quote: 'Field values containing CR, LF, or NUL characters are invalid and dangerous',
  effect: 'writes',
  profile: 'upload',
  defects: [
    storageKnowsNames('lets names add header fields', async (_, next, fileName) => {
      const response = await next();
      return response.ok && fileName.includes(`\n${injectedField}`)
        ? withField(response, injectedField, '1')
        : response;
    }),
    storageKnowsNames('lets names add parameters', async ({ request }, next, fileName) => {
      const response = await next();
      return response.ok && request.method === 'GET' && fileName !== ''
        ? withField(
            response,
            'content-disposition',
            `attachment; filename="${fileName.replaceAll(/[^ -~]/g, '_')}"`,
          )
        : response;
    }),
    storageKnowsNames(
      'names a file with its path in Content-Disposition',
      async ({ request }, next, fileName) => {
        const response = await next();
        return response.ok && request.method === 'GET' && /^[ -~]*\/[ -~]*$/.test(fileName)
          ? withField(
              response,
              'content-disposition',
              `attachment; filename="${fileName.replaceAll(/["\\]/g, '_')}"`,
            )
          : response;
      },
    ),
    answersKnowNames('hands names out with their path', (body, fileName) => ({
      ...body,
      filename: fileName,
    })),
    answersKnowNames('takes nothing but line ends, NUL and paths out of names', (body, fileName) => ({
      ...body,
      filename: fileName.replaceAll(/[\r\n\0]|^.*[/\\]/gs, ''),
    })),
    apiFault('breaks on a lone surrogate in a name', (call, next) =>
      asksForUpload(call) && /\p{Cs}/u.test(textOf(call.asked['fileName'] as string))
        ? Promise.resolve(errorAnswer(500, 'INTERNAL'))
        : next(),
    ),
    apiFault('breaks on a media type with a line end', (call, next) =>
      asksForUpload(call) && /[\r\n]/.test(textOf(call.asked['contentType'] as string))
        ? Promise.resolve(errorAnswer(500, 'INTERNAL'))
        : next(),
    ),
    apiFault('breaks on a media type without a slash', (call, next) =>
      asksForUpload(call) && !textOf(call.asked['contentType'] as string).includes('/')
        ? Promise.resolve(errorAnswer(500, 'INTERNAL'))
        : next(),
    ),
    changesTicket('puts names into the path', (body, { asked }) => ({
      ...body,
      url: String(body['url']).replace('?', `/${textOf(asked['fileName'] as string).split('\r')[0]}?`),
    })),
    storageKnowsNames('breaks on files with such names', ({ request }, next, fileName) =>
      request.method === 'GET' && /[\r\n\0]/.test(fileName)
        ? Promise.resolve(new Response('ERR_INVALID_CHAR', { status: 500 }))
        : next(),
    ),
    apiFault('breaks on a name of two dots', (call, next) =>
      asksForUpload(call) && call.asked['fileName'] === '..'
        ? Promise.resolve(errorAnswer(500, 'EISDIR'))
        : next(),
    ),
    apiFault('breaks on names that no file system takes', (call, next) =>
      asksForUpload(call) && textOf(call.asked['fileName'] as string).length > 255
        ? Promise.resolve(errorAnswer(500, 'ENAMETOOLONG'))
        : next(),
    ),
    answersKnowNames('decodes names after it has cleaned them', (body, fileName) => ({
      ...body,
      filename: fileName.includes('%2F') ? fileName.replaceAll('%2F', '/') : body['filename'],
    })),
    answersKnowNames('takes only a way up at the beginning out of names', (body, fileName) => ({
      ...body,
      filename: /^[^/.].*\//.test(fileName) ? fileName : body['filename'],
    })),
    apiFault('breaks on names with NUL or line ends', (call, next) =>
      asksForUpload(call) && /[\0\r\n]/.test(textOf(call.asked['fileName'] as string))
        ? Promise.resolve(errorAnswer(500, 'INTERNAL'))
        : next(),
    ),
    storageKnowsNames('does not deliver what it stored under such a name', ({ request }, next, fileName) =>
      request.method === 'GET' && /[/\\]/.test(fileName)
        ? Promise.resolve(new Response('no such file', { status: 400 }))
        : next(),
    ),
  ],
});

test(
  'MUST keep a file name out of header fields and paths, or refuse it',
  harmless,
  async ({ session, judge }) => {
    await session.control();
    const contentType = `application/pdf\r\n${injectedField}: 1`;
    const asked = await askUpload(
      session,
      { fileName: 'type.pdf', contentType },
      { occasion: 'hazardous type' },
    );
    for (const judgement of [takenOrRefused, unharmed])
      judge.each(asked, judgement, 'a contentType that ends the line and adds a header field');
    for (const trip of await hazardousTrips(session)) {
      const { cargo, asked, put, back } = trip;
      const because = `${written(cargo.fileName)} (${cargo.note})`;
      for (const exchange of [asked, ...(put === undefined ? [] : [put])])
        judge.each(exchange, takenOrRefused, because);
      for (const exchange of exchangesOf(trip)) judge.each(exchange, unharmed, because);
      if (back === undefined) continue;
      if (
        back.fetched !== undefined &&
        !isAnswered(back.fetched) &&
        back.fetched.trouble?.kind === 'protocol'
      )
        judge.violation(
          {
            received: `an answer that is no HTTP: ${back.fetched.trouble.message}`,
            expected: 'the file: the name does not break the header section',
          },
          [back.fetched],
          because,
        );
      // Its octets are for UPL-09 to judge.
      else if (back.delivery === undefined) judgeBytes(judge, cargo.bytes, back, because);
      judge.each(back.described, () => plainNameComplaint(back.members?.['filename']), because);
    }
    // A plain name may be made a path.
    for (const { cargo, back } of (await labelledTrips(session)).named)
      if (back !== undefined)
        judge.each(
          back.described,
          () => plainNameComplaint(back.members?.['filename']),
          written(cargo.fileName),
        );
  },
);

/** A complaint when a name that is handed out leads out of a folder or holds a control character. */
function plainNameComplaint(name: unknown): Complaint | undefined {
  return typeof name === 'string' && /\/|\.\.\\|\p{Cc}/u.test(name)
    ? {
        received: `filename ${JSON.stringify(name)}`,
        expected: 'a plain name without a path or control characters',
      }
    : undefined;
}

function exchangesOf({ asked, put, back }: RoundTrip): Exchange[] {
  return [asked, put, back?.described, back?.fetched].filter((one) => one !== undefined);
}

/** Holds when no part of a name became a header field, a parameter or a step in a path. */
const unharmed: Judgement = ({ response }) => {
  const names = response.headers.map(([name]) => name.toLowerCase());
  const cookies = response.headers.filter(([name]) => name.toLowerCase() === 'set-cookie');
  if (names.includes(injectedField) || cookies.some(([, value]) => value.includes(injectedField)))
    return {
      received: `a header field that the file name made: ${injectedField}`,
      expected: 'no such field',
    };
  const disposition = header(response.headers, 'Content-Disposition');
  if (disposition !== undefined) {
    const fault = dispositionFault(disposition);
    const { filename } = dispositionOf(disposition);
    const received = `Content-Disposition: ${JSON.stringify(disposition)}`;
    if (fault !== undefined || filename === 'other.txt')
      return {
        received: `${received}: ${fault ?? 'the name made a parameter'}`,
        expected: 'the name as one value, quoted or encoded',
      };
    const complaint = plainNameComplaint(filename);
    if (complaint !== undefined) return { ...complaint, received };
  }
  const url = objectIn(response)?.['url'];
  const path = typeof url === 'string' ? (/^[a-z]+:\/\/[^/?#]*([^?#]*)/i.exec(url)?.[1] ?? '') : '';
  return /(?:^|\/)(?:\.|%2e){1,2}(?:\/|\\|$)/i.test(path)
    ? {
        received: `a url with a path that leads out of its folder: ${path}`,
        expected: 'no step that the name made',
      }
    : undefined;
};
