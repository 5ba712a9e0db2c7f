import type { Handler, Reference } from '../../../src/reference/reference.ts';
import type { Asking } from './asking.ts';
import { asking } from './asking.ts';
import { probingRequests } from './probing-requests.ts';
import { signatures } from './received.ts';
import { plainUpload } from './uploading.ts';

/** Something that is asked of a handler: it tells each answer in a form in which only differences that a client sees remain. */
export type Step = (handle: Handler) => Promise<readonly string[]>;

/** Requests of every kind, to be asked in turn. Each step leaves the server as it was, so that several handlers of it may be asked. */
export function probingSteps(reference: Reference): Step[] {
  const { main, alt, files, origins } = reference;
  const other = files.ofTenant(main.tenant)[1]?.fileId;
  const one = (request: () => Request): Step => inTurn(async (send) => send(request()));
  const ask = (what: Asking): Step => one(() => asking(reference, what));
  return [
    (handle) => Promise.all(atOnce(reference).map((what) => outcome(handle, asking(reference, what)))),
    ...probingRequests(reference).map(ask),
    ...Array.from({ length: 40 }, (_, round) => ask({ members: round % 3 === 0 ? { fileId: other } : {} })),
    ...[main, alt].map(({ fileId }) =>
      one(() => new Request(`${origins.api}/v1/files/${fileId}`, { headers: asking(reference).headers })),
    ),
    one(() => Object.defineProperty(asking(reference), 'method', { value: 'TRACE' })),
    later(reference),
    ...(reference.choices.uploads ? [uploading(reference)] : []),
  ];
}

/** A step of several requests, each sent when the one before is answered. */
function inTurn(steps: (send: (request: Request) => Promise<void>) => Promise<void>): Step {
  return async (handle) => {
    const told: string[] = [];
    await steps(async (request) => void told.push(await outcome(handle, request)));
    return told;
  };
}

/** Requests that are sent at the same time. */
function atOnce({ alt, main, files }: Reference): Asking[] {
  const other = files.ofTenant(main.tenant)[1]?.fileId;
  const wanted = [{}, { fileId: other }, { expiresInMinutes: 5 }, { fileId: other, expiresInMinutes: 1000 }];
  const strangers = [alt, { ...alt, fileId: main.fileId }].map((principal) => ({ principal }));
  return [...wanted.map((members) => ({ members })), {}, ...strangers, {}];
}

/** Asks when the clock has moved, and moves it back. */
function later(reference: Reference): Step {
  const { tenant } = reference.main;
  return inTurn(async (send) => {
    await reference.moveClock([tenant], 600_000);
    try {
      await send(asking(reference));
    } finally {
      await reference.moveClock([tenant], -600_000);
    }
  });
}

/** Uploads files, asks for them before and afterwards, and deletes them. */
function uploading(reference: Reference): Step {
  return async (handle) => {
    const known = new Map<string, string>();
    const told = await inTurn(async (send) => {
      for (const [contentType, bytes] of [
        ['image/png', ''],
        ['text/plain; charset=utf-8', 'text'],
      ] as const) {
        const ticket = await reference.handle(
          asking(reference, { members: { ...plainUpload, fileId: undefined, contentType } }),
        );
        const { url, fileId } = (await ticket.json()) as { url: string; fileId: string };
        known.set(fileId, 'uploaded').set(new URL(url).pathname, 'path');
        await send(asking(reference, { members: { fileId } }));
        await handle(
          new Request(url, { method: 'PUT', headers: { 'content-type': contentType }, body: bytes }),
        );
        await send(asking(reference, { members: { fileId } }));
        await send(asking(reference, { principal: { ...reference.alt, fileId } }));
        const { headers } = asking(reference);
        await send(new Request(`${reference.origins.api}/v1/files/${fileId}`, { method: 'DELETE', headers }));
        await send(asking(reference, { members: { fileId } }));
      }
    })(handle);
    return told.map((each) => [...known].reduce((text, [id, shown]) => text.replaceAll(id, shown), each));
  };
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
