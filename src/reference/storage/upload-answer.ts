import type { Choices } from '../choices.ts';
import { codingOf } from '../request-coding.ts';
import type { StorageServer } from '../server.ts';
import type { ObjectFolder } from './object-folder.ts';
import { missingObject, storeRefusal } from './store-refusal.ts';

/** Stores the body of a PUT whose URL is good; a body that breaks off rejects and stores nothing. */
export async function uploadAnswer(
  request: Request,
  objectPath: string,
  folder: ObjectFolder,
  { choices, files }: Pick<StorageServer, 'choices' | 'files'>,
): Promise<Response> {
  const obstacle = (): Response | undefined => {
    if (!files.atPath(objectPath)) return missingObject();
    return choices.secondPut === 'refused' && folder.at(objectPath)
      ? storeRefusal(choices.secondPutStatus, 'ObjectAlreadyExists', 'The object was stored already.')
      : undefined;
  };
  const refusal = bodyRefusal(request.headers, choices) ?? obstacle();
  if (refusal) return refusal;
  const object = await folder.receive(request.body ?? []);
  if (object.size > choices.largestUpload) {
    await folder.discard(object);
    return storeRefusal(413, 'EntityTooLarge', 'The object is too large.');
  }
  if (
    choices.mislabelledFiles === 'refused' &&
    (await isMislabelled(request.headers, folder.stream(object)))
  ) {
    await folder.discard(object);
    return storeRefusal(415, 'WrongType', 'The object is of another type.');
  }
  // While the body came, the file may have been deleted, or stored by another request.
  const late = obstacle();
  if (late) {
    await folder.discard(object);
    return late;
  }
  await folder.keep(objectPath, object);
  const headers = new Headers({ 'cache-control': 'no-store', etag: object.etag });
  if (choices.putStatus !== 204) headers.set('content-length', '0');
  return new Response(null, { status: choices.putStatus, headers });
}

/** First octets that tell a type. */
const beginnings: readonly (readonly [start: string, essence: string])[] = [
  ['%PDF-', 'application/pdf'],
  ['\x89PNG', 'image/png'],
  ['\xff\xd8\xff', 'image/jpeg'],
  ['\x1f\x8b', 'application/gzip'],
];

async function isMislabelled(headers: Headers, octets: ReadableStream<Uint8Array>): Promise<boolean> {
  const reader = octets.getReader();
  const { value } = await reader.read();
  await reader.cancel();
  const start = Buffer.from(value ?? []).toString('latin1');
  const told = beginnings.find(([beginning]) => start.startsWith(beginning))?.[1];
  return told !== undefined && headers.get('content-type')?.toLowerCase().startsWith(told) !== true;
}

function bodyRefusal(headers: Headers, choices: Choices): Response | undefined {
  if (codingOf(headers) !== 'identity')
    return storeRefusal(415, 'UnsupportedEncoding', 'The body must not be coded.');
  return choices.chunkedPut === 'refused' && !headers.has('content-length')
    ? storeRefusal(411, 'MissingContentLength', 'The length of the body must be announced.')
    : undefined;
}
