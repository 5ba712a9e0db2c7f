import type { Choices } from '../choices.ts';
import type { FileStore } from '../files/file-store.ts';
import type { StoredFile } from '../files/stored-file.ts';
import { byteRange } from './byte-range.ts';
import { contentDisposition } from './content-disposition.ts';

type ObjectChoices = Pick<Choices, 'storedMediaType' | 'viewDisposition' | 'downloadName'>;

/** The bytes of a file, whole or the range asked for, streamed from disk. */
export function objectAnswer(
  request: Request,
  file: StoredFile,
  disposition: string,
  files: FileStore,
  choices: ObjectChoices,
): Response {
  const headers = objectHeaders(file, disposition, choices);
  const range = byteRange(rangeField(request, file), file.fileSize);
  if (range === 'unsatisfiable') {
    const unsatisfied = { 'content-range': `bytes */${file.fileSize}`, 'content-length': '0' };
    return new Response(null, { status: 416, headers: unsatisfied });
  }
  headers.set('content-length', String(range ? range.last - range.first + 1 : file.fileSize));
  if (!range) return new Response(files.stream(file), { headers });
  headers.set('content-range', `bytes ${range.first}-${range.last}/${file.fileSize}`);
  return new Response(files.stream(file, range.first, range.last), { status: 206, headers });
}

function rangeField(request: Request, file: StoredFile): string | null {
  const condition = request.headers.get('if-range');
  return condition === null || condition === file.etag ? request.headers.get('range') : null;
}

function objectHeaders(file: StoredFile, disposition: string, choices: ObjectChoices): Headers {
  const headers = new Headers({
    'accept-ranges': 'bytes',
    'cache-control': 'private',
    etag: file.etag,
    'x-content-type-options': 'nosniff',
  });
  const mediaType =
    file.contentType + (choices.storedMediaType === 'with-parameter' ? ';charset=binary' : '');
  if (choices.storedMediaType !== 'absent') headers.set('content-type', mediaType);
  if (disposition !== 'inline' || choices.viewDisposition === 'inline')
    headers.set('content-disposition', contentDisposition(disposition, file.filename, choices.downloadName));
  return headers;
}
