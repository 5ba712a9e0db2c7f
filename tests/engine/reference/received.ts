import { createHash } from 'node:crypto';
import type { Handler, Reference } from '../../../src/reference/reference.ts';

/** What came back: the body as Latin-1, and the entity tag or nothing. */
export interface Received {
  readonly text: string;
  readonly etag: string;
}

/** Nothing came back. */
export const nothing: Received = { text: '', etag: '' };

/** The values of signatures in URLs. */
export const signatures = /(?<=[?&](?:[\w-]*signature|sig)=)[^&#"\s\\]+/gi;

/** What came back, and how it is told to a listener. */
export async function outcome(
  reference: Reference,
  handle: Handler,
  request: Request,
): Promise<Received & { readonly shown: string }> {
  try {
    const response = await handle(request);
    const { status } = response;
    const bytes = Buffer.from(await response.arrayBuffer());
    const headers = [...response.headers].map(([name, value]) => fieldShown(name, value, bytes)).join('\n');
    const text = bytes.toString('latin1');
    const isOfStore = new URL(request.url).pathname.startsWith('/storage/');
    const told = isOfStore && response.ok ? await compared(reference, request, response, bytes) : text;
    const etag = response.headers.get('etag') ?? '';
    return { shown: `${request.method} ${status}\n${headers}\n${told}`, text, etag };
  } catch (error) {
    return { shown: String(error), ...nothing };
  }
}

/** A header field, without what differs from server to server: entity tags, and lengths that are right. */
function fieldShown(name: string, value: string, { length }: Buffer): string {
  return name === 'etag' || (name === 'content-length' && Number(value) === length)
    ? name
    : `${name}: ${value}`;
}

/** Whether bytes are those that the server brought, or the range of them, which differ from server to server; else what they are. */
async function compared(
  reference: Reference,
  { url }: Request,
  { headers }: Response,
  bytes: Buffer,
): Promise<string> {
  const { main, alt, files } = reference;
  const own = [...files.ofTenant(main.tenant).slice(0, 2), ...files.ofTenant(alt.tenant).slice(0, 1)];
  const [, from = '0', to] = /^bytes (\d+)-(\d+)/.exec(headers.get('content-range') ?? '') ?? [];
  for (const [index, file] of own.entries()) {
    const whole = await files.read(file);
    const isPart = whole.subarray(Number(from), to === undefined ? undefined : Number(to) + 1).equals(bytes);
    if (isPart) return `${from}-${to ?? ''} of file ${index} of the server`;
  }
  const isUpload = !own.some(({ objectPath }) => url.includes(objectPath));
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
  return `${bytes.length} octets ${isUpload ? hash : ''}`;
}
