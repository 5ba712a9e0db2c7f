/** A piece of HTML of our own making; only `markup` makes one. */
export class Markup {
  readonly source: string;

  /** `source` stands in the page as it is. */
  constructor(source: string) {
    this.source = source;
  }

  /** Octets of it in UTF-8. */
  get size(): number {
    return Buffer.byteLength(this.source);
  }
}

/** What may stand in a template: text and numbers are escaped, markup is not, and undefined is nothing. */
export type Child = Markup | string | number | undefined | readonly Child[];

/** Characters that are not seen, or that change how others are read: controls, directions, joiners, separators, lone surrogates. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

const entities: Readonly<Record<string, string>> = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' },
};

/** Makes markup of a template; whatever is put into it stays text, in an element as in a quoted attribute. */
export function markup(literals: TemplateStringsArray, ...children: readonly Child[]): Markup {
  const pieces = literals.map((literal, index) => `${literal}${sourceOf(children[index])}`);
  return new Markup(pieces.join(''));
}

/** The text as HTML, with unseen characters but tabs and line feeds written out, like `\u{202e}`. */
function escaped(text: string): string {
  return text
    .replace(/[&<>"']/g, (character) => entities[character] ?? '')
    .replace(unseen, (character) =>
      character === '\t' || character === '\n'
        ? character
        : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
    );
}

function sourceOf(child: Child): string {
  if (child === undefined) return '';
  if (child instanceof Markup) return child.source;
  if (typeof child === 'string') return escaped(child);
  if (typeof child === 'number') return String(child);
  return child.map(sourceOf).join('');
}
