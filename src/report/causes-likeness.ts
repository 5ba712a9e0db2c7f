import type { RequirementResult } from './model.ts';
import type { Finding } from './outcome.ts';
import type { RecordedExchange } from './recorded.ts';

/** A violated requirement as far as it can be compared with another. */
export interface Violated {
  readonly result: RequirementResult;
  /** Exchanges that show the violation. */
  readonly failed: ReadonlySet<string>;
  /** What was seen where: a value or an answer in certain exchanges. */
  readonly facts: ReadonlySet<string>;
  /** The words of its findings without the values in them; empty when one of them is about a status. */
  readonly words: ReadonlySet<string>;
  /** The wrong status and what was expected, when all findings have the same; undefined otherwise. */
  readonly status?: string;
  /** True when it failed where the answer is no JSON at all, and there alone. */
  readonly unreadable: boolean;
}

/** So many characters of a value are not in two places by chance. */
const telling = 8;

/** Makes a violated requirement comparable. */
export function comparable(
  result: RequirementResult,
  exchanges: ReadonlyMap<string, RecordedExchange>,
): Violated {
  const { findings } = result;
  const failed = new Set(findings.flatMap((finding) => finding.exchanges));
  const faults = findings.map((finding) => statusFault(finding, exchanges));
  const [status] = faults;
  return {
    result,
    failed,
    facts: new Set(findings.map(factOf)),
    words: new Set(faults.some((fault) => fault !== undefined) ? [] : findings.map(wordsOf)),
    ...(status !== undefined && faults.every((fault) => fault === status) && { status }),
    unreadable: [...failed].every((id) => isUnreadable(exchanges.get(id))),
  };
}

/** True when two violations are of one fault, as far as reports tell. */
export function alike(one: Violated, other: Violated): boolean {
  return (
    within(one.facts, other.facts) ||
    within(other.facts, one.facts) ||
    within(one.words, other.words) ||
    within(other.words, one.words) ||
    failsExactlyWith(one, other) ||
    (one.unreadable &&
      other.unreadable &&
      isNested(one.result, other.result) &&
      overlap(one.failed, other.failed))
  );
}

/** A finding without the values in it: the same for the same fault in another answer. */
export function wordsOf({ received, expected }: Pick<Finding, 'received' | 'expected'>): string {
  return `${shapeOf(received)} → ${shapeOf(expected)}`;
}

/** A text without the values in it: quoted texts, numbers, the body behind a status. */
export function shapeOf(text: string): string {
  return (
    text
      .replace(/^\d{3}(?= with\b)/, '#')
      .replace(/^(\d{3}) [[{<"].*/s, '$1')
      .replace(/ \(`[^)]*\)/g, '')
      .replace(/"(?:[^"\\]|\\.)*"?/g, '"…"')
      // A status in front is what it says, a measure in front is a value.
      .replace(/(?!^[1-5]\d\d(?! (?:min|s|octets?)\b))\b\d[\d.]*/g, '#')
  );
}

function factOf({ received, exchanges }: Finding): string {
  const [, value = ''] = /^\d{3}(?: |$)/.test(received) ? [] : (/"((?:[^"\\]|\\.)*)/.exec(received) ?? []);
  return `${exchanges.join('+')}: ${value.length >= telling ? value : received}`;
}

function statusFault(
  { received, expected, exchanges: [id = ''] }: Finding,
  exchanges: ReadonlyMap<string, RecordedExchange>,
): string | undefined {
  const status = /^\d{3}(?= |$)/.exec(received)?.[0];
  if (status === undefined) return undefined;
  const wanted = /^\d(?:xx|\d\d)(?: or \d{3})*/.exec(expected)?.[0];
  // What is said of an answer besides its status is more telling than that.
  if (wanted === undefined && /^\d{3} with\b/.test(received)) return undefined;
  const { channel, request } = exchanges.get(id) ?? {};
  return `${channel} ${request?.method}: ${status} for ${wanted ?? shapeOf(expected)}`;
}

/** Both failed in the same exchanges, and each judged others without fault: a coincidence is unlikely. */
function failsExactlyWith(one: Violated, other: Violated): boolean {
  const isPartial = ({ result, failed }: Violated): boolean => result.evidence.some((id) => !failed.has(id));
  return (
    isPartial(one) && isPartial(other) && within(one.failed, other.failed) && within(other.failed, one.failed)
  );
}

function isNested(one: RequirementResult, other: RequirementResult): boolean {
  const lies = (inner: string, outer: string): boolean => inner === outer || inner.startsWith(`${outer}/`);
  return one.clause.some((a) => other.clause.some((b) => a.startsWith('#/') && (lies(a, b) || lies(b, a))));
}

function isUnreadable(exchange: RecordedExchange | undefined): boolean {
  const { body } = exchange?.response ?? {};
  if (body === undefined) return false;
  if (!('text' in body)) return true;
  try {
    JSON.parse(body.text);
    return false;
  } catch {
    return true;
  }
}

function within(inner: ReadonlySet<string>, outer: ReadonlySet<string>): boolean {
  return inner.size > 0 && [...inner].every((item) => outer.has(item));
}

function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return [...one].some((item) => other.has(item));
}
