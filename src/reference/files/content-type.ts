import type { Choices } from '../choices.ts';

const token = "[\\w!#$%&'*+.^`|~-]+";
const quoted = '"(?:[\\t !#-[\\]-~]|\\\\[\\t -~])*"';
const parameter = `(${token})=(${token}|${quoted})`;
const mediaType = new RegExp(`^(${token}/${token})(?:[\\t ]*;(?:[\\t ]*${parameter})?)*$`);
const parameters = new RegExp(`;[\\t ]*${parameter}`, 'g');

/** Characters of the longest content type that is taken. */
const longest = 1024;

/** Whether a text is a media type as RFC 9110 §8.3.1 writes it, in ASCII and without blanks around it. */
export function isMediaType(text: string): boolean {
  return text.length <= longest && mediaType.test(text);
}

/** A media type in the server's notation. */
export function notedType(text: string, choice: Choices['contentTypeNotation']): string {
  return choice === 'as asked' ? text : normalised(text);
}

function normalised(text: string): string {
  const essence = mediaType.exec(text)?.[1] ?? '';
  const rest = [...text.matchAll(parameters)].map(
    ([, name = '', value = '']) => `; ${name.toLowerCase()}=${value}`,
  );
  return essence.toLowerCase() + rest.join('');
}
