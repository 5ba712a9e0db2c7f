import type { Credentials } from '../client/api.ts';
import type { Answered, Exchange, HeaderList } from '../client/exchange.ts';
import { isAnswered } from '../client/exchange.ts';
import type { JsonObject } from '../contract/json.ts';
import { objectIn } from '../judgement/body.ts';
import { expiryOf, serverTime } from '../judgement/expiry.ts';
import { deliveryIn } from '../judgement/retrieval.ts';
import type { Session } from '../session.ts';
import { enumOf, memberOf } from './accepted.ts';
import { deliveries, firstOctet, soonestEnd, urlFor } from './deliveries.ts';
import { otherHost } from './second-organisation.ts';
import type { Ticket } from './upload/ask.ts';
import { withSecondExpiry } from './tampering/expiry.ts';
import { ticketIn } from './upload/ask.ts';
import { roundTrips } from './upload/cargo.ts';
import { shortestUpload, shortLived } from './upload/lifetimes.ts';
import type { Cargo, Return } from './upload/round-trip.ts';
import { fetchBack, isStored, put } from './upload/round-trip.ts';

const second = 1000;
/** A URL is tried so many milliseconds before its announced expiry, and so many after it: clocks differ by half a minute. */
export const margin = { before: 8 * second, after: 31 * second };
/** So many times the lifetime that was asked for a URL is waited for at the most. */
const mostLives = 3;

const afterExpiry = 'after its expiry';
const afterExpiryOfOthers = 'after the expiry of others';

/** A URL with the shortest lifetime: when it expires on our clock, and the moments between which it must die. */
interface Mortal {
  readonly answer: Answered;
  readonly alive: number;
  readonly end: number;
  readonly dead: number;
  readonly because: string;
  /** True when this run has already seen it expire. */
  readonly seen: boolean;
}

/** What a URL of an existing file came to. */
export interface ReadExpiry extends Pick<Mortal, 'because'> {
  /** Shortly before its expiry; absent for the URL that is not used before. */
  readonly before?: Exchange;
  readonly after: Exchange;
  /** Other ways to read it then: in part, and with a second, later expiry. */
  readonly otherwise: readonly Exchange[];
}

/** What an upload URL came to. */
export interface UploadExpiry extends Pick<Mortal, 'because'> {
  /** The PUT shortly before its expiry; absent for the URL that is not used before. */
  readonly before?: Exchange;
  /** The PUT of other bytes after it. */
  readonly after: Exchange;
  /** The file after that. */
  readonly back: Return;
}

/** Every URL of a run that is seen to expire. */
export interface Expiries {
  /** Of the known file. */
  readonly reads: readonly ReadExpiry[];
  /** Of a file that this run uploaded. */
  readonly uploadedReads: readonly ReadExpiry[];
  readonly uploads: readonly UploadExpiry[];
  /** URLs of the known file that live longer, read after the others have expired. */
  readonly survivors: readonly Survivor[];
}

/** What came, when others had expired, from a URL that had been read before. */
export interface Survivor extends Pick<Mortal, 'because'> {
  readonly exchange: Exchange;
  /** What the URL was handed out with, and for one of them the answer to the same request then. */
  readonly first: Answered;
  readonly again?: Exchange;
}

/** What is sent to an upload URL after its expiry: nothing to the first, because a server may leave that unverified. */
function tooLate(index: number): Cargo {
  return { ...shortLived, bytes: Buffer.from(index === 0 ? '' : 'sent after the expiry of the URL') };
}

/** Upload URLs with the shortest lifetime: one to be used before it expires, one not. */
export function mintShortUploads(session: Session, again = ''): Promise<Exchange[]> {
  return Promise.all(
    ['used', 'unused'].map((which) => shortestUpload(session, `to expire, ${which}${again}`)),
  );
}

/**
 * Waits once for all URLs of the shortest lifetime, tries them shortly before and shortly after their expiry, and sets the clock
 * back. A second call answers from the evidence.
 */
