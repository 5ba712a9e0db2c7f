import type { Json, JsonObject } from '../../../src/contract/json.ts';
import { isJsonObject } from '../../../src/contract/json.ts';
import { test } from '../../../src/fixtures.ts';
import { refused, refusedWith } from '../../../src/judgement/status.ts';
import { fault } from '../../../src/reference/defects/fault.ts';
import { overlooks, repairs } from '../../../src/reference/defects/requests.ts';
import { asksForUpload } from '../../../src/reference/defects/uploads.ts';
import { requirement } from '../../../src/requirement.ts';
import type { Session } from '../../../src/session.ts';
import { credentialVectors } from '../../../src/traffic/credentials.ts';
import { missingTenantVector, wrongTenantVectors } from '../../../src/traffic/tenants.ts';
import { askUpload, ticketIn, uploadBody } from '../../../src/traffic/upload/ask.ts';
import { fetchBack, isStored, put } from '../../../src/traffic/upload/round-trip.ts';
import { plainCargo } from '../../../src/traffic/upload/cargo.ts';
import { brokenUploads } from '../../../src/traffic/upload/broken.ts';
import type { Vector } from '../../../src/traffic/vector.ts';

const fields = 'P: Request Fields';

const readAsDocument = requirement({
  id: 'UPL-00',
  level: 'MUST',
  clause: [
    '#/paths/~1v1~1files~1url/post/requestBody/content/application~1json/schema/properties/action/enum',
  ],
  quote: 'enum: [view, download] (D1: the prose has upload)',
  effect: 'none',
  defects: [
    // The sound reference server offers uploads, which is the fault where only the core profile is claimed.
    fault('offers uploads', (_, next) => next()),
    fault('takes upload of a file for view', (call, next) => {
      if (!asksForUpload(call)) return next();
      return next({
        body: JSON.stringify({ ...call.asked, action: 'fileId' in call.asked ? 'view' : 'none' }),
      });
    }),
    fault('offers uploads of PDF files', (call, next) =>
      asksForUpload(call) && call.asked['contentType'] !== 'application/pdf'
        ? next({ body: JSON.stringify({ ...call.asked, action: 'none' }) })
        : next(),
    ),
  ],
});

test(
  'MUST reject action upload where only the core profile is claimed',
  readAsDocument,
  async ({ session, judge }) => {
    if (session.uploads !== undefined) {
      judge.inapplicable('the upload profile is claimed');
      return;
    }
    await session.control();
    const cargo = plainCargo('not claimed');
    const { fileId } = await session.host();
    const { fileName: _, ...unnamed } = uploadBody(cargo);
    const sent = await session.send([
      {
        body: uploadBody(cargo),
        because: 'action upload (D1); a target that follows the prose claims TARGET_PROFILES=core,upload',
      },
      {
        body: { ...unnamed, fileId },
        because: 'action upload with the fileId of an existing file, which neither prose nor document allows',
      },
    ]);
    for (const { exchange, because } of sent) judge.each(exchange, refused, because);
  },
);

/** The body of an upload that passed, to put a mutation into; gives up when none does. */
async function acceptedUpload(session: Session): Promise<JsonObject> {
  const cargo = plainCargo('host');
  if (session.replays) return uploadBody(cargo);
  const asked = await askUpload(session, cargo, { occasion: 'host' });
  if (ticketIn(asked) === undefined) session.giveUp('no upload URL is handed out (UPL-01), the control');
  return uploadBody(cargo);
}

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
    [
      { ...rest, contentType: contentType ?? '', fileId },
      'the fileId of an existing file instead of fileName',
    ],
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

const authorised = requirement({
  id: 'UPL-25',
  level: 'MUST',
  clause: ['#/security/0/bearerAuth', '#/paths/~1v1~1files~1url/post/parameters/0', 'W: overview'],
  quote: 'All endpoints require authentication via Bearer token and a Tenant-ID header',
  effect: 'writes',
  profile: 'upload',
  defects: [
    overlooks('lets anybody upload', (call) =>
      asksForUpload(call) && !call.request.headers.has('authorization')
        ? { authorization: `Bearer ${call.reference.main.token}` }
        : undefined,
    ),
    overlooks('uploads without a tenant', (call) =>
      asksForUpload(call) && !call.request.headers.has('tenant-id')
        ? { 'tenant-id': call.reference.main.tenant }
        : undefined,
    ),
    overlooks('uploads into any tenant', (call) => {
      const { main, alt } = call.reference;
      const foreign = call.request.headers.get('tenant-id') === alt.tenant;
      return asksForUpload(call) &&
        foreign &&
        call.request.headers.get('authorization') === `Bearer ${main.token}`
        ? { authorization: `Bearer ${alt.token}` }
        : undefined;
    }),
    overlooks('takes any key for an upload', (call) =>
      asksForUpload(call) &&
      call.request.headers.get('authorization')?.startsWith('Bearer ') === true &&
      call.request.headers.get('tenant-id') === call.reference.main.tenant
        ? { authorization: `Bearer ${call.reference.main.token}` }
        : undefined,
    ),
  ],
});

test('MUST refuse an upload without a valid key and tenant', authorised, async ({ session, judge }) => {
  const body = await acceptedUpload(session);
  const { main, alt } = session.target;
  const mixed: Vector[] =
    alt === undefined
      ? []
      : [
          {
            body,
            deviation: { as: { token: main.token, tenant: alt.tenant } },
            because: 'the key of one organisation, the tenant of the other',
          },
        ];
  const vectors = [
    ...credentialVectors(session, body).slice(0, 2),
    missingTenantVector(session, body),
    ...wrongTenantVectors(session, body).slice(1, 2),
    ...mixed,
  ];
  for (const { exchange, because } of await session.send(vectors)) judge.each(exchange, refused, because);
});
