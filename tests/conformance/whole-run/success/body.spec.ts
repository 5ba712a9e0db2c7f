import { gzipSync } from 'node:zlib';
import { isJsonObject } from '../../../../src/contract/json.ts';
import { header } from '../../../../src/client/exchange.ts';
import { test } from '../../../../src/fixtures.ts';
import { objectIn, quoted, readJson, textIn } from '../../../../src/judgement/body.ts';
import { duplicateMember } from '../../../../src/judgement/duplicate-members.ts';
import { essenceOf } from '../../../../src/judgement/media-type.ts';
import { isMediaType } from '../../../../src/judgement/media-type-value.ts';
import { at, conforms } from '../../../../src/judgement/schema.ts';
import { changesBody, changesHeader, withText } from '../../../../src/reference/defects/answers.ts';
import { apiFault } from '../../../../src/reference/defects/fault.ts';
import { requirement } from '../../../../src/requirement.ts';
import { everyAnswer, everySuccess } from '../../../../src/traffic/tour.ts';

const r200 = '#/paths/~1v1~1files~1url/post/responses/200/content/application~1json/schema';
const members = ['success', 'url', 'filename', 'contentType', 'fileSize', 'expiresAt'];

const mediaType = requirement({
  id: 'SCH-02',
  level: 'MUST',
  clause: ['#/paths/~1v1~1files~1url/post/responses/200/content', 'RFC 9110 §8.3'],
  quote: 'content: application/json',
  effect: 'none',
  defects: [
    changesHeader('sends text/plain', 'content-type', 'text/plain', ({ status }) => status === 200),
    changesHeader('sends no Content-Type', 'content-type', null, ({ status }) => status === 200),
  ],
});

test('MUST send the 200 body as application/json', mediaType, async ({ session, judge }) => {
  const { mediaType: declared } = session.responseBody(200);
  for (const answer of await everySuccess(session)) {
    judge.each(answer, ({ response }) => {
      const value = header(response.headers, 'Content-Type');
      if (essenceOf(value) === declared) return undefined;
      return { received: `Content-Type: ${value ?? '(absent)'}`, expected: declared };
    });
  }
});

