import type fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../../contract/json.ts';
import type { ArrayFacets } from '../canonical/arrays.ts';
import { itemSchemas } from '../canonical/arrays.ts';
import type { Conjunction } from '../compilation.ts';
import { ExhaustedSearch } from '../errors.ts';
import { itemsOf, leastItems } from './items.ts';
import { Parts } from './parts.ts';
import type { Drawn, Part } from './parts.ts';
import type { Site } from './site.ts';

/** Longest array that is made to stand on a maxItems. */
const longest = 40;
/** Draws of one item in search of one that is not there yet. */
const tries = 60;

/** Arrays with these facets: the fewer items the deeper, with every `contains` served by place. */
export function arrays(facets: ArrayFacets, site: Site): fc.Arbitrary<Json[]> {
  const least = leastItems(facets);
  const most = Math.max(least, Math.min(mostItems(facets, least, site), Math.floor(facets.maxItems)));
  return new Parts<Json[]>({
    assemble: (parts) => parts.map(({ value }) => value.value_),
    draw(mrng, draw) {
      const length = lengthBetween(least, most, facets, site, mrng);
      const items = itemsOf(facets, length, mrng.nextInt(0, length), site.compilation);
      const fallback = items ?? itemsOf(facets, least, 0, site.compilation);
      if (fallback === undefined)
        throw new ExhaustedSearch(site.pointer, 'no item can stand at a place that must be filled');
      return drawItems(fallback, least, facets, site, draw);
    },
  });
}

/** The greatest length to which items can stand, looked for up to the longest that is drawn. */
function mostItems(facets: ArrayFacets, least: number, site: Site): number {
  const bound = Math.min(facets.maxItems, Math.max(longest, least));
  const prefix = Math.max(0, ...facets.shapes.map((shape) => shape.prefix.length));
  for (let index = least; index <= Math.min(prefix, bound - 1); index++) {
    const item = site.compilation.conjunction(itemSchemas(facets, index, false));
    if (item.alternatives.length === 0 || !site.fits(item, Math.max(site.depth - 1, 0))) return index;
  }
  return bound;
}

function lengthBetween(
  least: number,
  most: number,
  facets: ArrayFacets,
  site: Site,
  mrng: fc.Random,
): number {
  if (site.depth <= 0 || most <= least) return least;
  const mood = mrng.nextInt(0, 7);
  if (mood === 0) return least;
  if (mood === 1 && site.level < 2 && most === Math.floor(facets.maxItems)) return most;
  return mrng.nextInt(least, Math.min(most, least + Math.max(1, 4 - site.level)));
}

function drawItems(
  items: readonly Conjunction[],
  least: number,
  facets: ArrayFacets,
  site: Site,
  draw: (part: Part) => Drawn,
): readonly Drawn[] {
  const found: Drawn[] = [];
  const prefix = Math.max(0, ...facets.shapes.map((shape) => shape.prefix.length));
  for (const [index, item] of items.entries()) {
    const last = index === items.length - 1;
    const droppable = items.length > least && (index >= prefix || last);
    const part = { name: '', arbitrary: site.below(item), droppable };
    const drawn = facets.unique ? drawNew(part, found, draw) : draw(part);
    if (drawn === undefined && found.length >= least) break;
    if (drawn === undefined) throw new ExhaustedSearch(site.pointer, 'too few different items were drawn');
    const twin = facets.repeated && last ? found[0]?.value : undefined;
    found.push(twin === undefined ? drawn : { part, value: twin });
  }
  return found;
}

function drawNew(part: Part, found: readonly Drawn[], draw: (part: Part) => Drawn): Drawn | undefined {
  for (let attempt = 0; attempt < tries; attempt++) {
    const drawn = draw(part);
    if (!found.some(({ value }) => isDeepStrictEqual(value.value_, drawn.value.value_))) return drawn;
  }
  return undefined;
}
