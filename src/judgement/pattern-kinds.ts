import type { Exchange } from '../client/exchange.ts';
import type { Json } from '../contract/json.ts';
import { isDeeperThan } from '../contract/json.ts';
import { sentObject } from './body.ts';

/** What the failed requests have in common, and all but few of the others have not. */
export interface Suspicion {
  /** In words, to be read after "requests with". */
  readonly trait: string;
  readonly failed: number;
  /** Attempts that have the trait. */
  readonly of: number;
}

/** Fewer failures than this have something in common by chance. */
const fewest = 3;
/** A trait is suspected when failures at random would all have some trait less often than this; then it is tried. */
const chance = 0.05;
/** Values of members and fields are told from one another up to this length. */
const tellingLength = 30;
/** Values of these are secrets, or differ without saying anything. */
const unreadable = /^(authorization|tenant-id|content-length|connection)$/i;

/**
 * What sets the attempts that failed apart from the others by the look of their requests; undefined when nothing does. A burst of
 * trouble hits requests that are alike too, because a check sends them together: a suspicion has to be tried.
 */
export function suspicionOf(failed: readonly Exchange[], passed: readonly Exchange[]): Suspicion | undefined {
  if (failed.length < fewest) return undefined;
  const [first, ...others] = failed.map(traitsOf);
  const shared = [...(first ?? [])].filter((trait) => others.every((traits) => traits.has(trait)));
  const all = [...failed, ...passed].map(traitsOf);
  const known = new Set(all.flatMap((traits) => [...traits])).size;
  const [rarest] = shared
    .map((trait) => ({ trait, failed: failed.length, of: all.filter((traits) => traits.has(trait)).length }))
    .sort((one, other) => one.of - other.of);
  if (rarest === undefined) return undefined;
  return known * (rarest.of / all.length) ** failed.length < chance ? rarest : undefined;
}

/** What is special about a request, in words: its members and fields by name, by class and by value, the form of its body. */
function traitsOf(exchange: Exchange): Set<string> {
  const { request } = exchange;
  const body = sentObject(exchange);
  const fields = request.headers.filter(([name]) => !unreadable.test(name));
  return new Set([
    `the method ${request.method}`,
    ...(request.url.includes('?') ? ['a query'] : []),
    ...fields.flatMap(([name, value]) => [
      `a field ${name}`,
      ...(value.length <= tellingLength ? [`the field ${name}: ${value}`] : []),
    ]),
    ...(body === undefined ? [request.body === undefined ? 'no body' : 'a body that is no JSON object'] : []),
    ...Object.entries(body ?? {}).flatMap(([name, value]) => memberTraits(name, value)),
  ]);
}

function memberTraits(name: string, value: Json): string[] {
  // To write what is nested deeply would overflow the stack.
  const text = isDeeperThan(tellingLength, value) ? undefined : JSON.stringify(value);
  return [
    `a member ${name}`,
    `${classOf(value)} as ${name}`,
    ...(text !== undefined && text.length <= tellingLength ? [`${name} ${text}`] : []),
  ];
}

function classOf(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'a whole number' : 'a fraction';
  if (typeof value === 'string')
    return /^[\x20-\x7e]*$/.test(value) ? 'a plain string' : 'a string with other characters than ASCII';
  return typeof value === 'object' ? 'an object' : 'a boolean';
}
