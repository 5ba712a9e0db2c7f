import type { Handler } from '../handler.ts';
import type { Server } from '../server.ts';
import type { Claim } from '../signing/scheme.ts';
import { objectAnswer } from './object-answer.ts';
import { redirectTo } from './redirect.ts';
import { storeRefusal } from './store-refusal.ts';

/** The storage: it knows signed URLs and nothing of keys and tenants. */
export function createStorage(server: Server): Handler {
  return (request) => Promise.resolve(answer(request, server));
}

function answer(request: Request, server: Server): Response {
  const { choices, files } = server;
  const claim = server.signer.read(request.method, new URL(request.url));
  if (claim?.method !== 'GET')
    return storeRefusal(choices.refusedUrlStatus, 'SignatureDoesNotMatch', 'The signature does not match.');
  const target = redirectTo(claim, server);
  const file = files.atPath(target?.path ?? claim.path);
  if (!file) return storeRefusal(404, 'NoSuchKey', 'The object does not exist.');
  if (hasExpired(claim, server.clock.now(file.tenant)))
    return storeRefusal(choices.refusedUrlStatus, 'ExpiredToken', 'The URL has expired.');
  return (
    target?.answer ?? objectAnswer(request, file, claim.parameters['disposition'] ?? 'inline', files, choices)
  );
}

function hasExpired(claim: Claim, now: number): boolean {
  return !(now < claim.expires * 1000);
}
