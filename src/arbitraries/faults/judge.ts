import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../../contract/json.ts';
import { judged } from '../compilation.ts';
import type { Failure } from '../oracle.ts';
import { pointerFor } from '../subject.ts';
import type { Subject } from '../subject.ts';
import { causes, mostBasic } from './causes.ts';
import type { BreakingSite } from './sites.ts';

/** A mutated value that breaks what it was meant to break. */
interface Verdict {
  readonly value: Json;
  readonly pointer: string;
  readonly keyword: string;
  readonly schemaPointer: string;
  /** True when nothing else is broken. */
  readonly alone: boolean;
}

/** Says whether a value breaks the keyword of a site, undefined when it does not or when a more basic keyword is to be named. */
export type Judge = (site: BreakingSite, value: Json) => Verdict | undefined;

/** A judge by the oracle, for values of one schema. */
export function judgeOf({ located, compilation }: Subject): Judge {
  const check = compilation.oracle.failures(judged(located));
  const failuresOf = (value: Json): readonly Failure[] => {
    try {
      return check(value);
    } catch {
      // ajv calls `toString` when it compares a value to an enum: an object with a member of that name cannot be judged.
      return [];
    }
  };
  return (site, value) => {
    if (isDeepStrictEqual(value, site.host)) return undefined;
    const failures = failuresOf(value);
    if (failures.length === 0) return undefined;
    return verdict(site, value, causes(failures, located, value, compilation));
  };
}

function verdict(site: BreakingSite, value: Json, failures: readonly Failure[]): Verdict | undefined {
  const [pointer, keyword] = [site.pointer, site.keyword];
  const schemaPointer =
    keyword === 'false schema' ? site.located.pointer : `${site.located.pointer}/${keyword}`;
  const meant = (failure: Failure) => failure.pointer === pointer && failure.keyword === keyword;
  if (failures.some((failure) => failure.pointer !== pointer)) return undefined;
  if (!failures.some((failure) => meant(failure) && failure.schemaPointer === schemaPointer))
    return undefined;
  const alone = failures.every(meant);
  if (!alone && mostBasic(failures)?.keyword !== keyword) return undefined;
  return { value, pointer, keyword, schemaPointer: pointerFor(schemaPointer), alone };
}
