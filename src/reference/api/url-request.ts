import type { Choices } from '../choices.ts';
import { isMediaType } from '../files/content-type.ts';
import { keptName } from '../files/file-name.ts';
import { Refusal } from './refusal.ts';

interface Lifetime {
  /** 1 to 1440, fractions included. */
  readonly expiresInMinutes: number;
}

/** A valid request for a URL of a file that exists, defaults filled in. */
export interface FileRequest extends Lifetime {
  readonly action: 'view' | 'download';
  readonly fileId: string;
}

/** A valid request for a URL that takes a new file, defaults filled in. */
export interface UploadRequest extends Lifetime {
  readonly action: 'upload';
  /** The name under which the file is kept. */
  readonly fileName: string;
  readonly contentType: string;
}

/** Whom a URL is for, when it expires in seconds since the epoch, and the time in milliseconds since then. */
export interface Occasion {
  readonly tenant: string;
  readonly expires: number;
  readonly now: number;
}

type Members = Readonly<Record<string, unknown>>;

/** Checks a decoded body against the request schema; throws at the first member that breaks it. */
export function urlRequest(body: unknown, choices: Choices): FileRequest | UploadRequest {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw invalid('The body must be a JSON object.', choices);
  const members = ownMembers(body);
  const isUpload = choices.uploads && members['action'] === 'upload';
  return isUpload ? uploadRequest(members, choices) : fileRequest(members, choices);
}

function fileRequest({ fileId, action = 'view', expiresInMinutes }: Members, choices: Choices): FileRequest {
  if (typeof fileId !== 'string' || fileId === '')
    throw invalid('fileId must be a non-empty string.', choices);
  if (action !== 'view' && action !== 'download')
    throw invalid(`action must be ${choices.uploads ? '"upload", ' : ''}"view" or "download".`, choices);
  const minutes = lifetime(expiresInMinutes, choices);
  if (choices.oddFileIds === 'rejected' && isOdd(fileId, choices))
    throw new Refusal(400, 'INVALID_FILE_ID', 'fileId is not an id of this API.');
  return { fileId, action, expiresInMinutes: minutes };
}

function uploadRequest(
  { fileName, contentType, expiresInMinutes }: Members,
  choices: Choices,
): UploadRequest {
  const kept = typeof fileName === 'string' ? keptName(fileName, choices) : undefined;
  if (kept === undefined) throw invalid('fileName must be a name that this API takes.', choices);
  if (typeof contentType !== 'string' || !isMediaType(contentType))
    throw invalid('contentType must be a media type.', choices);
  if (!takenTypes[choices.uploadTypes].test(contentType))
    throw invalid('Files of this type are not taken.', choices);
  const minutes = lifetime(expiresInMinutes, choices);
  return {
    ...{ action: 'upload', fileName: kept, contentType },
    expiresInMinutes: choices.uploadLifetime || minutes,
  };
}

const takenTypes = {
  any: /^/,
  'without escapes': /^[^\\]*$/,
  inert: /^(?!(?:text\/(?:html|xml)|application\/(?:xhtml\+)?xml|image\/svg\+xml) *(?:;|$))/i,
  pdf: /^application\/pdf$/i,
} satisfies Record<Choices['uploadTypes'], RegExp>;

function lifetime(minutes: unknown = 60, choices: Choices): number {
  if (typeof minutes === 'number' && minutes >= 1 && minutes <= 1440) return minutes;
  throw invalid('expiresInMinutes must be a number from 1 to 1440.', choices);
}

function invalid(message: string, choices: Choices): Refusal {
  return new Refusal(choices.rejectedStatus, 'INVALID_REQUEST', message);
}

function ownMembers(body: object): Members {
  return Object.assign(Object.create(null) as Record<string, unknown>, body);
}

function isOdd(fileId: string, { fileIdShape }: Choices): boolean {
  if (fileIdShape === 'sequential') return !/^\d+$/.test(fileId) || Number(fileId) >= 2 ** 31;
  return fileId.length > 256 || /\p{Cc}/u.test(fileId);
}