const oneObject = requirement({
  id: 'SCH-03',
  level: 'MUST',
  clause: [`${r200}/type`, 'RFC 8259 §2', 'RFC 8259 §8.1'],
  quote: 'type: object; implementations MUST NOT add a byte order mark',
  effect: 'none',
  defects: [
    apiFault('begins the body with a byte order mark', async (_, next) => {
      const response = await next();
      return response.ok ? withText(response, `\ufeff${await response.text()}`) : response;
    }),
    apiFault('puts text behind the object', async (_, next) => {
      const response = await next();
      return response.ok ? withText(response, `${await response.text()}\nnull`) : response;
    }),
    apiFault('leaves out the end of the gzip', async (_, next) => {
      const response = await next();
      if (!response.ok) return response;
      const coded = withText(response, gzipSync(await response.text()).subarray(0, -8));
      coded.headers.set('content-encoding', 'gzip');
      return coded;
    }),
    changesBody('wraps the object in an array', (body) => [body]),
    apiFault('encodes the body as Latin-1', async (_, next) => {
      const response = await next();
      if (!response.ok) return response;
      const text = (await response.text()).replace(/"filename":"/, '"filename":"Größe ');
      return withText(response, Buffer.from(text, 'latin1'));
    }),
  ],
});

test(
  'MUST answer 200 with one JSON object in UTF-8 without a byte order mark',
  oneObject,
  async ({ session, judge }) => {
    for (const answer of await everySuccess(session)) {
      judge.each(answer, ({ response }) => {
        const reading = readJson(response);
        if (!('value' in reading)) return { received: reading.problem, expected: 'one JSON object in UTF-8' };
        if (isJsonObject(reading.value)) return undefined;
        return { received: quoted(reading.value), expected: 'a JSON object' };
      });
    }
  },
);

const rows = [
  {
    id: 'SCH-04',
    title: 'MUST give success, url, filename, contentType, fileSize and expiresAt in a 200 body',
    clause: `${r200}/required`,
    quote: `required: [${members.join(', ')}]`,
    concerns: ({ keyword }: { keyword: string }) => keyword === 'required',
    defects: members.map((member) =>
      changesBody(`leaves out ${member}`, (body) =>
        Object.fromEntries(Object.entries(body).filter(([name]) => name !== member)),
      ),
    ),
  },
  {
    id: 'SCH-05',
    title: 'MUST have true as success in a 200 body',
    clause: `${r200}/properties/success/enum`,
    quote: 'type: boolean, enum: [true]',
    concerns: at('success'),
    defects: [
      changesBody('success is a string', (body) => ({ ...body, success: 'true' })),
      changesBody('success is 1 for downloads', (body) => ({ ...body, success: 1 }), {
        when: ({ asked }) => asked['action'] === 'download',
      }),
    ],
  },
  {
    id: 'SCH-06',
    title: 'MUST have an absolute URI as url in a 200 body',
    clause: `${r200}/properties/url`,
    quote: 'type: string, format: uri',
    concerns: at('url'),
    defects: [
      changesBody('url is a relative path', (body) => {
        const { pathname, search } = new URL(body['url'] as string);
        return { ...body, url: pathname + search };
      }),
      changesBody('url has no scheme', (body) => ({
        ...body,
        url: (body['url'] as string).replace(/^https?:/, ''),
      })),
      changesBody('url holds a raw blank', (body) => ({ ...body, url: `${String(body['url'])}&n=a b` })),
    ],
  },
  {
    id: 'SCH-07',
    title: 'MUST have non-empty strings as filename and contentType in a 200 body',
    clause: `${r200}/properties/filename/minLength`,
    quote: 'type: string, minLength: 1',
    concerns: at('filename', 'contentType'),
    defects: [
      changesBody('filename is empty', (body) => ({ ...body, filename: '' })),
      changesBody('contentType is empty', (body) => ({ ...body, contentType: '' })),
      changesBody('contentType is null', (body) => ({ ...body, contentType: null })),
    ],
  },
  {
    id: 'SCH-08',
    title: 'MUST have a number of at least 0 as fileSize in a 200 body',
    clause: `${r200}/properties/fileSize/minimum`,
    quote: 'type: number, minimum: 0',
    concerns: at('fileSize'),
    defects: [
      changesBody('fileSize is -1', (body) => ({ ...body, fileSize: -1 })),
      changesBody('fileSize is a numeric string', (body) => ({
        ...body,
        fileSize: String(body['fileSize']),
      })),
    ],
  },
  {
    id: 'SCH-09',
    title: 'MUST have a number of at least 0 as expiresAt in a 200 body',
    clause: `${r200}/properties/expiresAt`,
    quote: 'type: number, minimum: 0 (D3: the prose shows a string; the OpenAPI document stands)',
    concerns: at('expiresAt'),
    defects: [
      changesBody('expiresAt is an RFC 3339 string', (body) => ({
        ...body,
        expiresAt: new Date(Number(body['expiresAt']) * 1000).toISOString(),
      })),
      changesBody('expiresAt is null', (body) => ({ ...body, expiresAt: null })),
    ],
  },
] as const;

for (const { id, title, clause, quote, concerns, defects } of rows) {
  const details = requirement({ id, level: 'MUST', clause: [clause], quote, effect: 'none', defects });
  test(title, details, async ({ session, judge }) => {
    const judgement = conforms(session.contract, session.responseBody(200), concerns);
    for (const answer of await everySuccess(session)) judge.each(answer, judgement);
  });
}

const octets = requirement({
  id: 'SCH-10',
  level: 'SHOULD',
  clause: ['W: files/get'],
  quote: 'File size in bytes',
  effect: 'none',
  defects: [changesBody('fileSize is 12.5', (body) => ({ ...body, fileSize: 12.5 }))],
});

test('SHOULD have a whole number as fileSize', octets, async ({ session, judge }) => {
  for (const answer of await everySuccess(session)) {
    judge.each(answer, ({ response }) => {
      const fileSize = objectIn(response)?.['fileSize'];
      if (typeof fileSize !== 'number' || Number.isInteger(fileSize)) return undefined;
      return { received: `fileSize is ${fileSize}`, expected: 'a whole number of octets' };
    });
  }
});

const typeGrammar = requirement({
  id: 'SCH-11',
  level: 'SHOULD',
  clause: ['RFC 9110 §8.3.1'],
  quote: 'media-type = type "/" subtype parameters',
  effect: 'none',
  defects: [
    changesBody('contentType is an extension', (body) => ({ ...body, contentType: 'pdf' })),
    changesBody(
      'contentType has two slashes for views',
      (body) => ({ ...body, contentType: 'application/x/pdf' }),
      {
        when: ({ asked }) => asked['action'] === 'view',
      },
    ),
    changesBody('contentType has a parameter without a value', (body) => ({
      ...body,
      contentType: `${String(body['contentType'])}; charset`,
    })),
  ],
});

test('SHOULD have a media type as contentType', typeGrammar, async ({ session, judge }) => {
  for (const answer of await everySuccess(session)) {
    judge.each(answer, ({ response }) => {
      const contentType = objectIn(response)?.['contentType'];
      if (typeof contentType !== 'string' || isMediaType(contentType)) return undefined;
      return {
        received: `contentType is ${quoted(contentType)}`,
        expected: 'type/subtype, and name=value behind each semicolon',
      };
    });
  }
});

const unique = requirement({
  id: 'SCH-12',
  level: 'SHOULD',
  clause: ['RFC 8259 §4'],
  quote: 'The names within an object SHOULD be unique',
  effect: 'none',
  defects: [
    apiFault('writes url twice', async (_, next) => {
      const response = await next();
      return response.ok
        ? withText(response, (await response.text()).replace('{', '{"url":"https://a.example",'))
        : response;
    }),
    apiFault('writes code twice in errors', async (_, next) => {
      const response = await next();
      const text = await response.clone().text();
      return response.status === 404
        ? withText(response, text.replace('"code":', '"code":"ERROR","code":'))
        : response;
    }),
  ],
});

test('SHOULD have each member name once in an answer', unique, async ({ session, judge }) => {
  for (const answer of await everyAnswer(session)) {
    judge.each(answer, ({ response }) => {
      const duplicate = objectIn(response) && duplicateMember(textIn(response));
      return duplicate === undefined ? undefined : { received: duplicate, expected: 'unique member names' };
    });
  }
});

const drift = requirement({
  id: 'SCH-13',
  level: 'INFO',
  clause: [r200],
  quote: 'the schema has no additionalProperties',
  effect: 'none',
  defects: [changesBody('adds fileId', (body, { asked }) => ({ ...body, fileId: asked['fileId'] }))],
});

test('INFO: members of a 200 body that the document does not declare', drift, async ({ session, judge }) => {
  const properties = session.responseBody(200).schema['properties'];
  const declared = new Set(isJsonObject(properties) ? Object.keys(properties) : []);
  const answers = await everySuccess(session);
  const names = answers.flatMap(({ response }) => Object.keys(objectIn(response) ?? {}));
  const extra = [...new Set(names.filter((name) => !declared.has(name)))].sort();
  judge.together(answers.slice(0, 1), () =>
    extra.length === 0
      ? undefined
      : { received: extra.join(', '), expected: 'declared members only, to be free of drift' },
  );
});
