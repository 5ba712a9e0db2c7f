import { parse } from 'content-disposition';

const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
/** A parameter name that does not end with an asterisk, which would make its value an extended one. */
const plainName = `${token}(?<!\\*)`;
const quotedString = '"(?:[^"\\\\\\x00-\\x08\\x0a-\\x1f\\x7f]|\\\\[\\t\\x20-\\x7e\\x80-\\xff])*"';
const extendedValue =
  "(?:UTF-8|ISO-8859-1|[!#$%&+^_`{}~0-9A-Za-z-]+)'[A-Za-z0-9-]*'(?:%[0-9A-Fa-f]{2}|[!#$&+.^_`|~0-9A-Za-z-])*";
const parameter = `(?:[!#$%&'+.^_\`|~0-9A-Za-z-]+\\*[ \\t]*=[ \\t]*${extendedValue}|${plainName}[ \\t]*=[ \\t]*(?:${quotedString}|${token}))`;
const grammar = new RegExp(`^${token}(?:[ \\t]*;[ \\t]*${parameter})*$`, 'i');

/** A `Content-Disposition` field: its type in lower case and the decoded file name, `filename*` preferred (RFC 6266 §4). */
export interface Disposition {
  readonly type: string;
  readonly filename?: string;
}

/** Why a `Content-Disposition` field breaks the grammar that senders must keep (RFC 6266 §4.1, RFC 8187), or undefined. */
export function dispositionFault(value: string): string | undefined {
  if (!grammar.test(value.trim())) return 'it does not match the grammar';
  const names = [...value.replace(new RegExp(quotedString, 'g'), '""').matchAll(/;\s*([^\s=;]+)\s*=/g)].map(
    ([, name]) => name?.toLowerCase(),
  );
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  return twice === undefined ? undefined : `it has the parameter ${twice} twice`;
}

/** Reads a `Content-Disposition` field leniently, as browsers do. */
export function dispositionOf(value: string): Disposition {
  const { type, parameters } = parse(value);
  const filename = parameters['filename'];
  return { type: type.toLowerCase(), ...(filename !== undefined && { filename }) };
}
