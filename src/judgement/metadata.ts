import type { Answered, Exchange } from '../client/exchange.ts';
import type { JsonObject } from '../contract/json.ts';
import { isJsonObject } from '../contract/json.ts';
import type { Complaint } from '../judge.ts';
import { objectIn, quoted } from './body.ts';
import { sameMediaType } from './media-type-value.ts';

const members = ['filename', 'contentType', 'fileSize'];

/** What `GET /v1/files/{fileId}` shows of a file; undefined when it does not. */
export function metadataIn({ response }: Exchange): JsonObject | undefined {
  const body = response?.status === 200 ? objectIn(response) : undefined;
  const inner = body?.['file'] ?? body?.['data'];
  return isJsonObject(inner) ? inner : body;
}

/** What `GET /v1/files` shows of a file; undefined when it does not. */
export function listed({ response }: Exchange, fileId: unknown): JsonObject | undefined {
  const files = response?.status === 200 ? objectIn(response)?.['files'] : undefined;
  return Array.isArray(files)
    ? files.filter(isJsonObject).find((file) => file['fileId'] === fileId)
    : undefined;
}

/** A complaint when an answer says of a file another thing than what another endpoint shows of it. */
export function metadataComplaint(
  answer: Answered,
  source: Exchange,
  file: JsonObject,
): Complaint | undefined {
  const said = objectIn(answer.response);
  const differing = members.find(
    (name) => file[name] !== undefined && !isSame(name, file[name], said?.[name]),
  );
  if (differing === undefined) return undefined;
  const path = new URL(source.request.url).pathname;
  return {
    received: `${differing} ${quoted(said?.[differing])}`,
    expected: `${quoted(file[differing])}, as GET ${path} has it`,
  };
}

/** True also for two ways to write one media type, and for a size that another endpoint writes as a text. */
function isSame(name: string, shown: unknown, said: unknown): boolean {
  const areTypes = name === 'contentType' && typeof shown === 'string' && typeof said === 'string';
  const isText = name === 'fileSize' && typeof said === 'number' && shown === String(said);
  return shown === said || isText || (areTypes && sameMediaType(shown, said));
}
