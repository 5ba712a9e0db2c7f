import type { Choices } from '../choices.ts';
import type { Handler } from '../handler.ts';
import type { StorageServer } from '../server.ts';
import type { Claim } from '../signing/scheme.ts';
import { objectAnswer } from './object-answer.ts';
import type { ObjectFolder } from './object-folder.ts';
import { redirectTo } from './redirect.ts';
import { missingObject, reworded, storeRefusal } from './store-refusal.ts';
import { uploadAnswer } from './upload-answer.ts';

/** The storage: it knows signed URLs and nothing of keys and tenants. */
export function createStorage(server: StorageServer, folder: ObjectFolder): Handler {
  const { refusalBody } = server.choices;
  return async (request) => {
    const response = await answer(request);
    return response.status >= 400 ? reworded(response, refusalBody) : response;
  };
  async function answer(request: Request): Promise<Response> {
    const { choices, files, clock } = server;
    const claim = server.signer.read(request.method, new URL(request.url));
    if (claim?.method !== 'GET' && claim?.method !== 'PUT') return mismatch(choices);
    const redirect = redirectTo(claim, server);
    const file = files.atPath(redirect?.path ?? claim.path);
    if (!file) return missingObject();
    if (hasExpired(claim, clock.now(file.tenant), choices))
      return storeRefusal(choices.refusedUrlStatus, 'ExpiredToken', 'The URL has expired.');
    if (redirect) return redirect.answer;
    if (claim.method === 'PUT')
      return isBound(request, claim, choices)
        ? await uploadAnswer(request, claim.path, folder, server)
        : mismatch(choices);
    const object = folder.at(claim.path);
    const disposition = claim.parameters['disposition'] ?? 'inline';
    return object ? objectAnswer(request, { file, object }, disposition, folder, choices) : missingObject();
  }
}

function isBound(request: Request, claim: Claim, choices: Choices): boolean {
  return choices.putType === 'free' || request.headers.get('content-type') === claim.parameters['type'];
}

function mismatch(choices: Choices): Response {
  return storeRefusal(choices.refusedUrlStatus, 'SignatureDoesNotMatch', 'The signature does not match.');
}

function hasExpired(claim: Claim, now: number, { expiryLeeway }: Choices): boolean {
  return !(now < claim.expires * 1000 + expiryLeeway);
}
