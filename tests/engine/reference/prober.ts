import { createHash } from 'node:crypto';
import type { Handler, Principal, Reference } from '../../../src/reference/reference.ts';
import type { Asking } from './asking.ts';
import { asking } from './asking.ts';
import { plainUpload } from './uploading.ts';

/** A server that is asked. */
export interface Probe {
  readonly reference: Reference;
  readonly send: (request: Request) => Promise<{ readonly text: string }>;
  /** Sends requests at the same time; gives their answers in the order of the requests, with the body as text. */
  readonly sendAll: (requests: readonly Request[]) => Promise<readonly { readonly text: string }[]>;
  readonly ask: (members: Record<string, unknown>, principal?: Principal) => Promise<Record<string, unknown>>;
}

/** A probe that tells the listener each answer, random texts numbered in the order in which they appear. */
export function prober(reference: Reference, handle: Handler, listener: (answer: string) => void): Probe {
  const tokens = new Map<string, string>();
  const placeholder = (token: string) => {
    const known = tokens.get(token) ?? `#${tokens.size}`;
    tokens.set(token, known);
    return known;
  };
  const sendAll = async (requests: readonly Request[]) => {
    const outcomes = await Promise.all(requests.map((request) => outcome(reference, handle, request)));
    for (const { shown } of outcomes) listener(shown.replaceAll(/[\w-]{16,}/g, placeholder));
    return outcomes;
  };
  const send = async (request: Request) => (await sendAll([request]))[0] ?? { text: '' };
  const ask = async (members: Record<string, unknown>, principal?: Principal) => {
    const what: Asking = principal ? { members, principal } : { members };
    const { text } = await send(asking(reference, what));
    return objectIn(Buffer.from(text, 'latin1').toString());
  };
  return { reference, send, sendAll, ask };
}

async function outcome(
  reference: Reference,
  handle: Handler,
  request: Request,
): Promise<{ shown: string; text: string }> {
  try {
    const response = await handle(request);
    const { status } = response;
    const headers = [...response.headers].filter(([name]) => name !== 'etag').join('\n');
    const bytes = Buffer.from(await response.arrayBuffer());
    const text = bytes.toString('latin1');
    const isOfStore = new URL(request.url).pathname.startsWith('/storage/');
    const told = isOfStore && response.ok ? await compared(reference, request, bytes) : text;
    return { shown: `${request.method} ${status}\n${headers}\n${told}`, text };
  } catch (error) {
    return { shown: String(error), text: '' };
  }
}

/** Whether bytes are those that the server brought, which differ from server to server; else what they are. */
async function compared(reference: Reference, { url }: Request, bytes: Buffer): Promise<string> {
  const own = reference.files.ofTenant(reference.main.tenant).slice(0, 2);
  for (const [index, file] of own.entries())
    if ((await reference.files.read(file)).equals(bytes)) return `file ${index} of the server`;
  const isUpload = !own.some(({ objectPath }) => url.includes(objectPath));
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
  return `${bytes.length} octets ${isUpload ? hash : ''}`;
}

/** A JSON object, empty for any other text. */
export function objectIn(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** Asks for a plain upload URL; members differ where they are given. */
export async function ticket(
  probe: Probe,
  members: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  return probe.ask({ fileId: undefined, ...plainUpload, ...members });
}

/** Asks for a URL of a file and reads it. */
export async function readFile(probe: Probe, members: Record<string, unknown>): Promise<void> {
  const { url } = await probe.ask(members);
  if (typeof url === 'string' && URL.canParse(url)) await read(probe, url);
}

/** Reads a URL, without user and password. */
export async function read(probe: Probe, url: string): Promise<void> {
  await probe.send(new Request(url.replace('://storage@', '://').replace('://reader:secret@', '://')));
}

/** Sends Latin-1 as octets to an upload URL. */
export async function store(probe: Probe, url: string, text: string, type: string): Promise<void> {
  const body = Buffer.from(text, 'latin1');
  await probe.send(new Request(url, { method: 'PUT', headers: { 'content-type': type }, body }));
}
