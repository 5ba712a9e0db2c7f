import { header } from '../../../../src/client/exchange.ts';
import { test } from '../../../../src/fixtures.ts';
import { objectIn, quoted } from '../../../../src/judgement/body.ts';
import { dispositionOf } from '../../../../src/judgement/disposition.ts';
import { essenceOf } from '../../../../src/judgement/media-type.ts';
import { deliveryIn, sizeOf } from '../../../../src/judgement/retrieval.ts';
import { changesBody } from '../../../../src/reference/defects/answers.ts';
import { isDownload, serves, withField } from '../../../../src/reference/defects/storage.ts';
import { requirement } from '../../../../src/requirement.ts';
import { delivered, fetched } from '../../../../src/traffic/deliveries.ts';
import { otherFile } from '../../../../src/traffic/sibling-file.ts';
import { knownFileSuccesses } from '../../../../src/traffic/tour.ts';

const r200 = '#/paths/~1v1~1files~1url/post/responses/200/content/application~1json/schema';

const size = requirement({
  id: 'DL-02',
  level: 'MUST',
  clause: [`${r200}/properties/fileSize`, 'W: files/get'],
  quote: 'File size in bytes',
  effect: 'none',
  defects: [
    changesBody('has a stale fileSize', (body) => ({ ...body, fileSize: Number(body['fileSize']) + 1 })),
    changesBody('has fileSize in KiB for long lifetimes', (body, { asked }) =>
      Number(asked['expiresInMinutes']) > 600
        ? { ...body, fileSize: Math.ceil(Number(body['fileSize']) / 1024) }
        : body,
    ),
    changesBody('has the size of the first file for every other one', (body, { reference, asked }) => ({
      ...body,
      ...(asked['fileId'] !== reference.main.fileId && { fileSize: 1 }),
    })),
    serves('leaves out the last octet', async (response) => {
      const bytes = new Uint8Array(await response.arrayBuffer()).slice(0, -1);
      return new Response(bytes, {
        headers: { ...Object.fromEntries(response.headers), 'content-length': String(bytes.length) },
      });
    }),
  ],
});

test('MUST deliver as many octets as fileSize says', size, async ({ session, judge }) => {
  const all = await delivered(session);
  const [first] = all;
  for (const { answer, retrieval, response, because } of all) {
    judge.together(
      [answer, retrieval.last],
      () => sizeComplaint(objectIn(answer.response)?.['fileSize'], response.size, sizeOf(response)),
      because,
    );
  }
  const other = session.selected ? await otherFile(session) : undefined;
  const another = other && (await fetched(session, other));
  const got = another && deliveryIn(another.retrieval.last);
  if (another !== undefined && got !== undefined)
    judge.together(
      [another.answer, another.retrieval.last],
      () => sizeComplaint(objectIn(another.answer.response)?.['fileSize'], got.size, sizeOf(got)),
      'another file',
    );
  if (first === undefined) return;
  for (const answer of await knownFileSuccesses(session)) {
    judge.together([answer, first.retrieval.last], () =>
      sizeComplaint(objectIn(answer.response)?.['fileSize'], first.response.size, sizeOf(first.response)),
    );
  }
});

function sizeComplaint(
  fileSize: unknown,
  ...measured: number[]
): { received: string; expected: string } | undefined {
  if (typeof fileSize !== 'number' || measured.includes(fileSize)) return undefined;
  return {
    received: `fileSize ${fileSize}, ${measured.at(-1)} octets delivered`,
    expected: 'the same number',
  };
}

const type = requirement({
  id: 'DL-03',
  level: 'MUST',
  clause: [`${r200}/properties/contentType`],
  quote: 'contentType: type: string',
  effect: 'none',
  defects: [
    serves('delivers everything as octet-stream', (response) =>
      withField(response, 'content-type', 'application/octet-stream'),
    ),
    serves('delivers views as HTML', (response, call) =>
      isDownload(call) ? response : withField(response, 'content-type', 'text/html'),
    ),
    changesBody(
      'announces another type for downloads',
      (body) => ({ ...body, contentType: 'application/x-download' }),
      {
        when: ({ asked }) => asked['action'] === 'download' && 'expiresInMinutes' in asked,
      },
    ),
  ],
});

