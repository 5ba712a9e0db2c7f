import { awkwardNames } from './awkward-names.ts';
import { drawnHazards, drawnNames } from './drawn-names.ts';
import { hazards } from './hazards.ts';
import type { Wanted } from './wanted.ts';

/** A file name, and what is special about it. */
export interface FileName {
  readonly note: string;
  readonly name: string;
}

/**
 * The first `most` names that are valid and awkward, without control characters, slash and backslash: four that combine many
 * ideas, each idea by itself, pairs of neighbours that only case or normal form tells apart, then generated ones.
 */
export function fileNames({ seed, most }: Wanted): FileName[] {
  return [...awkwardNames.slice(0, most), ...drawnNames(seed, most - awkwardNames.length)];
}

/** The first `most` names that no header and no path may ever take as they are: enumerated ones, then generated combinations. */
export function hazardousNames({ seed, most }: Wanted): FileName[] {
  return [...hazards.slice(0, most), ...drawnHazards(seed, most - hazards.length)];
}
