import { storageFault } from '../defects/fault.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf, subtle } from './mutant.ts';
import { isGet } from './resigning.ts';

const { must } = mutantsOf('signatures');
const plainBody = { 'content-type': 'text/html', date: new Date(0).toUTCString() };

/** How view and download URLs are refused that are not as they were signed. */
export const signatureRefusals: readonly Mutant[] = [
  must(
    ['URL-04'],
    storageFault('refuses a wrong signature with status 200', async (call, next) => {
      const response = await next();
      if (!isGet(call) || response.status !== 403) return response;
      return new Response(response.body, { status: 200, headers: response.headers });
    }),
  ),
  must(
    ['URL-04'],
    storageFault('leads a wrong signature to a login page', async (call, next) => {
      if (call.url.pathname === '/storage/login')
        return new Response('<form action="login"></form>', { headers: plainBody });
      const response = await next();
      if (!isGet(call) || response.status !== 403) return response;
      return new Response(null, { status: 302, headers: { ...plainBody, location: '/storage/login' } });
    }),
  ),
  must(
    ['URL-04', 'ROB-01'],
    storageFault('fails at a signature of another length', (call, next) => {
      const length = call.url.searchParams.get('signature')?.length;
      if (length === undefined || length === 64) return next();
      throw new RangeError('Input buffers must have the same byte length');
    }),
    subtle,
  ),
  must(
    ['URL-04', 'ROB-01'],
    storageFault('fails at a signature that is not hex', (call, next) => {
      if (/^[\da-f]*$/.test(call.url.searchParams.get('signature') ?? '')) return next();
      throw new TypeError('Input must be hexadecimal');
    }),
    subtle,
  ),
  must(
    ['URL-05', 'ROB-01'],
    storageFault('fails at a path where nothing lies', async (call, next) => {
      const known = call.reference.files.atPath(call.url.pathname);
      if (known || !isGet(call)) return next();
      throw new Error('ENOENT');
    }),
    subtle,
  ),
];
