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

/** The 404 of a path where nothing lies. */
export function missingObject(): Response {
  return storeRefusal(404, 'NoSuchKey', 'The object does not exist.');
}
