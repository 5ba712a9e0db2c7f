const reasons = {
  400: ['BAD_REQUEST', 'The request is not valid HTTP.'],
  431: ['HEADERS_TOO_LARGE', 'The header section is too large.'],
  500: ['INTERNAL_ERROR', 'The server failed.'],
} as const;

/** An answer for what never reached the handler, or what it failed at. */
export function outgoingError(status: keyof typeof reasons): Response {
  const [code, message] = reasons[status];
  const body = JSON.stringify({ error: { code, message } });
  const headers = {
    'cache-control': 'no-store',
    'content-length': String(Buffer.byteLength(body)),
    'content-type': 'application/json',
    date: new Date().toUTCString(),
    'x-content-type-options': 'nosniff',
  };
  return new Response(body, { status, headers });
}
