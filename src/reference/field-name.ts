import type { Choices } from './choices.ts';

/** A header field name, given in lower case, as it is written on the wire. */
export function fieldName(name: string, style: Choices['headerCase']): string {
  return styles[style](name);
}

const styles: Record<Choices['headerCase'], (name: string) => string> = {
  lower: (name) => name,
  upper: (name) => name.toUpperCase(),
  title: (name) => name.replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase()),
  alternating: (name) =>
    name.replaceAll(/(.)(.)/g, (_, first: string, second: string) => first + second.toUpperCase()),
};
