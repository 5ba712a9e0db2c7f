import type { StoredFile } from '../files/stored-file.ts';
import type { Server } from '../server.ts';
import { Refusal } from './refusal.ts';

/** The tenant's file with this id; another tenant's file is as unknown as one that never was. */
export function findFile(fileId: string, tenant: string, { choices, files }: Server): StoredFile {
  const file = files.withId(fileId);
  if (file?.tenant === tenant) return file;
  if (file && choices.foreignFileStatus === 403)
    throw new Refusal(403, 'FORBIDDEN_FILE', 'The file belongs to someone else.');
  throw new Refusal(404, 'NOT_FOUND', 'File not found.');
}
