import { cut } from '../../../src/client/cut.ts';
import type { Judgement } from '../../../src/judge.ts';
import { isClientError, isSuccess, summary } from '../../../src/judgement/status.ts';

/** Holds for a success and for a refusal in words: a name may be refused, never break the server. */
export const takenOrRefused: Judgement = (exchange) =>
  isSuccess(exchange) || isClientError(exchange)
    ? undefined
    : { received: summary(exchange), expected: '2xx, or 4xx: it is refused' };

/** A file name as a finding says it. */
export function written(name: string): string {
  return `file name ${cut(JSON.stringify(name), 400)}`;
}
