import type { Json } from '../../contract/json.ts';

/** How telling an edge is: 0 the bounds, members and branches themselves, 1 what lies next to them, 2 further values. */
type Tier = 0 | 1 | 2;

/** A valid value on or near an edge of what is allowed. */
export interface Edge {
  readonly value: Json;
  readonly tier: Tier;
}

/** The edges tier by tier, each value once. */
export function ordered(edges: readonly Edge[]): readonly Edge[] {
  const distinct = new Map<string, Edge>();
  for (const edge of [...edges].sort((a, b) => a.tier - b.tier)) {
    const text = JSON.stringify(edge.value);
    if (!distinct.has(text)) distinct.set(text, edge);
  }
  return [...distinct.values()];
}

/** Lists merged by turns: the first of each, then the second of each. */
export function inTurns<T>(lists: readonly (readonly T[])[]): readonly T[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  const found: T[] = [];
  for (let turn = 0; turn < longest; turn++) {
    for (const list of lists) if (turn < list.length) found.push(list[turn] as T);
  }
  return found;
}
