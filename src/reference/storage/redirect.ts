import type { Choices } from '../choices.ts';
import type { StorageServer } from '../server.ts';
import type { Claim } from '../signing/scheme.ts';

const entry = '/storage/links/';
const objects = '/storage/objects/';

/** The path that a new URL leads to: that of the object, or one that redirects there. */
export function entryPath(objectPath: string, redirect: Choices['redirect']): string {
  return redirect === 'none' ? objectPath : objectPath.replace(objects, entry);
}

/** Where an entry path leads, with the redirect to the object's own signed URL; undefined for an object's path. */
export function redirectTo(
  claim: Claim,
  server: StorageServer,
): { path: string; answer: Response } | undefined {
  const { redirect } = server.choices;
  if (redirect === 'none' || !claim.path.startsWith(entry)) return undefined;
  const path = claim.path.replace(entry, objects);
  const url = server.sign(claim.method, path, claim.expires, claim.parameters);
  const location = redirect.startsWith('relative') ? `${url.pathname}${url.search}` : url.href;
  const headers = { location, 'cache-control': 'no-store', 'content-length': '0' };
  return { path, answer: new Response(null, { status: redirect.endsWith('302') ? 302 : 307, headers }) };
}
