import { readdir } from 'node:fs/promises';
import type { Reference } from '../../../src/reference/reference.ts';
import type { Asking } from './asking.ts';
import { ask, get } from './asking.ts';

/** The answer to a request for an upload URL. */
export interface Ticket {
  readonly url: string;
  readonly fileId: string;
  readonly expiresAt: number | string;
}

/** Members of a plain request for an upload URL. */
export const plainUpload = { action: 'upload', fileName: 'photo.png', contentType: 'image/png' } as const;

/** Asks for an upload URL; members differ from the plain ones where they are given. */
export async function askUpload(reference: Reference, what: Asking = {}): Promise<Response> {
  return await ask(reference, { ...what, members: { fileId: undefined, ...plainUpload, ...what.members } });
}

/** The decoded answer to a request for an upload URL. */
export async function ticketFor(reference: Reference, members: Asking['members'] = {}): Promise<Ticket> {
  return (await (await askUpload(reference, { members })).json()) as Ticket;
}

/** A PUT of bytes, redirects followed; without a type that of the plain request is sent. */
export async function put(
  { handle }: Pick<Reference, 'handle'>,
  url: string | URL,
  bytes: Uint8Array | string,
  headers: Record<string, string> = {},
): Promise<Response> {
  const all = { 'content-type': plainUpload.contentType, ...headers };
  return await get(handle, url, { method: 'PUT', headers: all, body: bytes as string });
}

/** Octets that are stored for a file; undefined for none. */
export async function storedSize({ files, store }: Reference, fileId: string): Promise<number | undefined> {
  const file = files.withId(fileId);
  return file && (await store.size(file));
}

/** Files on disk below the folders of the reference servers. */
export async function filesIn(temporary: string): Promise<number> {
  const entries = await readdir(temporary, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).length;
}
