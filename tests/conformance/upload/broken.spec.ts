import type { Json, JsonObject } from '../../../src/contract/json.ts';
import { isJsonObject } from '../../../src/contract/json.ts';
import { test } from '../../../src/fixtures.ts';
import { refused, refusedWith } from '../../../src/judgement/status.ts';
import { repairs } from '../../../src/reference/defects/requests.ts';
import { requirement } from '../../../src/requirement.ts';
import type { Session } from '../../../src/session.ts';
import { ticketIn } from '../../../src/traffic/upload/ask.ts';
import { fetchBack, isStored, put } from '../../../src/traffic/upload/round-trip.ts';
import { plainCargo } from '../../../src/traffic/upload/cargo.ts';
import { brokenUploads } from '../../../src/traffic/upload/broken.ts';
import type { Vector } from '../../../src/traffic/vector.ts';
import { acceptedUpload } from './tickets.ts';

const fields = 'P: Request Fields';

const complete = requirement({
  id: 'UPL-02',
  level: 'MUST',
  clause: [fields],
  quote: 'fileName: required for upload; contentType: required for upload',
  effect: 'writes',
  profile: 'upload',
  defects: [
    repairs('does without a fileName', (asked) =>
      asked['action'] === 'upload' && !('fileName' in asked) ? { ...asked, fileName: 'unnamed' } : undefined,
    ),
    repairs('does without a contentType', (asked) =>
      asked['action'] === 'upload' && !('contentType' in asked)
        ? { ...asked, contentType: 'application/octet-stream' }
        : undefined,
    ),
    repairs('does without both', (asked) =>
      asked['action'] === 'upload' && !('fileName' in asked) && !('contentType' in asked)
        ? { ...asked, fileName: 'unnamed', contentType: 'application/octet-stream' }
        : undefined,
    ),
    repairs('takes null for no name and makes one', (asked) =>
      asked['action'] === 'upload' && asked['fileName'] === null
        ? { ...asked, fileName: 'unnamed' }
        : undefined,
    ),
    repairs('takes an existing fileId for the rest', (asked) =>
      asked['action'] === 'upload' && 'fileId' in asked && !('fileName' in asked)
        ? { action: 'upload', fileName: 'known', contentType: 'application/pdf' }
        : undefined,
    ),
  ],
});

test('MUST reject an upload without fileName or contentType', complete, async ({ session, judge }) => {
  const host = await acceptedUpload(session);
  const { fileName, contentType, ...rest } = host;
  const { fileId } = await session.host();
  const bodies: [Json, string][] = [
    [{ ...rest, contentType: contentType ?? '' }, 'no fileName'],
    [{ ...rest, fileName: fileName ?? '' }, 'no contentType'],
    [{ ...rest, fileId }, 'the fileId of an existing file instead of fileName and contentType'],
  ];
  const nulls = brokenLabels(session, host).filter(
    ({ body }) => isJsonObject(body) && (body['fileName'] === null || body['contentType'] === null),
  );
  const sent = await session.send([...bodies.map(([body, because]) => ({ body, because })), ...nulls]);
  for (const { exchange, because } of sent) judge.each(exchange, refused, because);
});

/** An upload with a name or a type that is no text or empty, for each of the two in turn. */
function brokenLabels(session: Session, host: JsonObject): Vector[] {
  return ['fileName', 'contentType'].flatMap((member) =>
    session.take(
      [
        { body: { ...host, [member]: 12 }, because: `upload, ${member} is a number` },
        ...brokenUploads(session, host, member),
      ],
      'brokenLabels',
    ),
  );
}

const typed = requirement({
  id: 'UPL-19',
  level: 'SHOULD',
  clause: [fields],
  quote: 'fileName: name of file to upload; contentType: MIME type of file',
  effect: 'writes',
  profile: 'upload',
  defects: [
    repairs('takes a number for a name', (asked) =>
      asked['action'] === 'upload' && typeof asked['fileName'] === 'number'
        ? { ...asked, fileName: String(asked['fileName']) }
        : undefined,
    ),
    repairs('takes null for a contentType', (asked) =>
      asked['action'] === 'upload' && asked['contentType'] === null
        ? { ...asked, contentType: 'application/octet-stream' }
        : undefined,
    ),
    repairs('takes an empty name', (asked) =>
      asked['action'] === 'upload' && asked['fileName'] === ''
        ? { ...asked, fileName: 'unnamed' }
        : undefined,
    ),
  ],
});

