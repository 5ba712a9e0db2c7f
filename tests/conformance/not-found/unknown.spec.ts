import { textOf } from '../../../src/contract/json.ts';
import { objectIn } from '../../../src/judgement/body.ts';
import { test } from '../../../src/fixtures.ts';
import { refused, statusIs } from '../../../src/judgement/status.ts';
import { changesStatus, crashes, withText } from '../../../src/reference/defects/answers.ts';
import { apiFault } from '../../../src/reference/defects/fault.ts';
import { repairs } from '../../../src/reference/defects/requests.ts';
import { requirement } from '../../../src/requirement.ts';
import {
  findsIssuedIdsOnly,
  isRejection,
  lookAlikeFiles,
  namesNoFile,
  oddFiles,
  unknownFiles,
} from '../../../src/traffic/unknown-files.ts';

const idIn = (asked: Record<string, unknown>): string =>
  typeof asked['fileId'] === 'string' ? asked['fileId'] : '';

const unknown = requirement({
  id: 'NF-01',
  level: 'MUST',
  clause: ['#/paths/~1v1~1files~1url/post/responses/404/description'],
  quote: '"404": File not found',
  effect: 'none',
  defects: [
    apiFault('answers 200 with null', async (_, next) => {
      const response = await next();
      return response.status === 404 ? withText(response, 'null', 200) : response;
    }),
    changesStatus('answers 400 to an unknown id', 404, 400),
    changesStatus(
      'answers 410 to an unknown id for downloads',
      404,
      410,
      ({ asked }) => asked['action'] === 'download',
    ),
    repairs('hands out a URL for every id', (_, { reference, asked }) =>
      'fileId' in asked ? { ...asked, fileId: reference.main.fileId } : undefined,
    ),
  ],
});

test(
  'MUST answer 404 for an id of the usual shape that names no file',
  unknown,
  async ({ session, judge }) => {
    const sent = await session.send(await unknownFiles(session));
    const isRejected = sent.some(({ exchange }) => isRejection(exchange));
    const onlyIssued = isRejected ? await findsIssuedIdsOnly(session) : false;
    if (onlyIssued === undefined)
      judge.undecided(
        'a made-up id is rejected, and no real one of a second organisation is answered 404 or rejected too',
      );
    else
      for (const { exchange, because } of sent)
        judge.each(exchange, onlyIssued && isRejection(exchange) ? refused : statusIs(404), because);
  },
);

const alike = requirement({
  id: 'NF-04',
  level: 'MUST',
  clause: ['#/paths/~1v1~1files~1url/post/responses/404/description'],
  quote: '"404": File not found',
  effect: 'none',
  defects: [
    repairs('looks ids up without case', (asked, { reference }) =>
      idIn(asked).toLowerCase() === reference.main.fileId.toLowerCase()
        ? { ...asked, fileId: reference.main.fileId }
        : undefined,
    ),
    crashes('reads ids as patterns', ({ asked }) => /\[[^\]]*$/.test(idIn(asked))),
    repairs('trims ids', (asked) =>
      'fileId' in asked ? { ...asked, fileId: idIn(asked).trim() || ' ' } : undefined,
    ),
    repairs('strips backslashes from ids', (asked) =>
      'fileId' in asked ? { ...asked, fileId: idIn(asked).replaceAll('\\', '') || ' ' } : undefined,
    ),
    repairs('finds ids by their beginning', (asked, { reference }) =>
      idIn(asked).length >= 8 && reference.main.fileId.startsWith(idIn(asked))
        ? { ...asked, fileId: reference.main.fileId }
        : undefined,
    ),
    repairs('cuts ids at their usual length', (asked, { reference }) =>
      idIn(asked).startsWith(reference.main.fileId) ? { ...asked, fileId: reference.main.fileId } : undefined,
    ),
    repairs('cuts ids at NUL', (asked) =>
      idIn(asked).includes('\0') ? { ...asked, fileId: idIn(asked).split('\0')[0] } : undefined,
    ),
    repairs('decodes percent signs in ids', (asked) =>
      /%[0-9a-f]{2}/i.test(idIn(asked)) ? { ...asked, fileId: decodeURIComponent(idIn(asked)) } : undefined,
    ),
    repairs('normalises ids to NFKC', (asked) =>
      'fileId' in asked && idIn(asked) !== ''
        ? { ...asked, fileId: idIn(asked).normalize('NFKC') }
        : undefined,
    ),
    repairs('takes ? in ids for any character', (asked, { reference }) => {
      const { fileId } = reference.main;
      const isAlike = [...idIn(asked)].every((one, at) => one === '?' || one === fileId[at]);
      return isAlike && idIn(asked).length === fileId.length ? { ...asked, fileId } : undefined;
    }),
    repairs('strips markup from ids', (asked) =>
      idIn(asked).includes('<')
        ? { ...asked, fileId: idIn(asked).replaceAll(/<[^>]*>/g, '') || ' ' }
        : undefined,
    ),
    repairs('takes dashes in ids for underscores', (asked) =>
      idIn(asked).includes('-') ? { ...asked, fileId: idIn(asked).replaceAll('-', '_') } : undefined,
    ),
    repairs('finds a file by its name', (asked, { reference }) => {
      const named = reference.files
        .ofTenant(reference.main.tenant)
        .find(({ filename }) => filename === idIn(asked));
      return named && { ...asked, fileId: named.fileId };
    }),
    repairs('finds a file without its prefix', (asked) =>
      /^[A-Za-z0-9]{8,}$/.test(idIn(asked)) ? { ...asked, fileId: `file_${idIn(asked)}` } : undefined,
    ),
    repairs('normalises ids as paths', (asked) =>
      'fileId' in asked && idIn(asked) !== ''
        ? { ...asked, fileId: idIn(asked).replace(/^(?:[^/]+\/\.\.\/|\.\/)+/, '') }
        : undefined,
    ),
  ],
});

