import type { Answered, Exchange } from '../../client/exchange.ts';
import { isAnswered } from '../../client/exchange.ts';
import type { JsonObject } from '../../contract/json.ts';
import { objectIn, sentObject } from '../../judgement/body.ts';
import { isFollowable } from '../../judgement/followable.ts';
import { isSuccess } from '../../judgement/status.ts';
import type { Session } from '../../session.ts';
import type { Credentials } from '../../client/api.ts';

/** What a file to be uploaded is called and said to be. */
export interface Label {
  readonly fileName: string;
  readonly contentType: string;
}

/** What the target hands out for an upload. */
export interface Ticket {
  readonly fileId: string;
  readonly url: string;
  /** The answer that it came in. */
  readonly answer: Answered;
}

/** How one request for an upload URL differs from others for the same label. */
export interface UploadOptions {
  /** Tells files apart that are uploaded under the same label; equal requests of one occasion are one file. */
  readonly occasion: string;
  readonly as?: Credentials;
  readonly expiresInMinutes?: number;
}

/** The body of a request for an upload URL (P: Upload Example). */
export function uploadBody({ fileName, contentType }: Label, expiresInMinutes?: number): JsonObject {
  return {
    action: 'upload',
    ...{ fileName, contentType },
    ...(expiresInMinutes !== undefined && { expiresInMinutes }),
  };
}

/**
 * Asks for an upload URL. Each occasion makes a file of its own on the target. A name outside ASCII comes in two parts: who decodes
 * each by itself loses a character of it.
 */
export function askUpload(
  session: Session,
  label: Label,
  { occasion, as, expiresInMinutes }: UploadOptions,
): Promise<Exchange> {
  const inTwoParts = /[^\0-\x7f]/.test(label.fileName);
  return session.api.ask(uploadBody(label, expiresInMinutes), {
    occasion,
    ...(as && { as }),
    ...(inTwoParts && { inTwoParts }),
  });
}

/** What an exchange handed out; undefined when it is no success or lacks an id or a URL that can be followed (UPL-01). */
export function ticketIn(exchange: Exchange): Ticket | undefined {
  if (!isAnswered(exchange) || !isSuccess(exchange)) return undefined;
  const { url, fileId } = objectIn(exchange.response) ?? {};
  if (!isFollowable(url)) return undefined;
  return typeof fileId === 'string' && fileId !== '' ? { fileId, url, answer: exchange } : undefined;
}

/** Ids of the files that the target made for uploads. */
export function uploadedIds(answers: readonly Answered[]): Set<unknown> {
  const told = answers.filter(asksForUpload).map(({ response }) => objectIn(response)?.['fileId']);
  return new Set(told.filter((fileId) => fileId !== undefined));
}

/** True for a request for an upload URL, well-formed or not. */
export function asksForUpload(exchange: Exchange): boolean {
  return exchange.channel === 'api' && sentObject(exchange)?.['action'] === 'upload';
}
