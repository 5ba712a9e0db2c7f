import type { Handler, Reference } from '../../../src/reference/reference.ts';
import type { Asking } from './asking.ts';
import { asking } from './asking.ts';
import { probingRequests } from './probing-requests.ts';
import { plainUpload } from './uploading.ts';

/** What a handler answers to the whole probe, in a form in which only differences that a client sees remain. */
export async function probe(reference: Reference, handle: Handler): Promise<string[]> {
  const known = new Map<string, string>();
  const answered: string[] = [];
  const tell = async (request: Request) => {
    const told = await outcome(handle, request);
    answered.push([...known].reduce((text, [id, placeholder]) => text.replaceAll(id, placeholder), told));
  };
  const send = (what: Asking) => tell(asking(reference, what));
  for (const what of probingRequests(reference)) await send(what);
  await tell(
    withQuery(
      asking(reference, { headers: { authorization: undefined } }),
      `access_token=${reference.main.token}`,
    ),
  );
  const other = reference.files.ofTenant(reference.main.tenant)[1]?.fileId;
  await Promise.all(
    [{}, { fileId: other }, { expiresInMinutes: 5 }, { fileId: other, expiresInMinutes: 1000 }].map((each) =>
      send({ members: each }),
    ),
  );
  for (let round = 0; round < 40; round += 1)
    await send({ members: round % 3 === 0 ? { fileId: other } : {} });
  for (const { fileId } of [reference.main, reference.alt])
    await tell(
      new Request(`${reference.origins.api}/v1/files/${fileId}`, { headers: asking(reference).headers }),
    );
  if (reference.choices.uploads) await probeUploads(reference, handle, known, send, tell);
  return answered;
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

function withQuery(request: Request, query: string): Request {
  return new Request(`${request.url}?${query}`, request);
}

async function outcome(handle: Handler, request: Request): Promise<string> {
  try {
    const response = await handle(request);
    const headers = [...response.headers]
      .filter(([name]) => name !== 'date' && name !== 'content-length')
      .join('\n');
    const date = response.headers
      .get('date')
      ?.replaceAll(/\d/g, '0')
      .replaceAll(/[A-Z][a-z]+/g, 'Mon');
    const body = Buffer.from(await response.arrayBuffer()).toString('latin1');
    return [response.status, headers, date, body.replaceAll(/signature=[\da-f]{64}/g, 'signature=')].join(
      '\n',
    );
  } catch (error) {
    return String(error);
  }
}
