/** Characters by which a text is recognised. */
const gram = 8;

/** Texts to be looked for all at once; those shorter than 16 characters are not found. */
export class TextIndex {
  readonly #places = new Map<string, { readonly text: string; readonly offset: number }[]>();

  constructor(texts: readonly string[]) {
    for (const text of new Set(texts)) {
      for (let offset = 0; offset + gram <= text.length; offset += 1) {
        const piece = text.slice(offset, offset + gram);
        const places = this.#places.get(piece) ?? [];
        places.push({ text, offset });
        this.#places.set(piece, places);
      }
    }
  }

  /** The texts that stand in another one. */
  within(searched: string): Set<string> {
    const found = new Set<string>();
    // A text of 16 characters has one of these places in it, wherever it stands.
    for (let at = 0; at + gram <= searched.length; at += gram) {
      for (const { text, offset } of this.#places.get(searched.slice(at, at + gram)) ?? [])
        if (searched.startsWith(text, at - offset)) found.add(text);
    }
    return found;
  }
}
