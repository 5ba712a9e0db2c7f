import { test } from '../../../src/fixtures.ts';
import { refused } from '../../../src/judgement/status.ts';
import { asksForUpload, isUploaded } from '../../../src/reference/defects/uploads.ts';
import { overlooks } from '../../../src/reference/defects/requests.ts';
import { requirement } from '../../../src/requirement.ts';
import { askUpload, ticketIn } from '../../../src/traffic/upload/ask.ts';
import { plainCargo } from '../../../src/traffic/upload/cargo.ts';
import { fetchBack, isStored, put } from '../../../src/traffic/upload/round-trip.ts';

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
    overlooks('puts all uploads into one tenant', (call) => {
      const { alt, main } = call.reference;
      return asksForUpload(call) && call.request.headers.get('tenant-id') === main.tenant
        ? { authorization: `Bearer ${alt.token}`, 'tenant-id': alt.tenant }
        : undefined;
    }),
  ],
});

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
  for (const { exchange, because } of [...early, ...late]) judge.each(exchange, refused, because);
});
