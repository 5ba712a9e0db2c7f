import fc from 'fast-check';
import type { Json } from '../contract/json.ts';
import { kindOf } from './canonical/kinds.ts';
import { inPlace } from './faults/reach.ts';
import type { HostOptions } from './options.ts';
import type { Subject } from './subject.ts';
import { validOf } from './valid.ts';

/** Values drawn in search of hosts, and how many of them become one. */
const [draws, most] = [80, 8];

/**
 * Valid values to put a mutation into: the one that is given; else, always the same, one for each set of schemas that apply in place to
 * some drawn value and each kind, objects first, rather large than small, so that few places must be added.
 */
export function hostsFor(subject: Subject, options: HostOptions): readonly Json[] {
  if (options.host !== undefined) return [options.host];
  const drawn = fc.sample(validOf(subject, { ...options, maxDepth: 2 }), { numRuns: draws, seed: 1 });
  const groups = new Map<string, Json[]>();
  for (const value of drawn) {
    const schemas = inPlace(subject.located, value, subject.compilation).map((one) => one.key);
    const key = `${kindOf(value)} ${schemas.join(' ')}`;
    groups.set(key, [...(groups.get(key) ?? []), value]);
  }
  const hosts = [...groups.values()].map(ratherLarge);
  return hosts.sort((a, b) => rank(a) - rank(b)).slice(0, most);
}

function ratherLarge(values: readonly Json[]): Json {
  const sized = values
    .map((value) => ({ value, size: JSON.stringify(value).length }))
    .sort((a, b) => a.size - b.size);
  return sized[Math.floor(sized.length * 0.75)]?.value ?? null;
}

function rank(value: Json): number {
  return ['object', 'array'].indexOf(kindOf(value)) + (typeof value === 'object' && value !== null ? 0 : 3);
}
