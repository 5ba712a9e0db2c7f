import fc from 'fast-check';
import type { Json, JsonObject } from '../contract/json.ts';
import { isJsonObject } from '../contract/json.ts';
import { tokensOf, valueAt } from '../contract/pointer.ts';
import { bounded } from './build/bounded.ts';
import { Deferred } from './build/deferred.ts';
import { ExhaustedSearch, UnbreakableSchema } from './errors.ts';
import { far } from './faults/candidate.ts';
import type { Candidate } from './faults/candidate.ts';
import { judgeOf } from './faults/judge.ts';
import type { Judge } from './faults/judge.ts';
import { opposites } from './faults/negation.ts';
import { breakingSites } from './faults/sites.ts';
import type { BreakingSite } from './faults/sites.ts';
import { hostsFor } from './host.ts';
import type { HostOptions } from './options.ts';
import type { Schema } from './oracle.ts';
import { put } from './put.ts';
import { subjectOf } from './subject.ts';
import type { Subject } from './subject.ts';
import { validOf } from './valid.ts';
import { isBreakable, violationsAt } from './violations.ts';
import type { Violation } from './violations.ts';

/** Places that are drawn from, outermost first: all are looked at before the first draw. */
const mostPlaces = 400;

/**
 * Violations at random: any place, any keyword, a listed or a drawn bad value, in the host or else in a drawn one; they shrink to
 * smaller values that break the same keyword. Throws UnbreakableSchema where no value is invalid, otherwise as `valid` does.
 */
export function invalid(
  schema: Schema,
  root?: JsonObject,
  options: HostOptions = {},
): fc.Arbitrary<Violation> {
  const subject = subjectOf(schema, root, options);
  const judge = judgeOf(subject);
  const sites = [...breakingSites(subject, hostsFor(subject, options), mostPlaces)];
  const { pointer } = subject.located;
  // The choices last: to break one is to break each of its branches.
  const cheapFirst = [...sites].sort((a, b) => Number(isChoice(a)) - Number(isChoice(b)));
  if (!cheapFirst.some((site) => isBreakable(site, subject, judge))) {
    throw new UnbreakableSchema(pointer, 'no keyword at any place could be broken');
  }
  const hosts = options.host === undefined ? validOf(subject, options) : fc.constant(options.host);
  const any = fc.oneof(...sites.map((site) => new Deferred(() => atSite(site, hosts, subject, judge))));
  return bounded(any, () => true, pointer, 'no violation was drawn');
}

/** Violations at one place: those that are listed for it and drawn ones, in any of the hosts. */
function atSite(
  site: BreakingSite,
  hosts: fc.Arbitrary<Json>,
  subject: Subject,
  judge: Judge,
): fc.Arbitrary<Violation> {
  const listed = violationsAt(site, subject, judge);
  const { pointer } = site.located;
  if (listed.length === 0) throw new ExhaustedSearch(pointer, `${site.keyword} could not be broken`);
  const candidates = fc.oneof(
    fc.constantFrom(...listed.map((one) => candidateOf(one, site))),
    ...drawn(site, subject),
  );
  const made = fc
    .tuple(candidates, hosts)
    .map(([candidate, host]) => violation(candidate, host, site, judge));
  const alone = listed.every((one) => one.alone);
  const kept = (one: Violation | undefined) => one !== undefined && (one.alone || !alone);
  return bounded(
    made,
    kept,
    pointer,
    `no drawn value breaks only ${site.keyword}`,
  ) as fc.Arbitrary<Violation>;
}

function candidateOf({ value, note, distance }: Violation, { pointer }: BreakingSite): Candidate {
  return { value: valueAt(value, pointer) ?? null, note, distance };
}

/** Any values that break the keyword, one arbitrary for each way to break it. */
function drawn(site: BreakingSite, { compilation, builder }: Subject): readonly fc.Arbitrary<Candidate>[] {
  const conjunctions = opposites(site).map((schemas) => compilation.conjunction(schemas));
  return conjunctions
    .filter((one) => one.alternatives.length > 0 && builder.heights.of(one) < Infinity)
    .map((one) =>
      new Deferred(() => builder.values(one, 2, 2)).map((value) =>
        far(value, `drawn to break ${site.keyword}`),
      ),
    );
}

/** The candidate in the drawn host, or in the site's own where it does not break the same thing there. */
function violation(
  candidate: Candidate,
  host: Json,
  site: BreakingSite,
  judge: Judge,
): Violation | undefined {
  const hosts = hasPlaceFor(host, site.pointer) ? [host, site.host] : [site.host];
  for (const one of hosts) {
    const verdict = judge({ ...site, host: one }, put(one, site.pointer, candidate.value));
    if (verdict !== undefined) return { ...verdict, note: candidate.note, distance: candidate.distance };
  }
  return undefined;
}

function isChoice({ keyword }: BreakingSite): boolean {
  return keyword === 'anyOf' || keyword === 'oneOf';
}

function hasPlaceFor(host: Json, pointer: string): boolean {
  const last = tokensOf(pointer).at(-1);
  if (last === undefined) return true;
  const parent = valueAt(host, pointer.slice(0, pointer.lastIndexOf('/')));
  return Array.isArray(parent) ? Number(last) <= parent.length : isJsonObject(parent);
}
