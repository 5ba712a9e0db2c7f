import { setTimeout as pause } from 'node:timers/promises';
import { payloadOf } from '../../client/payload.ts';
import type { Exchange } from '../../client/exchange.ts';
import { isAnswered } from '../../client/exchange.ts';
import { isClientError } from '../../judgement/status.ts';
import type { Session } from '../../session.ts';
import { enumOf, memberOf } from '../accepted.ts';
import type { Ticket } from './ask.ts';
import { askUpload, ticketIn } from './ask.ts';
import { plainCargo } from './cargo.ts';
import { filler } from './filler.ts';
import type { Cargo, Return } from './round-trip.ts';
import { fetchBack, isStored, put } from './round-trip.ts';

/** An upload URL of a file that is not there yet. */
export async function pendingFile(session: Session): Promise<{ cargo: Cargo; ticket: Ticket }> {
  const cargo = plainCargo('there and back', 'contract-order-123.pdf');
  const ticket = ticketIn(await askUpload(session, cargo, { occasion: 'there and back' }));
  return { cargo, ticket: ticket ?? session.giveUp('no upload URL is handed out (UPL-01)') };
}

/** Asks for a file before its bytes were uploaded, with each action, when its upload URL was read, which must not make one. */
export async function askTooEarly(session: Session, { fileId, url }: Ticket): Promise<Return[]> {
  await session.storage.get(url);
  const actions = enumOf(memberOf(session.request, 'action')).map(String);
  return Promise.all(
    actions.map((action) =>
      fetchBack(session, fileId, { action, occasion: 'too early', mayBeMissing: true }),
    ),
  );
}

/** Milliseconds in which a server notices that a connection was dropped. */
const notice = 250;

/** Asks for a file of which half was uploaded before the connection was dropped, as it is for people who leave a page. */
export async function askAfterHalf(session: Session): Promise<Return | undefined> {
  const cargo = plainCargo('half a file');
  const ticket = ticketIn(await askUpload(session, cargo, { occasion: 'half a file' }));
  if (ticket === undefined) return undefined;
  const bytes = filler(session.seed, 200_000);
  await session.storage.breakOff(ticket.url, payloadOf(bytes), cargo.contentType);
  await pause(notice);
  return fetchBack(session, ticket.fileId, { mayBeMissing: true });
}

/** A PUT of another type than announced to a fresh upload URL and, when it is refused, what is answered to who asks for the file. */
export interface Mistyped {
  readonly cargo: Cargo;
  readonly ticket: Ticket;
  readonly mistyped: Exchange;
  readonly afterRefusal?: Return;
}

/** Uploads a file as JSON to an upload URL for PDF, the first that comes to the URL. */
export async function putMistyped(session: Session): Promise<Mistyped> {
  const cargo = plainCargo('narrow', 'narrow.pdf');
  const asked = ticketIn(await askUpload(session, cargo, { occasion: 'narrow' }));
  const ticket = asked ?? session.giveUp('no upload URL is handed out (UPL-01)');
  const json = { ...cargo, contentType: 'application/json' };
  const { last: mistyped } = await put(session, ticket, json, 'another type');
  if (!isAnswered(mistyped) || !isClientError(mistyped)) return { cargo, ticket, mistyped };
  const options = { occasion: 'after a refused PUT', mayBeMissing: true };
  return { cargo, ticket, mistyped, afterRefusal: await fetchBack(session, ticket.fileId, options) };
}

/** A file that was asked for too early, and uploaded: neither that nor a file that was deleted meanwhile must spoil it. */
export async function sendAfterAll(
  session: Session,
): Promise<{ cargo: Cargo; ticket: Ticket; put: Exchange }> {
  const { cargo, ticket } = await pendingFile(session);
  await askTooEarly(session, ticket);
  const { last } = await put(session, ticket, cargo);
  return { cargo, ticket, put: last };
}

/** A file that was uploaded after all, and downloaded. */
export async function thereAndBack(
  session: Session,
): Promise<{ cargo: Cargo; ticket: Ticket; back: Return }> {
  const { cargo, ticket, put: sent } = await sendAfterAll(session);
  if (!isStored(sent)) session.giveUp('the PUT is refused (UPL-04)');
  return { cargo, ticket, back: await fetchBack(session, ticket.fileId) };
}
