import type { Exchange, Trouble, TroubleKind } from '../client/exchange.ts';
import type { Complaint } from '../judge.ts';
import { redactUrl } from '../client/redaction.ts';

/** Trouble after which a request is repeated: not what was never sent, or must not be. */
type PassingKind = Exclude<TroubleKind, 'forbidden' | 'unsent'>;

/** The repeated attempts of a run: how many, and how many of each kind of trouble. */
export interface Retries {
  readonly count: number;
  readonly reasons: Readonly<Partial<Record<PassingKind, number>>>;
}

/** What of an exchange tells about retries; those of a report have it too. */
type Retried = Pick<Exchange, 'id' | 'earlier'> & { readonly trouble?: Trouble };

/** Counts the attempts that were repeated because of trouble, whatever came of their requests in the end. */
export function retriesOf(exchanges: readonly Retried[]): Retries {
  const repeated = new Set(exchanges.flatMap(({ earlier }) => earlier));
  const kinds = exchanges.flatMap(({ id, trouble }) =>
    repeated.has(id) && trouble !== undefined ? [trouble.kind] : [],
  );
  const reasons = Object.fromEntries(
    [...new Set(kinds)].map((kind) => [kind, kinds.filter((other) => other === kind).length]),
  );
  return { count: kinds.length, reasons };
}

/** What is wrong with a request that is never answered while others are; undefined when the target as a whole may be in trouble. */
export function silence({ trouble, earlier }: Exchange): Complaint | undefined {
  if (trouble?.others !== 'answered') return undefined;
  return {
    received: `${trouble.message} at each of ${earlier.length + 1} attempts`,
    expected: 'an answer: other requests are answered meanwhile',
  };
}

/** True for trouble of one attempt that another one need not meet: not for 429, and not for what was not sent. */
export function isFailure({ trouble }: Exchange): boolean {
  return trouble !== undefined && !['rate-limited', 'forbidden', 'unsent'].includes(trouble.kind);
}

/** The attempts that failed although their request was answered when it was repeated. */
export function passingFailures(all: readonly Exchange[], final: readonly Exchange[]): Exchange[] {
  const answered = final.filter(({ trouble }) => trouble === undefined);
  const repeated = new Set(answered.flatMap(({ earlier }) => earlier));
  return all.filter((exchange) => repeated.has(exchange.id) && isFailure(exchange));
}

/** How many times trouble began, in the order of sending: while everything fails the target is away, and that is once. */
export function incidentsIn(all: readonly Exchange[], failed: readonly Exchange[]): number {
  const inOrder = [...all].sort((one, other) => one.sentAt - other.sentAt);
  return inOrder.filter((exchange, index) => {
    const before = inOrder[index - 1];
    return failed.includes(exchange) && (before === undefined || !isFailure(before));
  }).length;
}

/** What cannot be decided because of exchanges without an answer, in one sentence that names the first of them; none without. */
export function unanswered(exchanges: readonly Exchange[]): string[] {
  const [first] = exchanges;
  if (first === undefined) return [];
  const { method, url } = first.request;
  const which = `${method} ${redactUrl(new URL(url).pathname)} (${first.id})`;
  return exchanges.length === 1
    ? [`${which}: ${first.trouble?.message ?? 'no answer'}`]
    : [`${exchanges.length} requests stay without an answer: ${tally(exchanges)}; the first is ${which}`];
}

/** Exchanges in trouble by what happened, the most frequent first: `7 × the target answers 503, 2 × no answer within 10 s`. */
export function tally(exchanges: readonly Exchange[]): string {
  const messages = exchanges.map(({ trouble }) => trouble?.message ?? 'no answer');
  return [...new Set(messages)]
    .map((message) => ({ message, count: messages.filter((other) => other === message).length }))
    .sort((one, other) => other.count - one.count)
    .map(({ message, count }) => `${count} × ${message}`)
    .join(', ');
}
