import type { Choices } from '../choices.ts';

/** A JSON object as text, in the layout and number notation that the server has chosen. */
export function jsonText(
  value: Record<string, unknown>,
  choices: Pick<Choices, 'jsonLayout' | 'fileSizeNotation'>,
): string {
  return notations[choices.fileSizeNotation](layouts[choices.jsonLayout](value));
}

const layouts: Record<Choices['jsonLayout'], (value: Record<string, unknown>) => string> = {
  compact: (value) => JSON.stringify(value),
  indented: (value) => `\r\n${JSON.stringify(value, null, '\t')}\n`,
  escaped: (value) => JSON.stringify(value).replaceAll(/[/\u007f-\uffff]/g, escaped),
  reversed: (value) => JSON.stringify(Object.fromEntries(Object.entries(value).reverse())),
};

const notations: Record<Choices['fileSizeNotation'], (json: string) => string> = {
  integer: (json) => json,
  decimal: (json) => json.replaceAll(/("fileSize":\s*\d+)/g, '$1.0'),
  exponent: (json) =>
    json.replaceAll(
      /("fileSize":\s*)(\d+)/g,
      (_, name: string, size: string) => name + Number(size).toExponential(),
    ),
};

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
