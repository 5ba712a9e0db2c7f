import { test } from '../../../src/fixtures.ts';
import { refused } from '../../../src/judgement/status.ts';
import { fault } from '../../../src/reference/defects/fault.ts';
import { overlooks } from '../../../src/reference/defects/requests.ts';
import { asksForUpload } from '../../../src/reference/defects/uploads.ts';
import { requirement } from '../../../src/requirement.ts';
import { credentialVectors } from '../../../src/traffic/credentials.ts';
import { missingTenantVector, wrongTenantVectors } from '../../../src/traffic/tenants.ts';
import { uploadBody } from '../../../src/traffic/upload/ask.ts';
import { plainCargo } from '../../../src/traffic/upload/cargo.ts';
import type { Vector } from '../../../src/traffic/vector.ts';
import { acceptedUpload } from './tickets.ts';

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
