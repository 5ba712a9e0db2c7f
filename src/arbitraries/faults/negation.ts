import { negatedKeyword } from '../canonical/negate.ts';
import { derived, keywordsOf } from '../located.ts';
import type { Located } from '../located.ts';
import { samples } from '../sample.ts';
import type { Subject } from '../subject.ts';
import { far } from './candidate.ts';
import type { Candidate } from './candidate.ts';
import type { BreakingSite } from './sites.ts';

/** In-place applicators: what they add is in the list of schemas already. */
const applied = new Set('$ref $dynamicRef allOf if then else dependentSchemas dependencies $id'.split(' '));
/** Keywords that mean nothing without another. */
const companions: Readonly<Record<string, readonly string[]>> = {
  contains: ['minContains', 'maxContains'],
  type: ['enum', 'const'],
};

/** Values that satisfy everything at a place but one keyword, which they break; `count` for each way to break it. */
export function* negation(site: BreakingSite, subject: Subject, count: number): Iterable<Candidate> {
  for (const schemas of opposites(site)) {
    const conjunction = subject.compilation.conjunction(schemas);
    for (const value of samples(conjunction, subject.builder, count)) {
      yield far(value, `a value that breaks only ${site.keyword}`);
    }
  }
}

/** Conjunctions that no value satisfies without breaking the keyword: one for each way to break it. */
export function opposites({ located, keyword, schemas }: BreakingSite): readonly (readonly Located[])[] {
  const schema = keywordsOf(located) ?? {};
  const others = schemas
    .filter((one) => one.schema !== false)
    .map((one) => without(one, one.key === located.key ? keyword : undefined));
  if (keyword === 'false schema') return [others];
  return negatedKeyword(schema, keyword).map((opposite) => [...others, derived(opposite, located)]);
}

function without(located: Located, keyword: string | undefined): Located {
  const gone = keyword === undefined ? [] : [keyword, ...(companions[keyword] ?? [])];
  const kept = Object.entries(keywordsOf(located) ?? {}).filter(
    ([name]) => !applied.has(name) && !gone.includes(name),
  );
  return derived(Object.fromEntries(kept), located);
}
