import type { Choices } from '../choices.ts';
import { Refusal } from './refusal.ts';

/** A valid request for a signed URL, defaults filled in. */
export interface UrlRequest {
  readonly fileId: string;
  readonly action: 'view' | 'download';
  /** 1 to 1440, fractions included. */
  readonly expiresInMinutes: number;
}

/** Checks a decoded body against the request schema; throws at the first member that breaks it. */
export function urlRequest(body: unknown, choices: Choices): UrlRequest {
  const invalid = (message: string) => new Refusal(choices.rejectedStatus, 'INVALID_REQUEST', message);
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw invalid('The body must be a JSON object.');
  const { fileId, action = 'view', expiresInMinutes = 60 } = ownMembers(body);
  if (typeof fileId !== 'string' || fileId === '') throw invalid('fileId must be a non-empty string.');
  if (action !== 'view' && action !== 'download') throw invalid('action must be "view" or "download".');
  if (typeof expiresInMinutes !== 'number' || expiresInMinutes < 1 || expiresInMinutes > 1440)
    throw invalid('expiresInMinutes must be a number from 1 to 1440.');
  if (choices.oddFileIds === 'rejected' && isOdd(fileId))
    throw new Refusal(400, 'INVALID_FILE_ID', 'fileId is not an id of this API.');
  return { fileId, action, expiresInMinutes };
}

function ownMembers(body: object): Record<string, unknown> {
  return Object.assign(Object.create(null) as Record<string, unknown>, body);
}

function isOdd(fileId: string): boolean {
  return fileId.length > 256 || /\p{Cc}/u.test(fileId);
}