export async function expiries(session: Session): Promise<Expiries> {
  const [known, uploaded] = [await mortalReads(session), await mortalUploadedReads(session)];
  const [reads, uploads] = [[...known, ...uploaded], await mortalUploads(session)];
  const [before, after] = [new Map<Mortal, Exchange>(), new Map<Mortal, Exchange>()];
  const otherwise = new Map<Mortal, readonly Exchange[]>();
  const tries = [
    ...reads.flatMap((mortal, index) => {
      const read = async (occasion: string): Promise<Exchange> =>
        (await session.retrieve(mortal.answer, { occasion })).last;
      const others: Try = {
        ...{ at: mortal.dead, until: Infinity },
        go: async () => void otherwise.set(mortal, await readOtherwise(session, mortal)),
      };
      const own = triesOf(mortal, before, after, {
        // The first one is not used before it has expired.
        // Each answer is tried by itself, though another may have had the same URL with another expiry.
        ...(index > 0 && { alive: () => read(`shortly before its expiry (${mortal.answer.id})`) }),
        dead: () => read(afterExpiry),
      });
      return index === 0 ? [...own, others] : own;
    }),
    ...uploads.flatMap((mortal, index) =>
      triesOf(mortal, before, after, {
        ...(index === 0 && { alive: async () => (await put(session, mortal.ticket, shortLived)).last }),
        dead: async () => (await put(session, mortal.ticket, tooLate(index), afterExpiry)).last,
      }),
    ),
  ].sort((one, other) => one.at - other.at);
  for (const { at, until, go } of tries) {
    await session.clock.reach(at);
    if (session.clock.now() < until) await go();
  }
  const survivors = await readSurvivors(session);
  const backs = await Promise.all(
    uploads.map((mortal) =>
      fetchBack(session, mortal.ticket.fileId, {
        occasion: afterExpiry,
        mayBeMissing: !isStored(before.get(mortal)),
      }),
    ),
  );
  await session.clock.reset();
  const outcome = (mortal: Mortal): Omit<ReadExpiry, 'otherwise'>[] => {
    const [alive, dead] = [before.get(mortal), after.get(mortal)];
    return dead === undefined
      ? []
      : [{ because: mortal.because, after: dead, ...(alive !== undefined && { before: alive }) }];
  };
  const outcomes = (mortals: readonly Mortal[]): ReadExpiry[] =>
    mortals.flatMap((mortal) =>
      outcome(mortal).map((one) => ({ ...one, otherwise: otherwise.get(mortal) ?? [] })),
    );
  return {
    reads: outcomes(known),
    uploadedReads: outcomes(uploaded),
    uploads: uploads.flatMap((mortal, index) =>
      outcome(mortal).map((one) => ({ ...one, back: backs[index] as Return })),
    ),
    survivors,
  };
}

/** Reads URLs that delivered the known file before and still have to live, when short-lived ones of that file have expired. */
async function readSurvivors(session: Session): Promise<Survivor[]> {
  const living = (await deliveries(session)).filter(
    ({ answer, retrieval }) =>
      deliveryIn(retrieval.last) !== undefined && session.clock.now() < soonestEnd(session, answer),
  );
  return Promise.all(
    living.slice(0, 2).map(async ({ answer, because }, index) => ({
      exchange: (await session.retrieve(answer, { occasion: afterExpiryOfOthers })).last,
      first: answer,
      ...(index === 0 && {
        again: await session.api.ask(answer.request.body, { occasion: afterExpiryOfOthers }),
      }),
      because: `${because}, when URLs with a shorter lifetime had expired`,
    })),
  );
}

/** Reads an expired URL in part and on a condition, and with its expiry a second time, a day later. */
async function readOtherwise(session: Session, { answer, end }: Mortal): Promise<Exchange[]> {
  const occasion = afterExpiry;
  const conditional: HeaderList = [...firstOctet, ['If-None-Match', '"conformance"']];
  const part = await session.retrieve(answer, { headers: conditional, occasion });
  const lifetime = (end - answer.receivedAt) / second;
  const doubled = withSecondExpiry(urlIn(answer), end / second, lifetime);
  const read = await Promise.all(doubled.map(({ url }) => session.storage.get(url, { occasion })));
  return [part, ...read].map(({ last }) => last);
}

function urlIn({ response }: Answered): string {
  const url = objectIn(response)?.['url'];
  return typeof url === 'string' ? url : '';
}

/** Something to be done with a URL, at the earliest and before the latest moment of our clock. */
interface Try {
  readonly at: number;
  readonly until: number;
  readonly go: () => Promise<void>;
}

function triesOf(
  mortal: Mortal,
  before: Map<Mortal, Exchange>,
  after: Map<Mortal, Exchange>,
  { alive, dead }: { readonly alive?: () => Promise<Exchange>; readonly dead: () => Promise<Exchange> },
): Try[] {
  // What was tried before is answered from the evidence, however late it is now.
  const until = mortal.seen ? Infinity : mortal.alive + margin.before / 2;
  return [
    ...(alive === undefined
      ? []
      : [{ at: mortal.alive, until, go: async () => void before.set(mortal, await alive()) }]),
    { at: mortal.dead, until: Infinity, go: async () => void after.set(mortal, await dead()) },
  ];
}

