import { parse } from 'content-type';
import { essenceOf } from './media-type.ts';

/**
 * True for two spellings of one media type (RFC 9110 §8.3.1): type, subtype, parameter names and the charset without case,
 * parameters in any order and quoted or not, their other values exact. False when one is no media type.
 */
export function sameMediaType(a: string, b: string): boolean {
  const essence = essenceOf(a);
  if (essence === undefined || essence !== essenceOf(b)) return false;
  const [one, other] = [parametersOf(a), parametersOf(b)];
  return one.size === other.size && [...one].every(([name, value]) => other.get(name) === value);
}

const token = "[!#$%&'*+.^_`|~\\w-]+";
const quotedString = String.raw`"(?:[^"\\\x00-\x08\x0a-\x1f\x7f]|\\[^\x00-\x08\x0a-\x1f\x7f])*"`;
const grammar = new RegExp(
  String.raw`^${token}/${token}(?:[ \t]*;(?:[ \t]*${token}=(?:${token}|${quotedString}))?)*[ \t]*$`,
);

/** True for a media type and its parameters as RFC 9110 §8.3.1 and §5.6.6 write them: each parameter has a value. */
export function isMediaType(value: string): boolean {
  return grammar.test(value);
}

function parametersOf(value: string): Map<string, string> {
  const { parameters } = parse(value);
  return new Map(
    Object.entries(parameters).map(([name, text]) => [name, name === 'charset' ? text.toLowerCase() : text]),
  );
}
