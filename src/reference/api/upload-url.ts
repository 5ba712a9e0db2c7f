import type { Choices } from '../choices.ts';
import { notedType } from '../files/content-type.ts';
import type { Server } from '../server.ts';
import { jsonAnswer } from './json-answer.ts';
import { Refusal } from './refusal.ts';
import { dateTime, inUnit } from './lifetime.ts';
import type { Occasion, UploadRequest } from './url-request.ts';

/** Registers a pending file and gives the URL that takes its bytes. */
export async function uploadUrl(
  wanted: UploadRequest,
  { tenant, expires, now }: Occasion,
  { choices, files, store }: Server,
): Promise<Response> {
  const isTaken = files.ofTenant(tenant).some(({ filename }) => filename === wanted.fileName);
  if (choices.takenNames === 'refused' && isTaken)
    throw new Refusal(409, 'FILE_EXISTS', 'A file of this name exists.');
  const contentType = notedType(wanted.contentType, choices.contentTypeNotation);
  const file = files.add({ tenant, filename: wanted.fileName, contentType, type: 'upload', orderId: null });
  const url = await store.url(file, { method: 'PUT', contentType: wanted.contentType }, expires, now);
  const { fileId, filename } = file;
  const answer = { url, fileId, expiresAt: announced(expires, choices) };
  const envelope = { success: true, filename, contentType, fileSize: 0 };
  return jsonAnswer(choices.uploadAnswer === 'bare' ? answer : { ...envelope, ...answer }, choices);
}

function announced(expires: number, { uploadExpiresAt, expiryUnit }: Choices): number | string {
  if (uploadExpiresAt === 'number') return inUnit(expires, expiryUnit);
  if (uploadExpiresAt === 'rfc3339-lower-case')
    return new Date(expires * 1000).toISOString().replace('Z', '000000z').replace('T', 't');
  return dateTime(expires, uploadExpiresAt === 'rfc3339' ? 0 : 330);
}
