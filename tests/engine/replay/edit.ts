import { evidenceDigest } from '../../../src/report/build.ts';
import type { ConformanceReport } from '../../../src/report/model.ts';

/**
 * A report with one member set to another value. The member is named as the documentation names it: `requirements[].verdict` is that of
 * the first requirement that can have it. An editor who knows what he does computes the digest of the exchanges anew.
 */
export function edited(report: ConformanceReport, member: string, value: unknown): ConformanceReport {
  const copy = structuredClone(report);
  const holder = holdersOf(copy, member.split('.').slice(0, -1))[0];
  if (holder === undefined) throw new Error(`edited: the report has nowhere to put ${member}`);
  const name = member.split('.').at(-1) ?? '';
  const before = holder[name];
  holder[name] = typeof value === 'function' ? (value as (one: unknown) => unknown)(before) : value;
  if (JSON.stringify(holder[name]) === JSON.stringify(before))
    throw new Error(`edited: ${member} has this value already`);
  return member.startsWith('exchanges') ? { ...copy, evidenceDigest: evidenceDigest(copy.exchanges) } : copy;
}

/** Every object at a path of names, in order; `[]` after a name means each item of it. */
function holdersOf(root: unknown, names: readonly string[]): Record<string, unknown>[] {
  const found = names.reduce<unknown[]>(
    (owners, name) =>
      owners.flatMap((owner) => {
        const below = (owner as Record<string, unknown>)[name.replace('[]', '')];
        if (below === undefined) return [];
        return name.endsWith('[]') ? below : [below];
      }),
    [root],
  );
  return found as Record<string, unknown>[];
}
