import type { Server } from '../server.ts';
import { ownFile } from './find-file.ts';
import { jsonAnswer } from './json-answer.ts';

/** Answers `DELETE /v1/files/{fileId}`; the bytes go too, whatever the body says, as nothing leads to them any more. */
export async function deleteFile(fileId: string, tenant: string, server: Server): Promise<Response> {
  const file = ownFile(fileId, tenant, server);
  server.files.remove(file);
  await server.store.remove(file);
  return jsonAnswer({ success: true, message: 'The file was deleted.', fileId: file.fileId }, server.choices);
}
