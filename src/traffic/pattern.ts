import { setTimeout as sleep } from 'node:timers/promises';
import type { Exchange } from '../client/exchange.ts';
import { isFailure } from '../judgement/trouble.ts';
import type { Rhythm } from '../judgement/pattern-rhythm.ts';
import { rhythmIn } from '../judgement/pattern-rhythm.ts';
import type { Session } from '../session.ts';
import { isOperation } from './select.ts';

/** Valid requests that were sent one after the other, and the rhythm in which they fail. */
export interface Row {
  readonly exchanges: readonly Exchange[];
  readonly rhythm: Rhythm | undefined;
}

/** A request and a valid one that were sent in turns: how often, and which attempts at each failed. */
export interface Duel {
  readonly rounds: number;
  readonly failed: readonly Exchange[];
  readonly controls: readonly Exchange[];
}

/** Milliseconds between the requests of a row: uneven, so that trouble that keeps to the clock finds no rhythm. */
const pauses = [0, 35, 10, 50, 20, 5, 45];
/** Rounds in which a request is tried, and its failures that prove it guilty. */
const duel = { rounds: 20, proof: 5 };
/** An answer is waited for so many times as long as the slowest one of the run took, in milliseconds at least and at most. */
const waits = { factor: 20, least: 1000, most: 10_000 };

/** Each request on a connection of its own: a server may close one that it has used often enough. */
const ownConnection = { Connection: 'close' };

/** Sends a valid request up to a hundred times, one after the other, until it shows whether failures have a rhythm. */
export async function askInARow(session: Session): Promise<Row> {
  const { body } = await session.control();
  const onceWithin = patienceOf(session);
  const exchanges: Exchange[] = [];
  for (;;) {
    const occasion = `in a row, ${exchanges.length + 1}`;
    const exchange = await session.api.ask(body, { occasion, onceWithin, headers: ownConnection });
    if (exchange.trouble?.kind === 'unsent') return { exchanges, rhythm: undefined };
    if (exchange.trouble?.kind !== 'rate-limited') exchanges.push(exchange);
    const rhythm = rhythmIn(exchanges.map(isFailure));
    if (rhythm !== 'open') return { exchanges, rhythm: rhythm === 'none' ? undefined : rhythm };
    await sleep(pauses[exchanges.length % pauses.length]);
  }
}

/** Sends a request that failed and a valid one in turns; it stops when the one has failed often, or the other at all. */
export async function askInTurns(session: Session, suspect: Exchange): Promise<Duel> {
  const { body } = await session.control();
  const onceWithin = patienceOf(session);
  const { request } = suspect;
  const again = {
    method: request.method,
    path: request.url.slice(session.api.endpoint.origin.length),
    headers: { ...Object.fromEntries(request.headers), ...ownConnection },
    onceWithin,
  };
  const [failed, controls]: [Exchange[], Exchange[]] = [[], []];
  let rounds = 0;
  while (rounds < duel.rounds && failed.length < duel.proof && controls.length === 0) {
    rounds += 1;
    const occasion = `in turns, ${rounds}`;
    const tried = await session.api.ask(request.body, { ...again, occasion });
    const control = await session.api.ask(body, { occasion, onceWithin, headers: ownConnection });
    if (isFailure(tried)) failed.push(tried);
    if (isFailure(control)) controls.push(control);
  }
  return { rounds, failed, controls };
}

/** True when the duel proves that the request is to blame. */
export function isGuilty({ failed, controls }: Duel): boolean {
  return failed.length >= duel.proof && controls.length === 0;
}

function patienceOf(session: Session): number {
  const times = session.evidence
    .all()
    .filter((exchange) => isOperation(session, exchange) && exchange.trouble === undefined)
    .map(({ sentAt, receivedAt }) => receivedAt - sentAt);
  const slowest = times.reduce((most, time) => Math.max(most, time), 0);
  return Math.min(waits.most, Math.max(waits.least, waits.factor * slowest));
}
