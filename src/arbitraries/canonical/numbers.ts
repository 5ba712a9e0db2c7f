import type { JsonObject } from '../../contract/json.ts';

/** What the keywords say about a number. */
export interface NumberFacets {
  readonly least: number;
  /** True when `least` itself is not allowed. */
  readonly leastOpen: boolean;
  readonly most: number;
  /** True when `most` itself is not allowed. */
  readonly mostOpen: boolean;
  readonly integer: boolean;
  /** True when integers are not allowed. */
  readonly fractional: boolean;
  readonly multiples: readonly number[];
  readonly notMultiples: readonly number[];
}

/** No restriction. */
export const anyNumber: NumberFacets = {
  ...{ least: -Infinity, leastOpen: false, most: Infinity, mostOpen: false },
  ...{ integer: false, fractional: false, multiples: [], notMultiples: [] },
};

/** The numeric keywords of one schema, and the integer formats. */
export function numberFacets(schema: JsonObject): NumberFacets {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum, multipleOf, format, type } = schema;
  const types = Array.isArray(type) ? type : [type];
  const int32 = format === 'int32';
  return [
    { ...anyNumber, least: numberOr(minimum, -Infinity), most: numberOr(maximum, Infinity) },
    {
      ...anyNumber,
      least: numberOr(exclusiveMinimum, -Infinity),
      leastOpen: typeof exclusiveMinimum === 'number',
    },
    {
      ...anyNumber,
      most: numberOr(exclusiveMaximum, Infinity),
      mostOpen: typeof exclusiveMaximum === 'number',
    },
    int32 ? { ...anyNumber, least: -(2 ** 31), most: 2 ** 31 - 1 } : anyNumber,
    {
      ...anyNumber,
      integer: int32 || format === 'int64' || (types.includes('integer') && !types.includes('number')),
      multiples: typeof multipleOf === 'number' ? [multipleOf] : [],
    },
  ].reduce(meetNumbers);
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}

/** What both ask. */
export function meetNumbers(a: NumberFacets, b: NumberFacets): NumberFacets {
  const low = a.least > b.least || (a.least === b.least && a.leastOpen) ? a : b;
  const high = a.most < b.most || (a.most === b.most && a.mostOpen) ? a : b;
  return {
    ...{ least: low.least, leastOpen: low.leastOpen, most: high.most, mostOpen: high.mostOpen },
    integer: a.integer || b.integer,
    fractional: a.fractional || b.fractional,
    multiples: [...new Set([...a.multiples, ...b.multiples])],
    notMultiples: [...new Set([...a.notMultiples, ...b.notMultiples])],
  };
}

/** False when no number can have these facets; true says only that none was proved impossible. */
export function numbersPossible(facets: NumberFacets): boolean {
  const { least, most, leastOpen, mostOpen, integer, fractional, multiples, notMultiples } = facets;
  if (integer && fractional) return false;
  if (least > most || (least === most && (leastOpen || mostOpen))) return false;
  if (multiples.some((multiple) => notMultiples.includes(multiple))) return false;
  if (!integer) return true;
  const first = leastOpen ? Math.floor(least) + 1 : Math.ceil(least);
  return mostOpen ? first < most : first <= most;
}

/** Whether the facets allow a number; multiples as ajv reckons them, by the quotient of doubles. */
export function allowsNumber(facets: NumberFacets, value: number): boolean {
  if (value < facets.least || value > facets.most) return false;
  if ((facets.leastOpen && value === facets.least) || (facets.mostOpen && value === facets.most))
    return false;
  if (facets.integer && !Number.isInteger(value)) return false;
  if (facets.fractional && Number.isInteger(value)) return false;
  return (
    facets.multiples.every((m) => isMultiple(value, m)) &&
    !facets.notMultiples.some((m) => isMultiple(value, m))
  );
}

function isMultiple(value: number, of: number): boolean {
  const quotient = value / of;
  return Number.isInteger(quotient) && Math.abs(quotient) < 1e21;
}