test('MUST deliver the file with the type that contentType says', type, async ({ session, judge }) => {
  const all = await delivered(session);
  const typed = all.flatMap((one) => {
    const value = header(one.response.headers, 'Content-Type');
    return value === undefined ? [] : [{ ...one, value }];
  });
  if (typed.length === 0) judge.inapplicable('the storage sends no Content-Type (DL-12)');
  const complain = (
    contentType: unknown,
    value: string,
  ): { received: string; expected: string } | undefined =>
    typeof contentType !== 'string' || essenceOf(contentType) === essenceOf(value)
      ? undefined
      : { received: `Content-Type: ${value}`, expected: `contentType ${quoted(contentType)}` };
  for (const { answer, retrieval, value, because } of typed) {
    judge.together(
      [answer, retrieval.last],
      () => complain(objectIn(answer.response)?.['contentType'], value),
      because,
    );
  }
  const [first] = typed;
  if (first === undefined) return;
  for (const answer of await knownFileSuccesses(session)) {
    judge.together([answer, first.retrieval.last], () =>
      complain(objectIn(answer.response)?.['contentType'], first.value),
    );
  }
});

const typeSent = requirement({
  id: 'DL-12',
  level: 'SHOULD',
  clause: [`${r200}/properties/contentType`, 'RFC 9110 §8.3'],
  quote: 'A sender that generates a message containing content SHOULD generate a Content-Type header field',
  effect: 'none',
  defects: [serves('delivers without Content-Type', (response) => withField(response, 'content-type', null))],
});

test('SHOULD send a Content-Type with the file', typeSent, async ({ session, judge }) => {
  for (const { retrieval, response, because } of await delivered(session)) {
    judge.each(
      retrieval.last,
      () =>
        header(response.headers, 'Content-Type') === undefined
          ? { received: 'no Content-Type', expected: 'a Content-Type' }
          : undefined,
      because,
    );
  }
});

const name = requirement({
  id: 'DL-06',
  level: 'SHOULD',
  clause: ['RFC 6266 §4.3', 'RFC 8187 §3.2'],
  quote: 'a filename to be constructed',
  effect: 'none',
  defects: [
    serves('writes the name in the wrong charset', (response) =>
      withField(
        response,
        'content-disposition',
        "attachment; filename*=UTF-8''Vertrag%20N%C2%BA%207%20-%20gr%FC%DFe.pdf",
      ),
    ),
    serves('names every file download', (response) =>
      withField(response, 'content-disposition', 'attachment; filename="download"'),
    ),
    changesBody('announces a stale name now and then', (body, { asked }) =>
      Number(asked['expiresInMinutes']) > 1000 ? { ...body, filename: 'old.pdf' } : body,
    ),
  ],
});

test('SHOULD deliver the file under the name that filename says', name, async ({ session, judge }) => {
  const all = await delivered(session);
  const named = all.flatMap((one) => {
    const value = header(one.response.headers, 'Content-Disposition');
    if (value === undefined || !/filename\*?\s*=/i.test(value)) return [];
    return [{ ...one, filename: dispositionOf(value).filename ?? `(undecodable) ${value}` }];
  });
  if (named.length === 0) judge.inapplicable('the storage sends no file name');
  const complain = (
    announced: unknown,
    filename: string,
  ): { received: string; expected: string } | undefined =>
    typeof announced !== 'string' || announced === filename
      ? undefined
      : { received: `filename ${quoted(filename)}`, expected: quoted(announced) };
  for (const { answer, retrieval, filename, because } of named) {
    judge.together(
      [answer, retrieval.last],
      () => complain(objectIn(answer.response)?.['filename'], filename),
      because,
    );
  }
  const [first] = named;
  if (first === undefined) return;
  for (const answer of await knownFileSuccesses(session)) {
    judge.together([answer, first.retrieval.last], () =>
      complain(objectIn(answer.response)?.['filename'], first.filename),
    );
  }
});
