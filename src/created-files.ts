import type { Exchange } from './client/exchange.ts';
import { header, isAnswered } from './client/exchange.ts';
import { isJsonObject } from './contract/json.ts';
import { objectIn } from './judgement/body.ts';
import type { Principal, Target } from './settings/settings.ts';
import { asksForUpload, ticketIn } from './traffic/upload/ask.ts';

/** A file that a run made the target create. */
export interface CreatedFile {
  readonly fileId: string;
  /** Whom it belongs to. */
  readonly owner: Principal;
  /** True when its bytes were taken. */
  readonly uploaded: boolean;
}

/**
 * The files that the exchanges of a run created and did not delete. An id that the target was known to have before, or that it
 * handed out twice, may be somebody else's file and is not among them.
 */
export function createdFiles(exchanges: readonly Exchange[], { main, alt }: Target): CreatedFile[] {
  const before = new Set([main.fileId, alt?.fileId]);
  const created = new Map<string, CreatedFile>();
  const puts = new Set(exchanges.filter(isTakenPut).map(({ request }) => request.url));
  const deleted = new Set(exchanges.filter(isDeletion).map(({ request }) => request.url.split('/').at(-1)));
  for (const exchange of exchanges) {
    for (const fileId of listedIn(exchange)) if (!created.has(fileId)) before.add(fileId);
    const ticket = asksForUpload(exchange) ? ticketIn(exchange) : undefined;
    if (ticket === undefined) continue;
    const { fileId, url } = ticket;
    if (created.has(fileId)) before.add(fileId);
    const authorization = header(exchange.request.headers, 'Authorization');
    const owner = alt !== undefined && authorization === `Bearer ${alt.token}` ? alt : main;
    created.set(fileId, { fileId, owner, uploaded: puts.has(new URL(url).href) });
  }
  return [...created.values()].filter(
    ({ fileId }) => !before.has(fileId) && !deleted.has(encodeURIComponent(fileId)),
  );
}

function isTakenPut(exchange: Exchange): boolean {
  return exchange.channel === 'storage' && exchange.request.method === 'PUT' && succeeded(exchange);
}

function isDeletion(exchange: Exchange): boolean {
  return exchange.channel === 'api' && exchange.request.method === 'DELETE' && succeeded(exchange);
}

function succeeded(exchange: Exchange): boolean {
  // A redirect leads to where the bytes are taken.
  return isAnswered(exchange) && exchange.response.status < 400;
}

/** The ids in an answer to `GET /v1/files`. */
function listedIn({ channel, request, response }: Exchange): string[] {
  if (channel !== 'api' || request.method !== 'GET') return [];
  const files = objectIn(response)?.['files'];
  return (Array.isArray(files) ? files : []).flatMap((file) => {
    const fileId = isJsonObject(file) ? file['fileId'] : undefined;
    return typeof fileId === 'string' ? [fileId] : [];
  });
}
