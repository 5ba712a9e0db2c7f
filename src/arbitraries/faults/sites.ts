import { isJsonObject } from '../../contract/json.ts';
import type { Json, JsonObject } from '../../contract/json.ts';
import { pointerOf, valueAt } from '../../contract/pointer.ts';
import { objectFacets } from '../canonical/objects.ts';
import type { Conjunction } from '../compilation.ts';
import { keywordsOf } from '../located.ts';
import type { Located } from '../located.ts';
import { put } from '../put.ts';
import { samples } from '../sample.ts';
import type { Subject } from '../subject.ts';
import { childNames, childSchemas, inPlace } from './reach.ts';

/** A keyword that can be broken at a place of a host. */
export interface BreakingSite {
  /** Valid, and the place exists in it. */
  readonly host: Json;
  /** JSON pointer of the place in the host. */
  readonly pointer: string;
  /** The schema that holds the keyword. */
  readonly located: Located;
  /** A keyword of the schema, or `false schema`. */
  readonly keyword: string;
  /** Every schema that applies there in place. */
  readonly schemas: readonly Located[];
}

/** A place with the schemas that stand over it. */
interface Frame {
  readonly host: Json;
  readonly pointer: string;
  readonly entries: readonly Located[];
  readonly added: readonly string[];
}

/** Most places that are looked at. */
const mostFrames = 3000;

/** Keywords that only annotate or hold others, which are sites of their own. */
const silent = new Set(
  (
    '$ref $dynamicRef $id $schema $anchor $dynamicAnchor $defs $comment $vocabulary definitions allOf if then else properties ' +
    'patternProperties prefixItems dependentSchemas title description default examples example deprecated readOnly writeOnly ' +
    'discriminator xml externalDocs contentEncoding contentMediaType contentSchema nullable minContains maxContains'
  ).split(' '),
);

/** Every keyword that a value could break, place by place, outermost first; places that the host lacks are added to it. */
export function* breakingSites({ located, ...subject }: Subject, host: Json): Iterable<BreakingSite> {
  const queue: Frame[] = [{ host, pointer: '', entries: [located], added: [] }];
  for (let next = 0; next < queue.length && next < mostFrames; next++) {
    const frame = queue[next] as Frame;
    const value = valueAt(frame.host, frame.pointer) ?? null;
    const schemas = frame.entries.flatMap((entry) => inPlace(entry, value, subject.compilation));
    for (const one of schemas) {
      for (const keyword of keywordsAt(one)) {
        yield { host: frame.host, pointer: frame.pointer, located: one, keyword, schemas };
      }
    }
    queue.push(...framesBelow(frame, value, schemas, { located, ...subject }));
  }
}

function keywordsAt(located: Located): readonly string[] {
  const schema = keywordsOf(located);
  if (schema === undefined) return located.schema === false ? ['false schema'] : [];
  return Object.keys(schema).filter((keyword) => !silent.has(keyword) && !keyword.startsWith('x-'));
}

function framesBelow(
  frame: Frame,
  value: Json,
  schemas: readonly Located[],
  subject: Subject,
): readonly Frame[] {
  const present = childNames(value).slice(0, Array.isArray(value) ? 1 : Infinity);
  const there = present.map((name) => ({
    ...frame,
    pointer: frame.pointer + pointerOf(name),
    entries: schemas.flatMap((one) => childSchemas(one, name)),
  }));
  return [...there, ...absent(frame, value, schemas, subject)].filter(({ entries }) => entries.length > 0);
}

/** Places that the host lacks: optional members, and the first item of an empty array. */
function absent(frame: Frame, value: Json, schemas: readonly Located[], subject: Subject): readonly Frame[] {
  const names = Array.isArray(value) && value.length === 0 ? [0] : absentNames(value, schemas);
  return names.flatMap((name) => {
    const entries = schemas.flatMap((one) => childSchemas(one, name));
    const conjunction = subject.compilation.conjunction(entries);
    // A schema that contains itself would be added for ever.
    const key = entries.map((entry) => entry.key).join(' ');
    if (entries.length === 0 || frame.added.filter((other) => other === key).length > 0) return [];
    const pointer = frame.pointer + pointerOf(name);
    const host = withPlace(frame.host, pointer, conjunction, subject);
    return host === undefined ? [] : [{ host, pointer, entries, added: [...frame.added, key] }];
  });
}

function absentNames(value: Json, schemas: readonly Located[]): readonly string[] {
  if (!isJsonObject(value)) return [];
  const names = schemas.flatMap((one) => objectFacets(one).shapes.flatMap((shape) => shape.names));
  return [...new Set(names)].filter((name) => !Object.hasOwn(value, name));
}

/** Values that the author of a schema gives: telling ones to depart from. */
function authored({ default: usual, examples, example }: JsonObject): readonly Json[] {
  return [usual, ...(Array.isArray(examples) ? examples : []), example].filter(
    (value) => value !== undefined,
  );
}

function withPlace(
  host: Json,
  pointer: string,
  conjunction: Conjunction,
  subject: Subject,
): Json | undefined {
  const { compilation, located, builder } = subject;
  const written = conjunction.schemas.flatMap((one) => authored(keywordsOf(one) ?? {}));
  return [...written, ...samples(conjunction, builder, 6)]
    .map((value) => put(host, pointer, value))
    .find((whole) => compilation.satisfies(located, whole));
}