test(
  'SHOULD reject an upload whose fileName or contentType is no text or empty',
  typed,
  async ({ session, judge }) => {
    const vectors = brokenLabels(session, await acceptedUpload(session));
    for (const { exchange, because } of await session.send(vectors)) {
      judge.each(exchange, refusedWith(400, 415, 422), because);
      // What is said of the file afterwards is for others to judge (SCH-07 to SCH-11).
      const ticket = ticketIn(exchange);
      if (ticket === undefined) continue;
      const { last } = await put(session, ticket, plainCargo('odd label'));
      if (isStored(last)) await fetchBack(session, ticket.fileId);
    }
  },
);

const spelt = requirement({
  id: 'UPL-35',
  level: 'MUST',
  clause: [
    'P: Request Fields',
    '#/paths/~1v1~1files~1url/post/requestBody/content/application~1json/schema/required',
  ],
  quote: 'action: `download` or `upload`; required: [fileId]',
  effect: 'writes',
  profile: 'upload',
  defects: [
    repairs('takes a fileName for the wish to upload', (asked) =>
      'fileName' in asked && !('action' in asked) && !('fileId' in asked)
        ? { ...asked, action: 'upload' }
        : undefined,
    ),
    repairs('knows upload in any case', (asked) =>
      /^upload$/i.test(String(asked['action'])) ? { ...asked, action: 'upload' } : undefined,
    ),
    repairs('trims the action of an upload', (asked) =>
      String(asked['action']).trim() === 'upload' ? { ...asked, action: 'upload' } : undefined,
    ),
  ],
});

test(
  'MUST reject an upload whose action is left out or spelt otherwise',
  spelt,
  async ({ session, judge }) => {
    const { action: _, ...rest } = await acceptedUpload(session);
    const vectors: Vector[] = [
      { body: rest, because: 'fileName and contentType without action' },
      { body: { ...rest, action: 'UPLOAD' }, because: 'action in upper case' },
      { body: { ...rest, action: 'upload\n' }, because: 'action with a line feed behind' },
    ];
    for (const { exchange, because } of await session.send(session.take(vectors, 'brokenLabels')))
      judge.each(exchange, refused, because);
  },
);

const bounded = requirement({
  id: 'UPL-24',
  level: 'MUST',
  clause: [
    '#/paths/~1v1~1files~1url/post/requestBody/content/application~1json/schema/properties/expiresInMinutes',
  ],
  quote: 'expiresInMinutes: type: number, minimum: 1, maximum: 1440',
  effect: 'writes',
  profile: 'upload',
  defects: [
    repairs('takes any lifetime for an upload', (asked) =>
      asked['action'] === 'upload' && Number(asked['expiresInMinutes']) > 1440
        ? { ...asked, expiresInMinutes: 1440 }
        : undefined,
    ),
    repairs('takes a lifetime of zero for an upload', (asked) =>
      asked['action'] === 'upload' && asked['expiresInMinutes'] === 0
        ? { ...asked, expiresInMinutes: 60 }
        : undefined,
    ),
    repairs('takes text for the lifetime of an upload', (asked) =>
      asked['action'] === 'upload' && typeof asked['expiresInMinutes'] === 'string'
        ? { ...asked, expiresInMinutes: 60 }
        : undefined,
    ),
  ],
});

test('MUST reject an upload with a lifetime outside the schema', bounded, async ({ session, judge }) => {
  const host = await acceptedUpload(session);
  const vectors = brokenUploads(session, host, 'expiresInMinutes').slice(0, session.plan.brokenUploads);
  for (const { exchange, because } of await session.send(vectors)) judge.each(exchange, refused, because);
});
