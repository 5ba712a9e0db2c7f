import type { Answered } from '../../../src/client/exchange.ts';
import type { JsonObject } from '../../../src/contract/json.ts';
import type { Announced } from '../../../src/judgement/announced.ts';
import { announcedBy } from '../../../src/judgement/announced.ts';
import { sentObject } from '../../../src/judgement/body.ts';
import { isSuccess } from '../../../src/judgement/status.ts';
import type { Session } from '../../../src/session.ts';
import { memberOf } from '../../../src/traffic/accepted.ts';
import { everyUpload } from '../../../src/traffic/tour.ts';
import type { Ticket, UploadOptions } from '../../../src/traffic/upload/ask.ts';
import { askUpload, ticketIn, uploadBody } from '../../../src/traffic/upload/ask.ts';
import { plainCargo, roundTrips } from '../../../src/traffic/upload/cargo.ts';
import type { Cargo } from '../../../src/traffic/upload/round-trip.ts';
import { uploadLifetimes } from '../../../src/traffic/upload/lifetimes.ts';
import { uploadSchemas } from '../../../src/traffic/upload/schemas.ts';

/** Every success of the run that hands out an upload URL; the plain uploads are made first. */
export async function tickets(session: Session): Promise<Answered[]> {
  if (session.selected) await roundTrips(session);
  return (await everyUpload(session)).filter(isSuccess);
}

/** The same with what was asked for and what was announced, several lifetimes among them. */
export async function announcedUploads(session: Session): Promise<Announced[]> {
  await session.ask(uploadLifetimes(session));
  const { schema } = memberOf(uploadSchemas(session).request.schema, 'expiresInMinutes');
  return (await tickets(session)).map((ticket) =>
    announcedBy(ticket, sentObject(ticket) ?? {}, Number(schema['maximum'])),
  );
}

/** The upload URL for a file; gives up when none is handed out. */
export async function ticketFor(session: Session, cargo: Cargo, options: UploadOptions): Promise<Ticket> {
  const asked = await askUpload(session, cargo, options);
  return ticketIn(asked) ?? session.giveUp('no upload URL is handed out (UPL-01)');
}

/** The body of an upload that passed, to put a mutation into; gives up when none does. */
export async function acceptedUpload(session: Session): Promise<JsonObject> {
  const cargo = plainCargo('host');
  if (session.replays) return uploadBody(cargo);
  const asked = await askUpload(session, cargo, { occasion: 'host' });
  if (ticketIn(asked) === undefined) session.giveUp('no upload URL is handed out (UPL-01), the control');
  return uploadBody(cargo);
}
