import type { Answered } from '../../../src/client/exchange.ts';
import type { Announced } from '../../../src/judgement/announced.ts';
import { announcedBy } from '../../../src/judgement/announced.ts';
import { sentObject } from '../../../src/judgement/body.ts';
import { isSuccess } from '../../../src/judgement/status.ts';
import type { Session } from '../../../src/session.ts';
import { memberOf } from '../../../src/traffic/accepted.ts';
import { everyUpload } from '../../../src/traffic/tour.ts';
import { roundTrips } from '../../../src/traffic/upload/cargo.ts';
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
