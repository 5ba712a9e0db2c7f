import type { RequirementResult } from './model.ts';
import type { Violated } from './causes-likeness.ts';
import { alike, comparable } from './causes-likeness.ts';
import type { Finding } from './outcome.ts';
import type { RecordedExchange } from './recorded.ts';

/** Violations of several requirements that have one thing in common, most likely one fault of the target. */
export interface Cause {
  /** The requirements, the one that shows it most plainly first. */
  readonly ids: readonly string[];
  /** The exchange that shows it with the least; absent when it is not read off an exchange. */
  readonly exchange?: string;
  readonly received: string;
  readonly expected: string;
}

/** So many checks with the same wrong status have one fault; two or three may each have found one of their own. */
const manyAlike = 4;

/**
 * Groups violations by what they have in common: the same value or answer in the same exchanges, the same words about other
 * exchanges, exactly the same exchanges out of many, or one wrong status in many checks. What is waived is left out.
 */
export function causesOf(
  requirements: readonly RequirementResult[],
  exchanges: readonly RecordedExchange[],
): Cause[] {
  const byId = new Map(exchanges.map((exchange) => [exchange.id, exchange]));
  const violated = requirements
    .filter(({ verdict, waiver }) => verdict !== 'info' && waiver === undefined)
    .filter(({ findings }) => findings.length > 0)
    .map((result) => comparable(result, byId));
  return grouped(violated)
    .map(rootFirst)
    .sort(heaviestFirst)
    .map((group): Cause => {
      const [root] = group;
      const shown = tellingFinding(root?.result.findings ?? [], byId);
      const [exchange] = shown?.exchanges ?? [];
      return {
        ids: group.map(({ result }) => result.id),
        ...(exchange !== undefined && { exchange }),
        received: shown?.received ?? '',
        expected: shown?.expected ?? '',
      };
    });
}

/** The finding with the smallest requests; of several the first. */
export function tellingFinding(
  findings: readonly Finding[],
  exchanges: ReadonlyMap<string, RecordedExchange>,
): Finding | undefined {
  const sizeOf = ({ exchanges: ids }: Finding): number =>
    ids.reduce((sum, id) => sum + requestSize(exchanges.get(id)), 0);
  return [...findings].sort((a, b) => sizeOf(a) - sizeOf(b))[0];
}

/** In octets, roughly; the spelling of a header field does not make a request larger. */
function requestSize(exchange: RecordedExchange | undefined): number {
  if (exchange === undefined) return 0;
  const { url, headers, body, payload } = exchange.request;
  return JSON.stringify([url, body ?? '', payload ?? '']).length + headers.length;
}

/** The violations in groups: everything that is connected. */
function grouped(violated: readonly Violated[]): Violated[][] {
  const counts = new Map<string, number>();
  for (const { status = '' } of violated) counts.set(status, (counts.get(status) ?? 0) + 1);
  const sameStatus = (one: Violated, other: Violated): boolean =>
    one.status !== undefined && one.status === other.status && (counts.get(one.status) ?? 0) >= manyAlike;
  return violated.reduce<Violated[][]>((groups, one) => {
    const isNear = (group: Violated[]): boolean =>
      group.some((other) => alike(one, other) || sameStatus(one, other));
    const [near, far] = [groups.filter(isNear), groups.filter((group) => !isNear(group))];
    return [...far, [...near.flat(), one]];
  }, []);
}

/** The plainest one, then the others in the order of their ids. */
function rootFirst(group: readonly Violated[]): Violated[] {
  const [root, ...others] = [...group].sort(plainestFirst);
  const byId = (one: Violated, other: Violated): number => (one.result.id < other.result.id ? -1 : 1);
  return root === undefined ? [] : [root, ...others.sort(byId)];
}

/** What breaks a MUST, then what breaks more requirements. */
function heaviestFirst(one: readonly Violated[], other: readonly Violated[]): number {
  const rank = (group: readonly Violated[]): number => Math.min(...group.map(rankOf));
  return rank(one) - rank(other) || other.length - one.length;
}

function rankOf({ result: { level } }: Violated): number {
  return level === 'MUST' ? 0 : 1;
}

/** MUST before SHOULD; then what shows in most exchanges, because the others rest on it; then a wrong status. */
function plainestFirst(one: Violated, other: Violated): number {
  const isStatus = ({ status }: Violated): number => (status === undefined ? 1 : 0);
  return (
    rankOf(one) - rankOf(other) ||
    other.failed.size - one.failed.size ||
    isStatus(one) - isStatus(other) ||
    (one.result.id < other.result.id ? -1 : 1)
  );
}