/**
 * URLs of the known file with the shortest lifetime, for each action, and one of the second organisation's file; those that are too
 * old are asked for again.
 */
async function mortalReads(session: Session): Promise<Mortal[]> {
  const { fileId } = await session.control();
  const { schema } = memberOf(session.request, 'expiresInMinutes');
  const shortest = Number(schema['minimum'] ?? 1);
  const actions = [undefined, ...enumOf(memberOf(session.request, 'action'))];
  const asked: JsonObject[] = [
    ...actions.map((action) => ({ ...(action !== undefined && { action }), expiresInMinutes: shortest })),
    // A fifth of a minute more, which a server that counts whole minutes drops.
    ...(schema['type'] === 'number' ? [{ expiresInMinutes: shortest + 0.2 }] : []),
  ];
  const other = await otherHost(session);
  const requests: { body: JsonObject; as: Credentials }[] = [
    ...asked.map((members) => ({ body: { fileId, ...members }, as: session.target.main })),
    ...(other === undefined
      ? []
      : [{ body: { fileId: other.fileId, expiresInMinutes: shortest }, as: other.as }]),
  ];
  const minted = await Promise.all(
    requests.map(async ({ body, as }) => {
      const early = mortalOf(session, await session.api.ask(body, { as }));
      return early ?? mortalOf(session, await session.api.ask(body, { as, occasion: 'to see it expire' }));
    }),
  );
  return minted.filter((mortal) => mortal !== undefined);
}

/** A URL of an uploaded file with the shortest lifetime; none when uploads are not claimed or none came back. */
async function mortalUploadedReads(session: Session): Promise<Mortal[]> {
  if (session.uploads === undefined) return [];
  const trips = (await roundTrips(session)).filter(({ back }) => back?.delivery !== undefined);
  const fileId = trips[0]?.ticket?.fileId;
  if (fileId === undefined) return [];
  const expiresInMinutes = Number(memberOf(session.request, 'expiresInMinutes').schema['minimum'] ?? 1);
  const mortal = mortalOf(session, await session.api.ask({ fileId, expiresInMinutes }));
  return mortal === undefined ? [] : [mortal];
}

/** The used and the unused upload URL; none when uploads are not claimed. */
async function mortalUploads(session: Session): Promise<(Mortal & { readonly ticket: Ticket })[]> {
  if (session.uploads === undefined) return [];
  const early = withTickets(session, await mintShortUploads(session));
  return early.length === 2 ? early : withTickets(session, await mintShortUploads(session, ', again'));
}

function withTickets(
  session: Session,
  exchanges: readonly Exchange[],
): (Mortal & { readonly ticket: Ticket })[] {
  return exchanges.flatMap((exchange) => {
    const [mortal, ticket] = [mortalOf(session, exchange), ticketIn(exchange)];
    return mortal === undefined || ticket === undefined ? [] : [{ ...mortal, ticket }];
  });
}

/** When a URL must die; undefined when that is not recognised, or when it is too late to see the URL alive. */
function mortalOf(session: Session, answer: Exchange): Mortal | undefined {
  const url = objectIn(answer.response)?.['url'];
  if (!isAnswered(answer) || typeof url !== 'string') return undefined;
  const { schema } = memberOf(session.request, 'expiresInMinutes');
  const expiry = expiryOf(objectIn(answer.response)?.['expiresAt'], Number(schema['maximum']));
  if (expiry === undefined) return undefined;
  const skew = serverTime(answer) - answer.receivedAt;
  const end = expiry.unit === 'relative minutes' ? answer.receivedAt + expiry.value : expiry.value - skew;
  const because = `${urlFor(answer)} (${answer.id}), which expires at ${new Date(end).toISOString()} on our clock`;
  const seen = session.evidence
    .final()
    .some(({ occasion, request }) => occasion === afterExpiry && request.url === new URL(url).href);
  const alive = end - margin.before;
  // What was announced far too late, EXP-02 and UPL-08 tell; nobody waits for it.
  const longest = mostLives * Number(schema['minimum'] ?? 1) * 60_000;
  if (!seen && (alive <= session.clock.now() || end - session.clock.now() > longest)) return undefined;
  return { answer, alive, end, dead: end + margin.after, because, seen };
}
