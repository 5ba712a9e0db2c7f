import type { Exchange } from '../client/exchange.ts';
import { isAnswered } from '../client/exchange.ts';
import { summary } from '../judgement/status.ts';
import type { Session } from '../session.ts';

type Principal = Session['target']['main'];

/** What came of a request for a principal, with the settings that a refusal makes doubtful. */
export function whatCame(exchange: Exchange, principal: Principal, { target }: Session): string {
  if (!isAnswered(exchange)) return exchange.trouble?.message ?? 'no answer';
  const prefix = prefixOf(principal, target);
  const doubtful: Readonly<Record<number, string>> = {
    401: `${prefix}TOKEN`,
    403: `${prefix}TOKEN and ${prefix}TENANT`,
    404: `${prefix}FILE_ID`,
  };
  const names = doubtful[exchange.response.status];
  return summary(exchange) + (names === undefined ? '' : ` (is ${names} right?)`);
}

/** What the variables of a principal begin with. */
export function prefixOf(principal: Principal, target: Session['target']): string {
  return principal === target.main ? 'TARGET_' : 'TARGET_ALT_';
}
