import type { Handler, Reference } from '../../../src/reference/reference.ts';
import type { Asking } from './asking.ts';
import { asking } from './asking.ts';
import { probingRequests } from './probing-requests.ts';
import { signatures } from './received.ts';
import { plainUpload } from './uploading.ts';

/**
 * Sends requests of every kind to a handler and tells each answer in a form in which only differences that a client sees remain.
 * Stops when the listener throws.
 */
export async function probe(
  reference: Reference,
  handle: Handler,
  listener: (answer: string) => void,
): Promise<void> {
  const known = new Map<string, string>();
  const tellAll = async (requests: readonly Request[]) => {
    const told = await Promise.all(requests.map((request) => outcome(handle, request)));
    for (const each of told)
      listener([...known].reduce((text, [id, placeholder]) => text.replaceAll(id, placeholder), each));
  };
  const tell = (request: Request) => tellAll([request]);
  const send = (what: Asking) => tell(asking(reference, what));
  const other = reference.files.ofTenant(reference.main.tenant)[1]?.fileId;
  await tellAll(atOnce(reference).map((what) => asking(reference, what)));
  for (const what of probingRequests(reference)) await send(what);
  for (let round = 0; round < 40; round += 1)
    await send({ members: round % 3 === 0 ? { fileId: other } : {} });
  for (const { fileId } of [reference.main, reference.alt])
    await tell(
      new Request(`${reference.origins.api}/v1/files/${fileId}`, { headers: asking(reference).headers }),
    );
  await tell(Object.defineProperty(asking(reference), 'method', { value: 'TRACE' }));
  await probeLater(reference, send);
  if (reference.choices.uploads) await probeUploads(reference, handle, known, send, tell);
}

/** Requests that are sent at the same time. */
function atOnce({ alt, main, files }: Reference): Asking[] {
  const other = files.ofTenant(main.tenant)[1]?.fileId;
  const wanted = [{}, { fileId: other }, { expiresInMinutes: 5 }, { fileId: other, expiresInMinutes: 1000 }];
  const strangers = [alt, { ...alt, fileId: main.fileId }].map((principal) => ({ principal }));
  return [...wanted.map((members) => ({ members })), {}, ...strangers, {}];
}

/** Asks when the clock has moved, and moves it back. */
async function probeLater(reference: Reference, send: (what: Asking) => Promise<void>): Promise<void> {
  const { tenant } = reference.main;
  await reference.moveClock([tenant], 600_000);
  try {
    await send({});
  } finally {
    await reference.moveClock([tenant], -600_000);
  }
}

async function probeUploads(
  reference: Reference,
  handle: Handler,
  known: Map<string, string>,
  send: (what: Asking) => Promise<void>,
  tell: (request: Request) => Promise<void>,
): Promise<void> {
  for (const [contentType, bytes] of [
    ['image/png', ''],
    ['text/plain; charset=utf-8', 'text'],
  ] as const) {
    const ticket = await reference.handle(
      asking(reference, { members: { ...plainUpload, fileId: undefined, contentType } }),
    );
    const { url, fileId } = (await ticket.json()) as { url: string; fileId: string };
    known.set(fileId, 'uploaded').set(new URL(url).pathname, 'path');
    await send({ members: { fileId } });
    await handle(new Request(url, { method: 'PUT', headers: { 'content-type': contentType }, body: bytes }));
    await send({ members: { fileId } });
    await send({ principal: { ...reference.alt, fileId } });
    await tell(
      new Request(`${reference.origins.api}/v1/files/${fileId}`, {
        method: 'DELETE',
        headers: asking(reference).headers,
      }),
    );
    await send({ members: { fileId } });
  }
}

async function outcome(handle: Handler, request: Request): Promise<string> {
  try {
    const response = await handle(request);
    const headers = [...response.headers]
      .filter(([name]) => name !== 'content-length')
      .map(([name, value]) => `${name}: ${name === 'date' ? dateShown(value) : value}`);
    const body = Buffer.from(await response.arrayBuffer()).toString('latin1');
    const told = body.replaceAll(signatures, '');
    return [response.status, ...headers, told].join('\n');
  } catch (error) {
    return String(error);
  }
}

/** A time, without what differs from one second to the next. */
function dateShown(value: string): string {
  const at = Date.parse(value);
  const isNow = Math.abs(at - Date.now()) < 60_000 && new Date(at).toUTCString() === value;
  return isNow ? 'now' : value.replaceAll(/\d/g, '0');
}
