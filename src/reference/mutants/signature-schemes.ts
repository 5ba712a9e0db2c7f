import type { Choices } from '../choices.ts';
import type { Call, When } from '../defects/fault.ts';
import { storageFault } from '../defects/fault.ts';
import type { Defect } from '../start.ts';
import { knowsIssued } from './memory.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf, subtle } from './mutant.ts';
import { expiryOf, isGet, soon } from './resigning.ts';

const { must } = mutantsOf('signatures');

/** Signatures of view and download URLs, in schemes other than the plain one. */
export const signatureSchemes: readonly Mutant[] = [
  must(
    ['URL-06'],
    ignores('leaves X-Amz-Expires out of what is signed', 'X-Amz-Expires', longer),
    choosing('s3-v4'),
  ),
  must(
    ['URL-06'],
    ignores('leaves X-Amz-Date out of what is signed', 'X-Amz-Date', longer),
    choosing('s3-v4'),
  ),
  must(['URL-06'], ignores('leaves Expires out of what is signed', 'Expires', longer), choosing('s3-v2')),
  must(['URL-06'], ignores('leaves se out of what is signed', 'se', longer), choosing('azure')),
  must(
    ['URL-04'],
    ignores('does not look at X-Amz-Signature', 'X-Amz-Signature', () => true),
    choosing('s3-v4'),
  ),
  must(
    ['URL-04'],
    ignores('looks at the first ten characters of X-Goog-Signature', 'X-Goog-Signature', (given, right) =>
      given.startsWith(right.slice(0, 10)),
    ),
    choosing('gcs'),
  ),
  must(
    ['URL-04'],
    ignores('looks at the first 42 characters of sig', 'sig', (given, right) =>
      given.startsWith(right.slice(0, 42)),
    ),
    choosing('azure'),
  ),
  must(
    ['URL-04'],
    ignores('compares base64 signatures without regard to case', 'signature', sameLetters),
    choosing('base64'),
  ),
  must(
    ['URL-04'],
    ignores('does not look at the signature of a JSON Web Token', 'token', (given, right) =>
      given.startsWith(right.slice(0, right.lastIndexOf('.') + 1)),
    ),
    choosing('jwt'),
  ),
  must(
    ['URL-04'],
    ignores('takes a JSON Web Token with an empty signature', 'token', (given, right) =>
      [right.slice(0, right.lastIndexOf('.')), right.slice(0, right.lastIndexOf('.') + 1)].includes(given),
    ),
    choosing('jwt'),
  ),
  must(
    ['URL-04'],
    ignores('verifies the payload of a JSON Web Token and not its header', 'token', (given, right) =>
      given.endsWith(right.slice(right.indexOf('.'))),
    ),
    choosing('jwt'),
  ),
  must(
    ['URL-05'],
    knowsIssued('takes an opaque token on the path of any object', (issued) => (call, next) => {
      const known = issued.some(({ url }) => url.search === call.url.search);
      return isGet(call) && known ? next({ url: signed(call) }) : next();
    }),
    choosing('token'),
  ),
  must(
    ['URL-06'],
    knowsIssued('leaves the terms in the path out of what is signed', (issued) => (call, next) => {
      const { signature, object } = partsOf(call.url);
      const known = issued.some(
        ({ url }) => partsOf(url).signature === signature && partsOf(url).object === object,
      );
      return isGet(call) && known ? next({ url: signedPath(call) }) : next();
    }),
    choosing('path'),
  ),
  must(
    ['URL-05'],
    knowsIssued('leaves the object out of what is signed in the path', (issued) => (call, next) => {
      const { signature, terms } = partsOf(call.url);
      const known = issued.some(
        ({ url }) => partsOf(url).signature === signature && partsOf(url).terms === terms,
      );
      return isGet(call) && known ? next({ url: signedPath(call) }) : next();
    }),
    choosing('path'),
  ),
  must(
    ['URL-04'],
    storageFault('redirects before it verifies', (call, next) => {
      const { reference, url } = call;
      const location = reference.sign('GET', url.pathname.replace('/links/', '/objects/'), expiryOf(call), {
        disposition: url.searchParams.get('disposition') ?? 'inline',
      });
      const headers = { location: location.href, date: new Date().toUTCString() };
      return isGet(call) && url.pathname.startsWith('/storage/links/')
        ? Promise.resolve(new Response(null, { status: 302, headers }))
        : next();
    }),
    { ...subtle, choices: { redirect: 'absolute-302' } },
  ),
];

function choosing(signing: Choices['signing']): Pick<Mutant, 'subtle' | 'choices'> {
  return { ...subtle, choices: { signing } };
}

/** Takes a URL that differs from one that was handed out in one parameter alone, when `passes` holds for that. */
function ignores(
  name: string,
  parameter: string,
  passes: (given: string, right: string) => boolean,
  { when = isGet }: { when?: When } = {},
): Defect {
  return knowsIssued(name, (issued) => (call, next) => {
    const given = call.url.searchParams.get(parameter);
    const genuine = issued.find(({ url }) => without(url, parameter) === without(call.url, parameter));
    const right = genuine?.url.searchParams.get(parameter) ?? '';
    const honoured = isGet(call) && when(call) && given !== null && given !== right && passes(given, right);
    if (!genuine || !honoured) return next();
    const expires = passes === longer ? soon(call) : Number(genuine.answer['expiresAt']);
    return next({ url: signed(call, expires) });
  });
}

/** True for a later instant and for a longer lifetime, in the notation of any scheme. */
function longer(given: string, right: string): boolean {
  return /^\d+$/.test(right) ? Number(given) > Number(right) : given > right;
}

function sameLetters(given: string, right: string): boolean {
  return given.toLowerCase() === right.toLowerCase();
}

function signed(call: Call, expires = soon(call)): URL {
  const disposition =
    call.url.searchParams.get('disposition') ??
    call.url.searchParams.get('response-content-disposition') ??
    call.url.searchParams.get('rscd') ??
    'inline';
  return call.reference.sign('GET', call.url.pathname, expires, { disposition });
}

function without(url: URL, name: string): string {
  const rest = new URL(url);
  rest.searchParams.delete(name);
  return rest.pathname + rest.search;
}

interface PathParts {
  readonly terms: string;
  readonly signature: string;
  readonly object: string;
}

function partsOf({ pathname }: URL): PathParts {
  const [, , , terms = '', signature = '', ...object] = pathname.split('/');
  return { terms, signature, object: object.join('/') };
}

function signedPath({ reference, url }: Call): URL {
  const { terms, object } = partsOf(url);
  const { expires, ...parameters } = Object.fromEntries(new URLSearchParams(terms));
  return reference.sign('GET', `/storage/${object}`, Number(expires), parameters);
}
