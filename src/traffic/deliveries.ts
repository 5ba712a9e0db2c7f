import type { Answered, Exchange, HeaderList, ReceivedResponse } from '../client/exchange.ts';
import type { Retrieval } from '../client/storage.ts';
import { objectIn, sentObject } from '../judgement/body.ts';
import { header, isAnswered } from '../client/exchange.ts';
import { deliveryIn } from '../judgement/retrieval.ts';
import type { Session } from '../session.ts';
import { memberOf } from './accepted.ts';
import { described, lifetimes } from './lifetimes.ts';
import { everySuccess, everyUpload } from './tour.ts';
import { uploadedIds } from './upload/ask.ts';
import type { Vector } from './vector.ts';
import { spread } from './vector.ts';

/** A success, and what came from its URL. */
export interface Fetched {
  readonly answer: Answered;
  readonly retrieval: Retrieval;
}

/** What was asked for with which action; undefined when it was left out. */
export interface Delivery extends Fetched {
  readonly action: string | undefined;
  /** What was asked for, in words. */
  readonly because: string;
}

/** Asks for the first octet of a file alone. */
export const firstOctet: HeaderList = [['Range', 'bytes=0-0']];

/** Files larger than this, in octets, are fetched with fewer of their URLs. */
const large = 32 * 2 ** 20;

/** URLs of the known file that passed: for every action, without a lifetime, with the default one, and over the whole range. */
export async function mintedUrls(session: Session): Promise<Answered[]> {
  const control = await session.control();
  const plain = session.validBodies(control.fileId);
  const others = (await lifetimes(session)).slice(plain.length);
  const bare = plain.map((body): Vector => ({ body, because: 'valid request' }));
  const size = objectIn(control.exchange.response)?.['fileSize'];
  const isLarge = typeof size === 'number' && size > large;
  const sent = await session.ask(
    isLarge ? bare.slice(0, 3) : [...bare, ...spread(others, session.plan.fetchedUrls)],
  );
  return sent
    .map(({ exchange }) => exchange)
    .filter((exchange): exchange is Answered => exchange.response?.status === 200);
}

/** Fetches the known file through several of its URLs; gives up when a URL cannot be followed at all. */
export async function deliveries(session: Session): Promise<Delivery[]> {
  const minted = await mintedUrls(session);
  return Promise.all(
    minted.map(async (answer) => ({
      ...(await fetched(session, answer)),
      action: bodyOf(answer).action,
      because: urlFor(answer),
    })),
  );
}

/** Milliseconds by which a URL may end before the lifetime that was asked for: a server may round that to the minute. */
const rounding = 30_000;

/**
 * Follows the URL of an answer. On a slow or limited target its turn can come when it has expired: when it is refused then, the same
 * is asked for again and fetched at once.
 */
export async function fetched(
  session: Pick<Session, 'ask' | 'request' | 'retrieve'>,
  answer: Answered,
): Promise<Fetched> {
  const retrieval = await session.retrieve(answer);
  const end = soonestEnd(session, answer);
  if (deliveryIn(retrieval.last) !== undefined || !(retrieval.last.sentAt > end))
    return { answer, retrieval };
  const [again] = await session.ask([
    {
      body: bodyOf(answer),
      because: 'valid request',
      deviation: { occasion: 'its URL was fetched too late' },
    },
  ]);
  return again !== undefined && isAnswered(again.exchange)
    ? { answer: again.exchange, retrieval: await session.retrieve(again.exchange) }
    : { answer, retrieval };
}

/** Until when on our clock, in milliseconds, a URL must live, by the lifetime that was asked for. */
export function soonestEnd({ request }: Pick<Session, 'request'>, answer: Answered): number {
  const minutes = bodyOf(answer).expiresInMinutes ?? memberOf(request, 'expiresInMinutes').schema['default'];
  return answer.receivedAt + Number(minutes) * 60_000 - rounding;
}

/** A delivery that came. */
export interface Delivered extends Delivery {
  readonly response: ReceivedResponse;
}

