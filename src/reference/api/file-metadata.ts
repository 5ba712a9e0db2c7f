import type { Choices } from '../choices.ts';
import type { Server } from '../server.ts';
import type { FoundFile } from './find-file.ts';
import { filesOf, findFile } from './find-file.ts';
import { jsonAnswer } from './json-answer.ts';
import { Refusal } from './refusal.ts';

/** Answers `GET /v1/files/{fileId}`. */
export async function oneFile(fileId: string, tenant: string, server: Server): Promise<Response> {
  return jsonAnswer(metadata(await findFile(fileId, tenant, server), server.choices), server.choices);
}

/** Answers `GET /v1/files`: a page of the tenant's files; `limit` is 1 to 100 and 50 by default. */
export async function fileList(query: URLSearchParams, tenant: string, server: Server): Promise<Response> {
  const { choices } = server;
  const limit = integerIn(query.get('limit') ?? '50', 1, 100, choices.rejectedStatus);
  const offset = integerIn(query.get('offset') ?? '0', 0, Number.MAX_SAFE_INTEGER, choices.rejectedStatus);
  const [orderId, type] = [query.get('orderId'), query.get('type')];
  const wanted = (file: FoundFile) =>
    [null, file.orderId].includes(orderId) && [null, file.type].includes(type);
  const all = await filesOf(tenant, server);
  const page = all
    .filter(wanted)
    .slice(offset, offset + limit)
    .map((file) => metadata(file, choices));
  return jsonAnswer({ files: page, count: page.length, limit, offset, filters: { orderId, type } }, choices);
}

function metadata({ fileId, filename, contentType, fileSize }: FoundFile, { metadataSizes }: Choices) {
  return { fileId, filename, contentType, fileSize: metadataSizes === 'texts' ? String(fileSize) : fileSize };
}

function integerIn(text: string, least: number, most: number, status: number): number {
  if (/^\d{1,16}$/.test(text) && Number(text) >= least && Number(text) <= most) return Number(text);
  throw new Refusal(status, 'INVALID_REQUEST', 'limit must be 1 to 100, and offset must not be negative.');
}
