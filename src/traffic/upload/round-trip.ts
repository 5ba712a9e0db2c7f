import { setTimeout as pause } from 'node:timers/promises';
import type { Exchange, HeaderList, ReceivedResponse } from '../../client/exchange.ts';
import { isAnswered } from '../../client/exchange.ts';
import { payloadOf } from '../../client/payload.ts';
import type { JsonObject } from '../../contract/json.ts';
import { objectIn } from '../../judgement/body.ts';
import { isFollowable } from '../../judgement/followable.ts';
import { deliveryIn } from '../../judgement/retrieval.ts';
import { isClientError } from '../../judgement/status.ts';
import type { Session } from '../../session.ts';
import type { Label, Ticket, UploadOptions } from './ask.ts';
import { askUpload, ticketIn } from './ask.ts';

/** A file of our own: what it is called, said to be and holds. */
export interface Cargo extends Label {
  readonly bytes: Uint8Array;
  /** What is special about it, in words. */
  readonly note: string;
}

/** What became of a file on its way up; a step is absent when the one before it failed. */
export interface Sending {
  readonly cargo: Cargo;
  /** The request for the upload URL. */
  readonly asked: Exchange;
  readonly ticket?: Ticket;
  /** The end of the PUT. */
  readonly put?: Exchange;
}

/** What came back of a file: the answer to `download`, and the bytes of its URL. */
export interface Return {
  readonly described: Exchange;
  /** The members of the answer, when it is a success. */
  readonly members?: JsonObject;
  readonly fetched?: Exchange;
  /** The response that delivers the file whole. */
  readonly delivery?: ReceivedResponse;
}

/** Asks for an upload URL and PUTs the bytes with the same content type (P: Example: Upload File). */
export async function send(session: Session, cargo: Cargo, options: UploadOptions): Promise<Sending> {
  const asked = await askUpload(session, cargo, options);
  const ticket = ticketIn(asked);
  if (ticket === undefined) return { cargo, asked };
  const { last } = await put(session, ticket, cargo);
  return { cargo, asked, ticket, put: last };
}

/** PUTs the bytes of a file to an upload URL, as the prose shows it. */
export function put(
  session: Session,
  { url }: Pick<Ticket, 'url'>,
  { bytes, contentType }: Pick<Cargo, 'bytes' | 'contentType'>,
  occasion?: string,
): ReturnType<Session['storage']['put']> {
  return session.storage.put(url, payloadOf(bytes), {
    contentType,
    ...(occasion !== undefined && { occasion }),
  });
}

/** Milliseconds after which a file that is not there is asked for again: nobody promises that a PUT shows at once. */
const pauses = [250, 750, 2000, 4000];
/** How many files a process waits for in vain: where several stay away, the others will too. */
const mostInVain = 3;
let inVain = 0;

/** How a file is fetched back. */
interface FetchOptions {
  readonly action?: string;
  /** Tells repeated requests apart. */
  readonly occasion?: string;
  /** Whether the file may be missing: then it is asked for once. */
  readonly mayBeMissing?: boolean;
  /** Whether what came is older than the latest PUT, which need not show at once. */
  readonly isStale?: (back: Return) => boolean;
}

/** Asks for a file and fetches it, again while it is not there yet. */
export async function fetchBack(
  session: Session,
  fileId: string,
  { mayBeMissing = false, isStale = () => false, ...options }: FetchOptions = {},
): Promise<Return> {
  let back = await fetchOnce(session, fileId, options);
  for (const [index, milliseconds] of pauses.entries()) {
    if (mayBeMissing || !(isMissing(back) || isStale(back)) || inVain >= mostInVain) return back;
    await pause(milliseconds);
    const again = `${options.occasion ?? 'after the PUT'}, asked again ${index + 1}`;
    back = await fetchOnce(session, fileId, { ...options, occasion: again });
  }
  if (isMissing(back) || isStale(back)) inVain += 1;
  return back;
}

