import { isDeepStrictEqual } from 'node:util';
import type { Json, JsonObject } from '../contract/json.ts';
import { valueAt } from '../contract/pointer.ts';
import { branchFaults } from './faults/branches.ts';
import { distances } from './faults/candidate.ts';
import type { Candidate, Distance } from './faults/candidate.ts';
import { faults } from './faults/faults.ts';
import { judgeOf } from './faults/judge.ts';
import type { Judge } from './faults/judge.ts';
import { negation } from './faults/negation.ts';
import { breakingSites } from './faults/sites.ts';
import type { BreakingSite } from './faults/sites.ts';
import { hostsFor } from './host.ts';
import { keywordsOf } from './located.ts';
import type { HostOptions } from './options.ts';
import type { Schema } from './oracle.ts';
import { put } from './put.ts';
import { samples } from './sample.ts';
import { subjectOf } from './subject.ts';
import type { Subject } from './subject.ts';

/** Named violations below which drawn ones are added. */
const few = 3;

/** Places of a branch of anyOf or oneOf that are broken. */
const branchPlaces = 16;

/** A value that is invalid by one mutation, and what it breaks. */
export interface Violation {
  readonly value: Json;
  /** JSON pointer of the place in the value; for `required` and the like, of the object. */
  readonly pointer: string;
  readonly keyword: string;
  /** JSON pointer of the keyword in the root. */
  readonly schemaPointer: string;
  /** What is wrong, in a few words that are the same for every host. */
  readonly note: string;
  readonly distance: Distance;
  /** True when the value breaks nothing else; false only where every value that breaks the keyword breaks another too. */
  readonly alone: boolean;
}

/**
 * Every keyword that can be broken at every place, one mutation of the host each: the first near miss of each place, the second of
 * each, …, then look-alikes, then far misses. Finite, and the same each time. The oracle rejects each by the named keyword, and by no
 * other wherever the schema allows it. Nothing for a schema that no value breaks; throws where no host can be found.
 */
export function* violations(
  schema: Schema,
  root?: JsonObject,
  options: HostOptions = {},
): Iterable<Violation> {
  const subject = subjectOf(schema, root, options);
  yield* violationsOf(subject, hostsFor(subject, options));
}

/** The same for a schema made ready; of the places only the first `most`. */
function* violationsOf(
  subject: Subject,
  hosts: readonly Json[],
  depth = 0,
  most = Infinity,
): Iterable<Violation> {
  const judge = judgeOf(subject);
  const lists: (() => readonly Violation[])[] = [];
  for (const site of breakingSites(subject, hosts)) {
    if (lists.push(lazily(() => violationsAt(site, subject, judge, depth))) >= most) break;
  }
  yield* distinct(distances.flatMap((distance) => [inTurns(lists, distance)]));
}

function* distinct(parts: readonly Iterable<Violation>[]): Iterable<Violation> {
  const given = new Set<string>();
  for (const part of parts) {
    for (const violation of part) {
      const text = JSON.stringify(violation.value);
      if (!given.has(text)) yield violation;
      given.add(text);
    }
  }
}

/** The first of each place, then the second of each; a place is looked into when its turn comes. */
function* inTurns(places: readonly (() => readonly Violation[])[], distance: Distance): Iterable<Violation> {
  let left = places.map((place) =>
    lazily(() => place().filter((violation) => violation.distance === distance)),
  );
  for (let turn = 0; left.length > 0; turn++) {
    for (const place of left) {
      const violation = place()[turn];
      if (violation !== undefined) yield violation;
    }
    left = left.filter((place) => place().length > turn + 1);
  }
}

/** What breaks one keyword at one place; where some value breaks nothing else, only such values. */
export function violationsAt(
  site: BreakingSite,
  subject: Subject,
  judge: Judge,
  depth = 0,
): readonly Violation[] {
  const named = [...accepted(candidatesAt(site, subject, depth), site, judge)];
  // Drawn values say less about a reader than named ones, and replace a whole object or array.
  const drawn = named.length < few ? accepted(negation(site, subject, 3), site, judge) : [];
  const found = [...named, ...drawn];
  const alone = found.filter((violation) => violation.alone);
  return alone.length > 0 ? alone : found;
}

/** Whether anything is found that breaks the keyword at the place. */
export function isBreakable(site: BreakingSite, subject: Subject, judge: Judge): boolean {
  for (const candidates of [candidatesAt(site, subject, 0), negation(site, subject, 3)]) {
    for (const _ of accepted(candidates, site, judge)) return true;
  }
  return false;
}

function* accepted(candidates: Iterable<Candidate>, site: BreakingSite, judge: Judge): Iterable<Violation> {
  for (const { value, note, distance } of candidates) {
    const verdict = judge(site, put(site.host, site.pointer, value));
    if (verdict !== undefined) yield { ...verdict, note, distance };
  }
}

function* candidatesAt(site: BreakingSite, subject: Subject, depth: number): Iterable<Candidate> {
  const value = valueAt(site.host, site.pointer) ?? null;
  const { keyword } = site;
  const others = samples(subject.compilation.conjunction(site.schemas), subject.builder, 6);
  const values = [value, ...others.filter((other) => !isDeepStrictEqual(other, value))];
  const schema = keywordsOf(site.located) ?? {};
  yield* faults[keyword]?.({ schema, keyword, values }) ?? [];
  if ((keyword === 'anyOf' || keyword === 'oneOf') && depth < 2) {
    yield* branchFaults(site, value, subject, (inner, host) =>
      violationsOf(inner, [host], depth + 1, branchPlaces),
    );
  }
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
