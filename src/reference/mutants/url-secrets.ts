import { changesHeader } from '../defects/answers.ts';
import type { Call } from '../defects/fault.ts';
import { isOperation } from './memory.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf, subtle } from './mutant.ts';
import { adds } from './url-writing.ts';

const { must, should } = mutantsOf('signed URL form');
const base64 = (text: string) => Buffer.from(text).toString('base64');
const base64url = (text: string) => Buffer.from(text).toString('base64url');
const special = { tokenShape: 'special' } as const;
const downloads = ({ asked }: Call) => asked['action'] === 'download';

/** What signed URLs give away, and how long answers with them are kept. */
export const urlSecrets: readonly Mutant[] = [
  must(
    ['URL-03'],
    adds('shows the key in URLs', (token) => `api_key=${encodeURIComponent(token)}`),
  ),
  must(
    ['URL-03'],
    adds('shows the key in download URLs', (token) => `k=${encodeURIComponent(token)}`, downloads),
    subtle,
  ),
  must(
    ['URL-03'],
    adds(
      'shows the key in URLs that live for more than an hour',
      (token) => `k=${token}`,
      ({ asked }) => Number(asked['expiresInMinutes']) > 60,
    ),
    subtle,
  ),
  must(
    ['URL-03'],
    adds('shows the key in base64', (token) => `auth=${encodeURIComponent(base64(token))}`),
    subtle,
  ),
  must(
    ['URL-03'],
    adds(
      'shows the key within a context in base64url',
      (token) => `context=${base64url(JSON.stringify({ v: 1, by: token, at: 'eu' }))}`,
    ),
    subtle,
  ),
  must(
    ['URL-03'],
    adds(
      'shows a key with special characters percent-encoded twice',
      (token) => `k=${encodeURIComponent(encodeURIComponent(token))}`,
    ),
    { ...subtle, choices: special },
  ),
  must(
    ['URL-03'],
    adds('shows a key with special characters as they are', (token) => `k=${token}`),
    { ...subtle, choices: special },
  ),
  should(['URL-11'], changesHeader('lets answers be cached', 'cache-control', 'private, max-age=3600', isOk)),
  should(
    ['URL-11'],
    changesHeader('wants answers validated only', 'cache-control', 'no-cache', isOk),
    subtle,
  ),
];

function isOk(response: Response, call: Call): boolean {
  return response.ok && isOperation(call);
}
