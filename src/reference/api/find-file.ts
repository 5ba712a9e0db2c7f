import type { StoredFile } from '../files/stored-file.ts';
import type { Server } from '../server.ts';
import { Refusal } from './refusal.ts';

/** A file whose bytes are there, with the number of its octets. */
export interface FoundFile extends StoredFile {
  readonly fileSize: number;
}

/** The tenant's file with this id, pending or not; another tenant's file is as unknown as one that never was. */
export function ownFile(fileId: string, tenant: string, { choices, files }: Server): StoredFile {
  const file = files.withId(fileId);
  if (file?.tenant === tenant) return file;
  if (file && choices.foreignFileStatus === 403)
    throw new Refusal(403, 'FORBIDDEN_FILE', 'The file belongs to someone else.');
  if (choices.madeUpFileIds === 'rejected' && !files.hasIssued(fileId))
    throw new Refusal(choices.rejectedStatus, 'INVALID_FILE_ID', 'fileId is not an id of this API.');
  throw notFound();
}

/** The tenant's file with this id; a pending one is unknown. */
export async function findFile(fileId: string, tenant: string, server: Server): Promise<FoundFile> {
  const file = ownFile(fileId, tenant, server);
  const fileSize = await server.store.size(file);
  if (fileSize === undefined) throw notFound();
  return { ...file, fileSize };
}

/** The tenant's files without pending ones, oldest first. */
export async function filesOf(tenant: string, { files, store }: Server): Promise<FoundFile[]> {
  const measured = files
    .ofTenant(tenant)
    .map(async (file) => ({ ...file, fileSize: await store.size(file) }));
  return (await Promise.all(measured)).filter((file): file is FoundFile => file.fileSize !== undefined);
}

function notFound(): Refusal {
  return new Refusal(404, 'NOT_FOUND', 'File not found.');
}
