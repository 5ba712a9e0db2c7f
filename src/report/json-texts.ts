import type { Json } from '../contract/json.ts';

/** A text in a JSON value, with the name of the member that holds it. */
interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** Every text in a JSON value, which may be nested more deeply than a stack is high. */
export function textsIn(value: Json): NamedText[] {
  const texts: NamedText[] = [];
  const open: [name: string, value: Json][] = [['', value]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [name, inner] = next;
    if (typeof inner === 'string') texts.push({ name, text: inner });
    else if (typeof inner === 'object' && inner !== null)
      for (const member of Object.entries(inner)) open.push(member);
  }
  return texts;
}

/** True for an absolute URL, wherever a target puts it, and for what it calls `url`. */
export function isUrl({ name, text }: NamedText): boolean {
  return name === 'url' || /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
}

/** The text with its percent-encoding taken off; itself where that is broken. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
