import type { Choices } from '../choices.ts';
import type { Handler } from '../handler.ts';

/** Codes answers with gzip, always or for clients that accept it; partial ones stay as they are. */
export function compressed(next: Handler, choice: Choices['gzipStorage']): Handler {
  if (choice === 'never') return next;
  return async (request) => {
    const response = await next(request);
    const wanted = choice === 'always' || accepts(request.headers.get('accept-encoding') ?? '');
    return wanted && response.body && response.status !== 206 ? gzipped(response) : response;
  };
}

function accepts(field: string): boolean {
  return /(?:^|,)\s*(?:gzip|\*)\s*(?:$|,|;\s*q=(?!0(?:\.0*)?\s*(?:,|$)))/i.test(field);
}

function gzipped(response: Response): Response {
  const headers = new Headers(response.headers);
  headers.delete('content-length');
  headers.delete('accept-ranges');
  headers.set('content-encoding', 'gzip');
  headers.append('vary', 'accept-encoding');
  const etag = headers.get('etag');
  if (etag !== null) headers.set('etag', etag.replace(/"$/, '-gzip"'));
  const body = response.body?.pipeThrough(new CompressionStream('gzip')) ?? null;
  return new Response(body, { status: response.status, headers });
}