/** What each URL delivered, where it delivered at all: DL-01 is about the others. Gives up when none did. */
export async function delivered(session: Session): Promise<Delivered[]> {
  const all = (await deliveries(session)).flatMap((delivery) => {
    const response = deliveryIn(delivery.retrieval.last);
    return response === undefined ? [] : [{ ...delivery, response }];
  });
  return all.length > 0 ? all : session.giveUp('no returned URL delivers the file (DL-01)');
}

/** Every whole delivery through the URLs of deliveries that came, whichever check read them again and why. */
export function readAgain({ evidence }: Session, those: readonly Delivered[]): Delivered[] {
  const byUrl = new Map(those.map((one) => [hrefOf(objectIn(one.answer.response)?.['url']), one]));
  return evidence.final().flatMap((read) => {
    const one = byUrl.get(read.request.url);
    const response = deliveryIn(read);
    if (read.channel !== 'storage' || read.request.method !== 'GET') return [];
    if (one === undefined || response === undefined || read.id === one.retrieval.last.id) return [];
    return [
      {
        ...one,
        retrieval: { ...one.retrieval, last: read },
        response,
        because: `${one.because}, read again${read.occasion === undefined ? '' : ` (${read.occasion})`}`,
      },
    ];
  });
}

/** What a URL of an uploaded file delivered. */
export interface UploadDelivery extends Pick<Delivery, 'action' | 'because'> {
  /** The answer that handed the URL out. */
  readonly answer: Answered;
  readonly exchange: Answered;
  readonly response: ReceivedResponse;
}

/** What the URLs of uploaded files delivered so far, where they were handed out for one action alone. */
export async function uploadDeliveries(session: Session): Promise<UploadDelivery[]> {
  const byUrl = new Map<string, Answered[]>();
  for (const answer of await uploadReadings(session)) {
    const href = hrefOf(objectIn(answer.response)?.['url']);
    if (href !== undefined) byUrl.set(href, [...(byUrl.get(href) ?? []), answer]);
  }
  const reads = session.evidence
    .final()
    .filter(({ channel, request }) => channel === 'storage' && request.method === 'GET');
  return reads.flatMap((read) => {
    const answers = byUrl.get(read.request.url) ?? [];
    const [answer] = answers;
    const isOne = new Set(answers.map((each) => bodyOf(each).action)).size === 1;
    const exchange = redirectedTo(read, reads);
    const response = deliveryIn(exchange);
    if (answer === undefined || response === undefined || !isAnswered(exchange) || !isOne) return [];
    return [{ answer, exchange, response, action: bodyOf(answer).action, because: urlFor(answer) }];
  });
}

/** Every success of the run about a file that it uploaded. */
export async function uploadReadings(session: Session): Promise<Answered[]> {
  const ids = uploadedIds(await everyUpload(session));
  return (await everySuccess(session)).filter((answer) => ids.has(sentObject(answer)?.['fileId']));
}

/** The last of the requests that followed one another's redirects. */
function redirectedTo(read: Exchange, reads: readonly Exchange[]): Exchange {
  const location = read.response && header(read.response.headers, 'Location');
  const href = hrefOf(location, read.request.url);
  const next = reads.find(
    ({ request, occasion, asked }) =>
      request.url === href && occasion === read.occasion && (asked ?? 0) > (read.asked ?? 0),
  );
  return next === undefined ? read : redirectedTo(next, reads);
}

/** A URL as it is requested; undefined when it is none. */
function hrefOf(url: unknown, base?: string): string | undefined {
  return typeof url === 'string' && URL.canParse(url, base) ? new URL(url, base).href : undefined;
}

/** What the URL of an answer was asked for with, in words. */
export function urlFor(answer: Answered): string {
  return `URL for ${described(bodyOf(answer))}`;
}

function bodyOf({ request }: Answered): { action?: string; expiresInMinutes?: number } {
  return JSON.parse(Buffer.from(request.body ?? '{}').toString('utf8')) as ReturnType<typeof bodyOf>;
}
