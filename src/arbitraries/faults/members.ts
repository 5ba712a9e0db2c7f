import { isJsonObject } from '../../contract/json.ts';
import type { Json, JsonObject } from '../../contract/json.ts';
import { nameOutside } from '../canonical/names.ts';
import { alike, far, near } from './candidate.ts';
import type { Candidate, Fault } from './candidate.ts';

/** Breaks `required`. */
export const missing: Fault = function* ({ schema, values }): Iterable<Candidate> {
  const names = strings(schema.required);
  for (const value of objectsIn(values)) {
    for (const name of names) yield near(without(value, [name]), `without ${name}`);
    for (const name of names) yield* renamed(value, name);
    if (names.length > 1) yield alike(without(value, names), 'without every required member');
    yield far({}, 'an empty object');
  }
};

function* renamed(value: JsonObject, name: string): Iterable<Candidate> {
  const member = value[name] ?? null;
  const rest = without(value, [name]);
  for (const [other, note] of otherNames(name)) {
    if (!Object.hasOwn(value, other)) yield alike(withMember(rest, other, member), `${name} ${note}`);
  }
}

/** Breaks `dependentRequired`. */
export const dependentMissing: Fault = function* ({ schema, keyword, values }): Iterable<Candidate> {
  const map = schema[keyword];
  for (const value of objectsIn(values)) {
    for (const [trigger, names] of Object.entries(isJsonObject(map) ? map : {})) {
      const triggered = withMember(value, trigger, value[trigger] ?? null);
      for (const name of strings(names)) yield near(without(triggered, [name]), `${trigger} without ${name}`);
    }
  }
};

/** Breaks `additionalProperties: false` and `unevaluatedProperties: false`. */
export const undeclared: Fault = function* ({ schema, values }): Iterable<Candidate> {
  for (const value of objectsIn(values)) {
    yield near(withMember(value, nameOutside(schema), 'x'), 'an undeclared member');
    yield near(withMember(value, nameOutside(schema), null), 'an undeclared member that is null');
    for (const name of Object.keys(value).slice(0, 4)) {
      for (const [other, note] of otherNames(name)) {
        if (!Object.hasOwn(value, other))
          yield near(withMember(value, other, value[name] ?? null), `${name} again ${note}`);
      }
    }
    for (const name of ['', '$ref', 'constructor', '__proto__', 'toString']) {
      yield alike(withMember(value, name, 'x'), `an undeclared member named ${JSON.stringify(name)}`);
    }
    yield far(withMember(value, 'undeclaredMember', { nested: [1] }), 'an undeclared object');
  }
};

/** Breaks `minProperties`. */
export const tooFewMembers: Fault = function* ({ schema, values }): Iterable<Candidate> {
  const least = Number(schema.minProperties);
  if (least < 1) return;
  for (const value of objectsIn(values)) {
    yield near(Object.fromEntries(Object.entries(value).slice(0, least - 1)), 'one member too few');
    yield near(
      Object.fromEntries(Object.entries(value).slice(1 - least)),
      'one member too few, the last ones',
    );
    yield far({}, 'an empty object');
  }
};

/** Breaks `maxProperties`. */
export const tooManyMembers: Fault = function* ({ schema, values }): Iterable<Candidate> {
  const most = Number(schema.maxProperties);
  for (const value of objectsIn(values)) {
    const [fill = null] = Object.values(value);
    const more = (count: number) =>
      Array.from({ length: count }, (_, index) => [`member${index}`, fill] as const);
    const missingCount = most + 1 - Object.keys(value).length;
    yield near({ ...Object.fromEntries(more(missingCount)), ...value }, 'one member too many');
    if (most < 1000)
      yield far({ ...Object.fromEntries(more(most * 2 + 2)), ...value }, 'twice as many members');
  }
};

/** Breaks `propertyNames`. */
export const badName: Fault = function* ({ values }): Iterable<Candidate> {
  for (const value of objectsIn(values)) {
    const [[name, member] = ['name', null]] = Object.entries(value);
    for (const [other, note] of otherNames(name))
      yield near(withMember(value, other, member), `a name ${note}`);
    for (const other of ['', 'x', 'X1', ' ', 'a b', 'a'.repeat(300), '-', '😀', '0']) {
      yield alike(withMember(value, other, member), `a member named ${JSON.stringify(other).slice(0, 20)}`);
    }
  }
};

function otherNames(name: string): readonly (readonly [string, string])[] {
  const all = [
    [name.toUpperCase(), 'in upper case'],
    [name.toLowerCase(), 'in lower case'],
    [name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), 'in snake case'],
    [name.charAt(0).toUpperCase() + name.slice(1), 'with a capital'],
    [`${name} `, 'with a trailing blank'],
    [`${name}s`, 'in the plural'],
    [name.slice(0, -1), 'without its last letter'],
  ] as const;
  return all.filter(
    ([other], index) => other !== name && all.findIndex(([same]) => same === other) === index,
  );
}

/** The host's value only: its other members must stay as they are. */
function objectsIn(values: readonly Json[]): readonly JsonObject[] {
  return values.slice(0, 1).filter(isJsonObject);
}

function strings(list: Json | undefined): readonly string[] {
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : [];
}

function without(value: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
}

/** Not by a spread: `__proto__` would set the prototype. */
function withMember(value: JsonObject, name: string, member: Json): JsonObject {
  return Object.fromEntries([...Object.entries(value), [name, member]]);
}
