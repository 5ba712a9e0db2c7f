import { isAnswered } from '../../../src/client/exchange.ts';
import type { Exchange } from '../../../src/client/exchange.ts';
import type { Judge, Judgement } from '../../../src/judge.ts';
import { accepted } from '../../../src/judgement/status.ts';
import type { Sent, Session } from '../../../src/session.ts';
import type { ValidRequest } from '../../../src/traffic/lifetimes.ts';
import { lifetimes } from '../../../src/traffic/lifetimes.ts';
import type { Manner } from '../../../src/traffic/manners.ts';
import { inWays } from '../../../src/traffic/manners.ts';
import type { Vector } from '../../../src/traffic/vector.ts';

/**
 * Judges the requests that are said in a manner, but for those that fail when they are said plainly too. One that is said in two
 * manners and fails is asked for in each of them alone.
 */
export async function judgeManner(
  session: Session,
  judge: Judge,
  manner: Manner,
  judgement: Judgement,
): Promise<void> {
  const those = (await lifetimes(session)).filter(({ said }) => said.some((one) => one.manner === manner));
  for (const one of await session.send(those)) {
    const accused = fails(one.exchange, judgement) ? await atFault(session, one, manner, judgement) : one;
    if (accused !== undefined) judge.each(accused.exchange, judgement, accused.because);
  }
}

/** What shows that a request fails for a manner; undefined when it does not: then it fails plainly, or for its other manner. */
async function atFault(
  session: Session,
  together: Sent<ValidRequest>,
  manner: Manner,
  judgement: Judgement,
): Promise<Sent | undefined> {
  const { plain, said } = together;
  const [other] = await session.ask([plain]);
  if (other !== undefined && fails(other.exchange, judgement)) return undefined;
  if (said.length < 2) return together;
  const alone = await session.ask(said.map((one) => ({ ...inWays(plain, [one]), manner: one.manner })));
  const failing = alone.filter(({ exchange }) => fails(exchange, judgement));
  // Two manners that fail together only are the affair of the first.
  return failing.length > 0
    ? failing.find((one) => one.manner === manner)
    : said[0]?.manner === manner
      ? together
      : undefined;
}

/** Judges whether requests are accepted, however they are said: one that is not is asked for plainly. */
export async function judgePlainly(
  session: Session,
  judge: Judge,
  requests: readonly ValidRequest[],
): Promise<void> {
  for (const one of await session.send(requests)) {
    const isOdd = one.said.length > 0 && fails(one.exchange, accepted);
    const [other] = isOdd ? await session.ask([one.plain]) : [];
    const { exchange, because } = other ?? one;
    judge.each(exchange, accepted, because);
  }
}

/** Judges whether requests are accepted: the plain one of each where that fails too, else as they were said. */
export async function judgeEitherWay(
  session: Session,
  judge: Judge,
  requests: readonly (Vector & { readonly plain: Vector })[],
): Promise<void> {
  for (const said of await session.send(requests)) {
    const [plain] = fails(said.exchange, accepted) ? await session.ask([said.plain]) : [];
    const { exchange, because } = plain !== undefined && fails(plain.exchange, accepted) ? plain : said;
    judge.each(exchange, accepted, because);
  }
}

function fails(exchange: Exchange, judgement: Judgement): boolean {
  return !isAnswered(exchange) || judgement(exchange) !== undefined;
}
