import type { Choices } from '../choices.ts';

/** An error as an object store words it: XML, and nothing of the API's. */
export function storeRefusal(status: number, code: string, message: string): Response {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>\n`;
  const headers = new Headers({
    'cache-control': 'no-store',
    'content-length': String(Buffer.byteLength(body)),
    'content-type': 'application/xml',
    'x-content-type-options': 'nosniff',
  });
  if (status === 401) headers.set('www-authenticate', 'SignedUrl realm="storage"');
  return new Response(body, { status, headers });
}

const otherBodies: Record<
  Exclude<Choices['refusalBody'], 'xml'>,
  readonly [type: string | null, body: string]
> = {
  html: [
    'text/html; charset=utf-8',
    '<!doctype html><title>Refused</title><h1>This link does not work</h1>\n',
  ],
  json: ['application/json', '{"error":{"code":"INVALID_LINK","message":"This link does not work."}}'],
  none: [null, ''],
};

/** A refusal with another body than XML, and everything else as it is. */
export function reworded(refusal: Response, choice: Choices['refusalBody']): Response {
  if (choice === 'xml') return refusal;
  const [type, body] = otherBodies[choice];
  const headers = new Headers(refusal.headers);
  headers.set('content-length', String(Buffer.byteLength(body)));
  if (type === null) headers.delete('content-type');
  else headers.set('content-type', type);
  return new Response(body === '' ? null : body, { status: refusal.status, headers });
}

/** The 404 of a path where nothing lies. */
export function missingObject(): Response {
  return storeRefusal(404, 'NoSuchKey', 'The object does not exist.');
}
