import type { Server } from '../server.ts';
import { entryPath } from '../storage/redirect.ts';
import { findFile } from './find-file.ts';
import { jsonAnswer } from './json-answer.ts';
import { jsonBody } from './json-body.ts';
import { expiryOf, inUnit } from './lifetime.ts';
import { checkMediaType } from './media-type.ts';
import { urlRequest } from './url-request.ts';

/** Answers `POST /v1/files/url` for a tenant that is already established. */
export async function fileUrl(request: Request, tenant: string, server: Server): Promise<Response> {
  const { choices } = server;
  checkMediaType(request, choices);
  const wanted = urlRequest(await jsonBody(request, choices), choices);
  const { filename, contentType, fileSize, objectPath } = findFile(wanted.fileId, tenant, server);
  const expires = expiryOf(server.clock.now(tenant), wanted.expiresInMinutes, choices.lifetimeGrain);
  const disposition = wanted.action === 'download' ? 'attachment' : 'inline';
  const url = server.sign('GET', entryPath(objectPath, server), expires, { disposition }).href;
  const expiresAt = inUnit(expires, choices.expiryUnit);
  return jsonAnswer({ success: true, url, filename, contentType, fileSize, expiresAt }, choices);
}
