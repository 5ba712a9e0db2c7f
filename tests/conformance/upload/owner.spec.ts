import { test } from '../../../src/fixtures.ts';
import { isJsonObject } from '../../../src/contract/json.ts';
import type { Judgement } from '../../../src/judge.ts';
import { objectIn } from '../../../src/judgement/body.ts';
import { isSuccess, refusedWith, summary } from '../../../src/judgement/status.ts';
import type { Body } from '../../../src/reference/defects/fault.ts';
import { apiFault, fault } from '../../../src/reference/defects/fault.ts';
import { asksForUpload, isUploaded } from '../../../src/reference/defects/uploads.ts';
import { overlooks } from '../../../src/reference/defects/requests.ts';
import { requirement } from '../../../src/requirement.ts';
import { askUpload, ticketIn, uploadBody } from '../../../src/traffic/upload/ask.ts';
import { plainCargo } from '../../../src/traffic/upload/cargo.ts';
import { fetchBack, isStored, put } from '../../../src/traffic/upload/round-trip.ts';
import { judgeBytes } from './judge-bytes.ts';

const invisible = requirement({
  id: 'UPL-15',
  level: 'MUST',
  clause: ['#/paths/~1v1~1files~1url/post/responses/404', 'W: overview'],
  quote: 'API keys are scoped to your organization',
  effect: 'writes',
  profile: 'upload',
  defects: [
    overlooks('shows uploaded files to everybody', (call) => {
      const { alt, main } = call.reference;
      return call.request.headers.get('tenant-id') === alt.tenant && isUploaded(call)
        ? { authorization: `Bearer ${main.token}`, 'tenant-id': main.tenant }
        : undefined;
    }),
    fault('describes, lists and deletes files for everybody', (call, next) => {
      const { alt, main } = call.reference;
      const foreign = call.request.headers.get('tenant-id') === alt.tenant;
      return foreign && call.request.method !== 'POST'
        ? next({ headers: { authorization: `Bearer ${main.token}`, 'tenant-id': main.tenant } })
        : next();
    }),
    fault('deletes files for everybody', (call, next) =>
      call.request.method === 'DELETE'
        ? next({
            headers: {
              authorization: `Bearer ${call.reference.main.token}`,
              'tenant-id': call.reference.main.tenant,
            },
          })
        : next(),
    ),
    apiFault('lets a stranger upload to the id of a file', async (call, next) => {
      const response = await next();
      const file = call.reference.files.withId(String(call.asked['fileId']));
      const stranger = file !== undefined && file.tenant !== call.request.headers.get('tenant-id');
      if (!asksForUpload(call) || !response.ok || !stranger) return response;
      const body = (await response.json()) as Body;
      const { searchParams } = new URL(String(body['url']));
      const type = searchParams.get('type') ?? '';
      const url = call.reference.sign('PUT', file.objectPath, Number(searchParams.get('expires')), { type });
      return Response.json({ ...body, url: url.href }, { headers: { date: new Date().toUTCString() } });
    }),
    overlooks('puts all uploads into one tenant', (call) => {
      const { alt, main } = call.reference;
      return asksForUpload(call) && call.request.headers.get('tenant-id') === main.tenant
        ? { authorization: `Bearer ${alt.token}`, 'tenant-id': alt.tenant }
        : undefined;
    }),
  ],
});

const otherBytes = plainCargo('what another organisation uploads').bytes;

test('MUST keep an uploaded file from other organisations', invisible, async ({ session, judge }) => {
  const alt = session.alt();
  await session.control(alt);
  const cargo = plainCargo('ours', 'ours.pdf');
  const ticket = ticketIn(await askUpload(session, cargo, { occasion: 'ours' }));
  if (ticket === undefined) return session.giveUp('no upload URL is handed out (UPL-01)');
  const bodies = session.validBodies(ticket.fileId).slice(1, 3);
  const asAlt = (because: string): Parameters<typeof session.send>[0] =>
    bodies.map((body) => ({ body, deviation: { as: alt, occasion: because }, because }));
  const early = await session.send(asAlt('the upload of another organisation, before its PUT').slice(0, 1));
  const { last } = await put(session, ticket, cargo);
  if (!isStored(last)) return session.giveUp('the PUT is refused (UPL-04)');
  await fetchBack(session, ticket.fileId);
  const late = await session.send(asAlt('the uploaded file of another organisation'));
  for (const { exchange, because } of [...early, ...late])
    judge.each(exchange, refusedWith(404, 403), because);
  // Where the target has these: the list, the metadata, the deletion.
  const path = `/v1/files/${encodeURIComponent(ticket.fileId)}`;
  const metadata = await session.api.get(path, { as: alt });
  judge.each(metadata, notGiven, `GET ${path} by the other organisation`);
  const list = await session.api.get('/v1/files?limit=100', { as: alt, occasion: 'after an upload' });
  judge.each(list, lacks(ticket.fileId), 'GET /v1/files by the other organisation');
  const deletion = await session.api.remove(ticket.fileId, undefined, { as: alt });
  judge.each(deletion, notGiven, 'DELETE by the other organisation');
  // An upload of the same name to the same id, as far as the other organisation can say that.
  const theirs = await session.api.ask({ ...uploadBody(cargo), fileId: ticket.fileId }, { as: alt });
  const theirTicket = ticketIn(theirs);
  if (theirTicket !== undefined) await put(session, theirTicket, { ...cargo, bytes: otherBytes });
  const back = await fetchBack(session, ticket.fileId, { occasion: 'after a foreign DELETE and upload' });
  judgeBytes(judge, cargo.bytes, back, 'after a DELETE and an upload by the other organisation');
});

const notGiven: Judgement = (exchange) =>
  isSuccess(exchange) ? { received: summary(exchange), expected: '4xx' } : undefined;

/** Holds when a list of files has no file with an id. */
function lacks(fileId: string): Judgement {
  return ({ response }) => {
    const files = objectIn(response)?.['files'];
    const ids = Array.isArray(files) ? files.map((file) => isJsonObject(file) && file['fileId']) : [];
    return ids.includes(fileId)
      ? { received: `the fileId ${fileId}`, expected: 'files of its own' }
      : undefined;
  };
}
