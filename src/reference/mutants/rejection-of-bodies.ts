import { apiFault } from '../defects/fault.ts';
import type { Call } from '../defects/fault.ts';
import { overlooks } from '../defects/requests.ts';
import type { Defect } from '../start.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf, subtle } from './mutant.ts';
import { bodyMatches, textOf } from './occasions.ts';
import { mainFile, rejectsWith } from './reading.ts';
import { isJson } from '../defects/requests.ts';

const { must, should } = mutantsOf('rejection');

/** Reads a text that the sound server rejects as the JSON that `repair` makes of it; undefined leaves it alone. */
function readsText(name: string, repair: (text: string, call: Call) => string | undefined): Defect {
  return apiFault(name, async (call, next) => {
    const response = await next();
    const text = textOf(call);
    const isMalformed = response.status === 400 || (response.status === 415 && text === '');
    const body = isMalformed ? repair(text, call) : undefined;
    return body === undefined ? response : next({ body, headers: { 'content-type': 'application/json' } });
  });
}

/** Bodies that are no JSON object in UTF-8, or not declared as one, and are read nevertheless. */
export const rejectionOfBodies: readonly Mutant[] = [
  should(
    ['REJ-12'],
    overlooks('takes JSON that is called a form', ({ request, asked }) =>
      request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded') === true &&
      'fileId' in asked
        ? { 'content-type': 'application/json' }
        : undefined,
    ),
  ),
  must(
    ['REJ-09'],
    readsText('closes an object that breaks off', (text) =>
      /^\s*\{[^{}]*$/.test(text) ? closed(text) : undefined,
    ),
    subtle,
  ),
  must(
    ['REJ-09'],
    readsText('takes garbage for a request for the first file', (text, call) =>
      text === '' ? undefined : JSON.stringify({ fileId: mainFile(call) }),
    ),
  ),
  must(
    ['REJ-09', 'ROB-01'],
    rejectsWith('fails on what is not JSON', 500, (call) => call.bytes.length > 0 && !isJson(textOf(call))),
  ),
  should(
    ['REJ-09'],
    readsText('takes a comma before the end', (text) => text.replace(/,(\s*})/, '$1')),
    subtle,
  ),
  should(
    ['REJ-09'],
    readsText('skips comments', (text) => text.replaceAll(/\/\*.*?\*\/|\/\/[^\n"]*$/gm, '')),
    subtle,
  ),
  should(
    ['REJ-09'],
    readsText('stops reading after the object', (text) => /^\s*\{[^{}]*\}/.exec(text)?.[0]),
    subtle,
  ),
  should(
    ['REJ-09'],
    readsText('reads single quotes', (text) => text.replaceAll("'", '"')),
    subtle,
  ),
  must(
    ['REJ-10'],
    unpacks('reads JSON within a JSON text', (value) =>
      typeof value === 'string' && isJson(value) ? (JSON.parse(value) as unknown) : undefined,
    ),
    subtle,
  ),
  must(
    ['REJ-10'],
    unpacks('takes a JSON text for the id', (value) =>
      typeof value === 'string' && !isJson(value) ? { fileId: value } : undefined,
    ),
    subtle,
  ),
  must(
    ['REJ-10'],
    unpacks('unpacks a list with one request', (value) =>
      Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : undefined,
    ),
    subtle,
  ),
  must(
    ['REJ-10', 'ROB-01'],
    rejectsWith('fails on a body of null', 500, bodyMatches(/^\s*null\s*$/)),
    subtle,
  ),
  must(
    ['REJ-11', 'ROB-01'],
    rejectsWith('fails on an empty body', 500, ({ bytes }) => bytes.length === 0),
  ),
  should(
    ['REJ-11'],
    readsText('takes an empty body for a request for the first file', (text, call) =>
      text === '' ? JSON.stringify({ fileId: mainFile(call) }) : undefined,
    ),
  ),
  should(
    ['REJ-12'],
    overlooks('does not look at Content-Type', () => ({ 'content-type': 'application/json' })),
  ),
  should(
    ['REJ-12'],
    overlooks('takes any type with json in it', ({ request }) =>
      /json/i.test(request.headers.get('content-type') ?? '')
        ? { 'content-type': 'application/json' }
        : undefined,
    ),
    subtle,
  ),
  should(
    ['REJ-13'],
    readsText('replaces octets that are not UTF-8', (text) => (text.includes('\uFFFD') ? text : undefined)),
  ),
];

function closed(text: string): string {
  const quotes = text.match(/"/g)?.length ?? 0;
  return `${text.replace(/,\s*$/, '')}${quotes % 2 === 1 ? '"' : ''}}`;
}

function unpacks(name: string, unpack: (value: unknown) => unknown): Defect {
  return apiFault(name, (call, next) => {
    const text = textOf(call);
    const inner = isJson(text) ? unpack(JSON.parse(text)) : undefined;
    return inner === undefined ? next() : next({ body: JSON.stringify(inner) });
  });
}
