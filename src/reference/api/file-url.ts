import type { Server } from '../server.ts';
import { findFile } from './find-file.ts';
import { jsonAnswer } from './json-answer.ts';
import { jsonBody } from './json-body.ts';
import { expiryOf, inUnit } from './lifetime.ts';
import { checkAcceptCharset, checkMediaType } from './media-type.ts';
import { uploadUrl } from './upload-url.ts';
import type { FileRequest, Occasion } from './url-request.ts';
import { urlRequest } from './url-request.ts';

/** Answers `POST /v1/files/url` for a tenant that is already established. */
export async function fileUrl(request: Request, tenant: string, server: Server): Promise<Response> {
  const { choices, clock } = server;
  checkMediaType(request, choices);
  checkAcceptCharset(request, choices);
  const wanted = urlRequest(await jsonBody(request, choices), choices);
  const now = clock.now(tenant);
  const expires = expiryOf(now, wanted.expiresInMinutes, choices.lifetimeGrain);
  return wanted.action === 'upload'
    ? await uploadUrl(wanted, { tenant, expires, now }, server)
    : await existingFileUrl(wanted, { tenant, expires, now }, server);
}

async function existingFileUrl(
  { fileId, action }: FileRequest,
  { tenant, expires, now }: Occasion,
  server: Server,
): Promise<Response> {
  const { choices, store } = server;
  const file = await findFile(fileId, tenant, server);
  const disposition = action === 'download' ? 'attachment' : 'inline';
  const url = await store.url(file, { method: 'GET', disposition }, expires, now);
  const { filename, contentType, fileSize } = file;
  const expiresAt = inUnit(expires, choices.expiryUnit);
  return jsonAnswer({ success: true, url, filename, contentType, fileSize, expiresAt }, choices);
}
