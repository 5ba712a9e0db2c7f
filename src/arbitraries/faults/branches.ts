import type { Json } from '../../contract/json.ts';
import { listed } from '../located.ts';
import { samples } from '../sample.ts';
import type { Subject } from '../subject.ts';
import type { Candidate } from './candidate.ts';
import { far, near } from './candidate.ts';
import type { BreakingSite } from './sites.ts';

/** Ways to break one branch that are tried. */
const each = 24;

/** Breaks the branches of a schema one keyword at a time: enumerates what breaks a value that stands at the branch. */
export type BreakBranch = (
  subject: Subject,
  host: Json,
) => Iterable<{ readonly value: Json; readonly note: string }>;

/** Breaks `anyOf` and `oneOf`: by breaking each branch in a value that meets it, and for `oneOf` by meeting two. */
export function* branchFaults(
  site: BreakingSite,
  value: Json,
  subject: Subject,
  breakBranch: BreakBranch,
): Iterable<Candidate> {
  const branches = listed(site.located, site.keyword);
  for (const [index, branch] of branches.entries()) {
    const conjunction = subject.compilation.conjunction([branch]);
    const inner = { ...subject, located: branch, conjunction };
    const [host] = subject.compilation.satisfies(branch, value)
      ? [value]
      : samples(conjunction, subject.builder, 3);
    if (host === undefined) continue;
    let count = 0;
    for (const broken of breakBranch(inner, host)) {
      yield (count < each / 2 ? near : far)(broken.value, `branch ${index}: ${broken.note}`);
      if (++count >= each) break;
    }
  }
  if (site.keyword === 'oneOf') yield* twice(site, subject);
}

/** Values that meet two branches. */
function* twice({ located, schemas }: BreakingSite, { compilation, builder }: Subject): Iterable<Candidate> {
  const branches = listed(located, 'oneOf').slice(0, 6);
  const others = schemas.filter((one) => one.key !== located.key);
  for (const [index, one] of branches.entries()) {
    for (const other of branches.slice(index + 1)) {
      const both = compilation.conjunction([...others, one, other]);
      for (const value of samples(both, builder, 2)) yield near(value, 'meets two branches');
    }
  }
}