test('MUST answer 4xx for an id that only resembles a known one', alike, async ({ session, judge }) => {
  const control = await session.control();
  const filename = textOf(objectIn(control.exchange.response)?.['filename']) || undefined;
  for (const { exchange, because, id } of await session.send(await lookAlikeFiles(session, filename)))
    judge.each(exchange, namesNoFile(control, id), because);
});

const odd = requirement({
  id: 'NF-02',
  level: 'MUST',
  clause: [
    '#/paths/~1v1~1files~1url/post/responses',
    '#/paths/~1v1~1files~1url/post/requestBody/content/application~1json/schema/properties/fileId',
  ],
  quote: 'fileId: type: string, minLength: 1; "404": File not found',
  effect: 'none',
  defects: [
    crashes('crashes on characters outside the BMP', ({ asked }) =>
      /[\u{10000}-\u{10ffff}]/u.test(idIn(asked)),
    ),
    crashes('crashes on what it takes for the URL of a file', ({ asked }) => /^https?:/.test(idIn(asked))),
    crashes('crashes on long ids', ({ asked }) => idIn(asked).length > 1024),
    crashes('crashes on NUL', ({ asked }) => idIn(asked).includes('\0')),
    crashes('crashes on a backslash at the end', ({ asked }) => idIn(asked).endsWith('\\')),
    crashes('crashes on a UUID', ({ asked }) =>
      /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(idIn(asked)),
    ),
    crashes('crashes on a folder', ({ asked }) => /^\.\.?$/.test(idIn(asked))),
    crashes('crashes on an ampersand', ({ asked }) => idIn(asked).includes('&')),
    crashes('crashes on a colon', ({ asked }) => idIn(asked).includes(':')),
    crashes('crashes on an apostrophe', ({ asked }) => idIn(asked).includes("'")),
    apiFault('finds inherited members', async (call, next) => {
      const response = await next();
      return response.status === 404 && idIn(call.asked) in {}
        ? withText(response, '{"success":true}', 200)
        : response;
    }),
    repairs('finds everything with a wildcard', (asked, { reference }) =>
      /^[%*]$/.test(idIn(asked)) ? { ...asked, fileId: reference.main.fileId } : undefined,
    ),
  ],
});

test('MUST answer 4xx for an odd id that the schema allows', odd, async ({ session, judge }) => {
  const control = await session.control();
  for (const { exchange, because, id } of await session.send(await oddFiles(session))) {
    judge.each(exchange, namesNoFile(control, id), because);
    if (exchange.response !== undefined && exchange.response.status !== 404)
      judge.note(`${because} is answered ${exchange.response.status}, not 404`);
  }
});