/** Views are read by browsers, which take every usual coding. */
const asBrowsersDo: HeaderList = [
  ['Accept', '*/*'],
  ['Accept-Encoding', 'gzip, deflate, br'],
  ['User-Agent', 'Mozilla/5.0 (compatible; flexportal-conformance)'],
];

function isMissing({ described, fetched }: Return): boolean {
  return (fetched ?? described).response?.status === 404;
}

async function fetchOnce(
  session: Session,
  fileId: string,
  { action = 'download', occasion }: Pick<FetchOptions, 'action' | 'occasion'>,
): Promise<Return> {
  const described = await session.api.ask({ fileId, action }, occasion === undefined ? {} : { occasion });
  const members = objectIn(described.response);
  const url = members?.['url'];
  if (described.response?.status !== 200 || members === undefined || !isFollowable(url)) return { described };
  const { last } = await session.storage.get(url, {
    // The same second makes the same URL.
    ...(occasion !== undefined && { occasion }),
    ...(action === 'view' && { headers: asBrowsersDo }),
  });
  const delivery = deliveryIn(last);
  return { described, members, fetched: last, ...(delivery && { delivery }) };
}

/** A file all the way up and down again. */
export interface RoundTrip extends Sending {
  readonly back?: Return;
  /** The same bytes under the media type that the target refused before. */
  readonly refused?: Sending;
}

/** Sends a file and fetches it back; without a PUT that succeeded it is not asked for. */
export async function roundTrip(
  session: Session,
  cargo: Cargo,
  { action, ...options }: UploadOptions & Pick<FetchOptions, 'action'>,
): Promise<RoundTrip> {
  const sending = await send(session, cargo, options);
  if (sending.ticket === undefined || !isStored(sending.put)) return sending;
  const back = await fetchBack(session, sending.ticket.fileId, { ...(action !== undefined && { action }) });
  return { ...sending, back };
}

/** The media type of the examples of the prose; a target may keep to a list of others (UPL-26). */
const documentedType = 'application/pdf';

/** What is asked for where the target refuses the media type: the same bytes as the type of the prose's examples. */
function asDocumented(cargo: Cargo, asked: Exchange): Cargo | undefined {
  return cargo.contentType === documentedType || !isAnswered(asked) || !isClientError(asked)
    ? undefined
    : { ...cargo, fileName: cargo.fileName.replace(/(\.[^.]*)?$/, '.pdf'), contentType: documentedType };
}

/** Like `roundTrip`; where the target refuses the media type, the bytes go as the type of the prose's examples. */
export async function roundTripOfAnyType(
  session: Session,
  cargo: Cargo,
  { occasion, action }: Pick<UploadOptions, 'occasion'> & Required<Pick<FetchOptions, 'action'>>,
): Promise<RoundTrip> {
  const trip = await roundTrip(session, cargo, { occasion, action });
  const again = asDocumented(cargo, trip.asked);
  if (again === undefined) return trip;
  return {
    ...(await roundTrip(session, again, { occasion: `${occasion}, as ${documentedType}`, action })),
    refused: trip,
  };
}

/** Asks for an upload URL, again with the type of the prose's examples where the target refuses the media type. */
export async function askWithAnyType(
  session: Session,
  cargo: Cargo,
  occasion: string,
): Promise<{ readonly cargo: Cargo; readonly exchange: Exchange }> {
  const exchange = await askUpload(session, cargo, { occasion });
  const again = asDocumented(cargo, exchange);
  return again === undefined
    ? { cargo, exchange }
    : {
        cargo: again,
        exchange: await askUpload(session, again, { occasion: `${occasion}, as ${documentedType}` }),
      };
}

/** True when a PUT was answered with success. */
export function isStored(exchange: Exchange | undefined): boolean {
  const status = exchange?.trouble === undefined ? exchange?.response?.status : undefined;
  return status !== undefined && status >= 200 && status < 300;
}
