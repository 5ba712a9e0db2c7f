/** How much of a list is wanted: its first `most` entries, the generated ones among them drawn from `seed`. */
export interface Wanted {
  readonly seed: number;
  readonly most: number;
}
