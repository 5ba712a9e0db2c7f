import { isAnswered } from '../../../src/client/exchange.ts';
import type { Exchange } from '../../../src/client/exchange.ts';
import type { Judge, Judgement } from '../../../src/judge.ts';
import { accepted } from '../../../src/judgement/status.ts';
import type { Session } from '../../../src/session.ts';
import type { ValidRequest } from '../../../src/traffic/lifetimes.ts';
import { lifetimes } from '../../../src/traffic/lifetimes.ts';
import type { Manner } from '../../../src/traffic/manners.ts';
import type { Vector } from '../../../src/traffic/vector.ts';

/** Judges the requests that are said in a manner, but for those that fail when they are said plainly too. */
export async function judgeManner(
  session: Session,
  judge: Judge,
  manner: Manner,
  judgement: Judgement,
): Promise<void> {
  const said = (await lifetimes(session)).filter((one) => one.manner === manner);
  for (const { exchange, because, plain } of await session.send(said)) {
    const [other] = fails(exchange, judgement) && plain ? await session.ask([plain]) : [];
    if (other === undefined || !fails(other.exchange, judgement)) judge.each(exchange, judgement, because);
  }
}

/** Judges whether requests are accepted, however they are said: one that is not is asked for plainly. */
export async function judgePlainly(
  session: Session,
  judge: Judge,
  requests: readonly ValidRequest[],
): Promise<void> {
  for (const one of await session.send(requests)) {
    const [other] = fails(one.exchange, accepted) && one.plain ? await session.ask([one.plain]) : [];
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
