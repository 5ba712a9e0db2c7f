import type { Choices } from '../choices.ts';
import type { StoredFile } from '../files/stored-file.ts';
import { byteRange, wholeBlocks } from './byte-range.ts';
import { contentDisposition } from './content-disposition.ts';
import type { ObjectFolder, StoredObject } from './object-folder.ts';

interface Found {
  readonly file: StoredFile;
  readonly object: StoredObject;
}

type ObjectChoices = Pick<Choices, 'storedMediaType' | 'viewDisposition' | 'downloadName' | 'ranges'>;

/** The bytes of a file, whole or the range asked for, as a stream. */
export function objectAnswer(
  request: Request,
  found: Found,
  disposition: string,
  folder: ObjectFolder,
  choices: ObjectChoices,
): Response {
  const { object } = found;
  const headers = objectHeaders(found, disposition, choices);
  const asked = choices.ranges === 'ignored' ? null : rangeField(request, object);
  const wanted = byteRange(asked, object.size);
  if (wanted === 'unsatisfiable') {
    const unsatisfied = { 'content-range': `bytes */${object.size}`, 'content-length': '0' };
    return new Response(null, { status: 416, headers: unsatisfied });
  }
  const range = choices.ranges === 'in blocks' ? wholeBlocks(wanted, object.size) : wanted;
  headers.set('content-length', String(range ? range.last - range.first + 1 : object.size));
  if (!range) return new Response(folder.stream(object), { headers });
  headers.set('content-range', `bytes ${range.first}-${range.last}/${object.size}`);
  return new Response(folder.stream(object, range.first, range.last), { status: 206, headers });
}

function rangeField(request: Request, { etag }: StoredObject): string | null {
  const condition = request.headers.get('if-range');
  return condition === null || condition === etag ? request.headers.get('range') : null;
}

function objectHeaders({ file, object }: Found, disposition: string, choices: ObjectChoices): Headers {
  const headers = new Headers({
    'accept-ranges': choices.ranges === 'ignored' ? 'none' : 'bytes',
    'cache-control': 'private',
    etag: object.etag,
    'x-content-type-options': 'nosniff',
  });
  if (choices.storedMediaType !== 'absent') headers.set('content-type', mediaType(file, choices));
  if (disposition !== 'inline' || choices.viewDisposition === 'inline')
    headers.set('content-disposition', contentDisposition(disposition, file.filename, choices.downloadName));
  return headers;
}

function mediaType({ contentType }: StoredFile, { storedMediaType }: ObjectChoices): string {
  const hasParameter = contentType.includes(';');
  return storedMediaType === 'with-parameter' && !hasParameter
    ? `${contentType};charset=binary`
    : contentType;
}
