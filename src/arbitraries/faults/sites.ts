import type { Json } from '../../contract/json.ts';
import { pointerOf, valueAt } from '../../contract/pointer.ts';
import { derived } from '../located.ts';
import type { Located } from '../located.ts';
import { put } from '../put.ts';
import type { Subject } from '../subject.ts';
import { absentNames } from './absent.ts';
import { standIns } from './stand-ins.ts';
import { keywordsAt } from './keywords.ts';
import { appliedBy, childNames, childSchemas, inPlace } from './reach.ts';

/** A keyword that can be broken at a place of a host. */
export interface BreakingSite {
  /** Valid, and the place exists in it unless nothing may stand there. */
  readonly host: Json;
  /** JSON pointer of the place in the host. */
  readonly pointer: string;
  /** The schema that holds the keyword. */
  readonly located: Located;
  /** A keyword of the schema, or `false schema`. */
  readonly keyword: string;
  /** Every schema that applies there in place, or would for a value that breaks the keyword. */
  readonly schemas: readonly Located[];
}

/** A place with the schemas that stand over it. */
interface Frame {
  readonly host: Json;
  readonly pointer: string;
  readonly entries: readonly Located[];
  /** Schemas of the places that were added to the host on the way here. */
  readonly added: readonly string[];
}

/** Most places that are looked at, over all hosts. */
const mostPlaces = 3000;

/**
 * Every keyword that a value could break, place by place, outermost first; places that the hosts lack are added to them. What one host
 * has shown is not shown again of another.
 */
export function* breakingSites(
  subject: Subject,
  hosts: readonly Json[],
  most = mostPlaces,
): Iterable<BreakingSite> {
  const seen = new Set<string>();
  const each = Math.ceil(most / hosts.length);
  for (const host of hosts) {
    const shown = new Set<string>();
    for (const site of sitesIn(host, subject, each)) {
      const key = `${site.located.key} ${site.keyword}`;
      if (seen.has(key)) continue;
      shown.add(key);
      yield site;
    }
    for (const key of shown) seen.add(key);
  }
}

function* sitesIn(host: Json, subject: Subject, most: number): Iterable<BreakingSite> {
  const queue: Frame[] = [{ host, pointer: '', entries: [subject.located], added: [] }];
  for (let next = 0; next < queue.length && next < most; next++) {
    const frame = queue[next] as Frame;
    const value = valueAt(frame.host, frame.pointer) ?? null;
    const schemas = frame.entries.flatMap((entry) => inPlace(entry, value, subject.compilation));
    const place = { host: frame.host, pointer: frame.pointer };
    for (const located of schemas) {
      for (const keyword of keywordsAt(located)) yield { ...place, located, keyword, schemas };
    }
    for (const untaken of schemas.flatMap((one) => untakenBy(one, value, schemas, subject)))
      yield { ...place, ...untaken };
    queue.push(...framesBelow(frame, value, schemas, subject));
  }
}

/** The schemas that do not apply to the host's value, with the condition under which they would: of `if` and `dependentSchemas`. */
function untakenBy(one: Located, value: Json, schemas: readonly Located[], { compilation }: Subject) {
  const { condition, then, otherwise, dependent } = appliedBy(one, compilation);
  const absent = dependent.filter(([, schema]) => !schemas.includes(schema));
  const dependents = absent.flatMap(([name, schema]) => {
    const under = derived({ type: 'object', required: [name] }, one);
    return keywordsAt(schema).map((keyword) => ({
      located: schema,
      keyword,
      schemas: [...schemas, schema, under],
    }));
  });
  if (condition === undefined) return dependents;
  const met = compilation.satisfies(condition, value);
  const part = met ? otherwise : then;
  const under = met ? derived({ not: condition.schema }, condition) : condition;
  const keywords = part === undefined ? [] : keywordsAt(part).map((keyword) => ({ located: part, keyword }));
  return [
    ...dependents,
    ...keywords.map((site) => ({ ...site, schemas: [...schemas, site.located, under] })),
  ];
}

function framesBelow(
  frame: Frame,
  value: Json,
  schemas: readonly Located[],
  subject: Subject,
): readonly Frame[] {
  const present = childNames(value).slice(0, Array.isArray(value) ? 2 : Infinity);
  const there = present.map((name) => ({
    ...frame,
    pointer: frame.pointer + pointerOf(name),
    entries: schemas.flatMap((one) => childSchemas(one, name)),
  }));
  const absent = absentNames(value, schemas).flatMap((name) => added(frame, name, schemas, subject));
  return [...there, ...absent].filter(({ entries }) => entries.length > 0);
}

/** A place that the host lacks: put there, with a value that keeps the host valid where there is one. */
function added(
  frame: Frame,
  name: string | number,
  schemas: readonly Located[],
  subject: Subject,
): readonly Frame[] {
  const entries = schemas.flatMap((one) => childSchemas(one, name));
  // A schema that contains itself would be added for ever.
  const key = entries.map((entry) => entry.key).join(' ');
  if (entries.length === 0 || frame.added.includes(key)) return [];
  const pointer = frame.pointer + pointerOf(name);
  const below = { pointer, entries, added: [...frame.added, key] };
  const conjunction = subject.compilation.conjunction(entries);
  if (conjunction.alternatives.length === 0) return [{ ...below, host: frame.host }];
  const host = standIns(conjunction, subject)
    .map((value) => put(frame.host, pointer, value))
    .find((whole) => subject.compilation.satisfies(subject.located, whole));
  return host === undefined ? [] : [{ ...below, host }];
}
