import { apiFault } from '../defects/fault.ts';
import type { Defect } from '../start.ts';
import { textOf } from './occasions.ts';
import { isJson } from '../defects/requests.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf, subtle } from './mutant.ts';

const { must, should } = mutantsOf('rejection');

/** Repairs a text that is no JSON; undefined leaves it alone. */
function mends(name: string, mend: (text: string) => string | undefined): Defect {
  return apiFault(name, (call, next) => {
    const text = textOf(call);
    if (isJson(text)) return next();
    const mended = mend(text);
    return mended !== undefined && isJson(mended) ? next({ body: mended }) : next();
  });
}

/** Texts that are no JSON, or not in UTF-8, and are read nevertheless. */
export const lenientParsers: readonly Mutant[] = [
  must(
    ['REJ-09'],
    mends('reads a form for lack of JSON', (text) =>
      /^fileId=/.test(text) ? JSON.stringify(Object.fromEntries(new URLSearchParams(text))) : undefined,
    ),
    subtle,
  ),
  must(
    ['REJ-09'],
    mends('reads YAML', (text) => {
      const lines = text
        .trim()
        .split('\n')
        .map((line) => /^(\w+): *([\w.-]+)$/.exec(line));
      return lines.every((line) => line)
        ? JSON.stringify(Object.fromEntries(lines.map((line) => [line?.[1], line?.[2]])))
        : undefined;
    }),
    subtle,
  ),
  should(
    ['REJ-15'],
    mends('reads names without quotation marks', (text) =>
      text.replaceAll(/([{,]\s*)(\w+)(\s*:)/g, '$1"$2"$3'),
    ),
    subtle,
  ),
  should(
    ['REJ-15'],
    mends('reads numbers with zeros in front', (text) => text.replaceAll(/(:\s*)0+(\d)/g, '$1$2')),
    subtle,
  ),
  should(
    ['REJ-15'],
    mends('reads line breaks and tabs within texts', (text) => text.replaceAll(/[\n\r\t]/g, ' ')),
    subtle,
  ),
  should(
    ['REJ-15'],
    mends('goes without commas', (text) => text.replaceAll(/("|\d)(\s+)(")/g, '$1,$3')),
    subtle,
  ),
  should(
    ['REJ-15'],
    mends('reads True and None', (text) =>
      text.replaceAll(/:\s*True\b/g, ':true').replaceAll(/:\s*None\b/g, ':null'),
    ),
    subtle,
  ),
  should(['REJ-12'], readsForms(), subtle),
  should(['REJ-13'], detectsUtf16(), subtle),
];

/** Reads the forms of a browser too. */
function readsForms(): Defect {
  return apiFault('reads forms', (call, next) => {
    const isForm = /^application\/x-www-form-urlencoded/i.test(
      call.request.headers.get('content-type') ?? '',
    );
    if (!isForm) return next();
    const form = Object.fromEntries(new URLSearchParams(textOf(call)));
    return next({ body: JSON.stringify(form), headers: { 'content-type': 'application/json' } });
  });
}

/** Finds out the encoding by itself, as a library does that is given octets. */
function detectsUtf16(): Defect {
  return apiFault('detects UTF-16', (call, next) => {
    const octets = Buffer.from(call.bytes);
    const isUtf16 = octets.length > 3 && octets[0] !== 0 && octets[1] === 0 && octets[3] === 0;
    return isUtf16 ? next({ body: octets.toString('utf16le') }) : next();
  });
}
