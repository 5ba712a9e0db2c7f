import type { Defect } from '../start.ts';
import { changesBody } from './answers.ts';
import type { Body, Call, Next, When } from './fault.ts';
import { both, fault, fileIdOf, storageFault } from './fault.ts';

/** True for a request for an upload URL. */
export const asksForUpload: When = ({ asked }) => asked['action'] === 'upload';

/** True for a PUT to the storage. */
export const isPut: When = ({ request }) => request.method === 'PUT';

/** True for an upload URL, whatever is done with it. */
export const isUploadUrl: When = ({ url }) => url.searchParams.has('type');

/** Changes the successful answers to requests for an upload URL. */
export function changesTicket(name: string, change: (body: Body, call: Call) => unknown): Defect {
  return changesBody(name, change, { when: asksForUpload });
}

/** Changes the successful answers about files that were uploaded. */
export function changesUploaded(name: string, change: (body: Body, call: Call) => unknown): Defect {
  return changesBody(name, (body, call) => (isUploaded(call) ? change(body, call) : body), {
    when: (call) => !asksForUpload(call),
  });
}

/** Says of an uploaded file what its PUT makes one think; undefined leaves it alone. */
export function tellsOfPut<T>(
  name: string,
  note: (call: Call) => T | undefined,
  change: (body: Body, noted: T) => unknown,
): Defect {
  const known = new Map<string, T>();
  const noting = storageFault('', (call, next) => {
    const noted = isPut(call) ? note(call) : undefined;
    if (noted !== undefined) known.set(call.url.pathname, noted);
    return next();
  });
  const telling = changesUploaded('', (body) => {
    const noted = known.get(new URL(String(body['url'])).pathname);
    return noted === undefined ? body : change(body, noted);
  });
  return both(name, noting, telling);
}

/** True when the file that is asked for was uploaded, not brought by the server. */
export function isUploaded({ asked, reference }: Call): boolean {
  return reference.files.withId(fileIdOf({ asked }))?.type === 'upload';
}

/** Stores other bytes than it was sent. */
export function stores(
  name: string,
  change: (bytes: Buffer, call: Call) => Uint8Array,
  when: When = () => true,
): Defect {
  return storageFault(name, (call, next) =>
    isPut(call) && when(call) ? next({ body: change(Buffer.from(call.bytes), call) }) : next(),
  );
}

/** The same URL, signed anew for another method of the storage; what the signature was for stays. */
export function signedFor(method: 'GET' | 'PUT', { reference, url }: Call, path = url.pathname): URL {
  const expires = Math.ceil(reference.now(reference.main.tenant) / 1000) + 60;
  const { type, disposition } = Object.fromEntries(url.searchParams);
  const parameters: Record<string, string> =
    method === 'PUT' ? { type: type ?? 'application/pdf' } : { disposition: disposition ?? 'inline' };
  return reference.sign(method, path, expires, parameters);
}

/** Takes a PUT to a URL for which `when` holds as if it were signed. */
export function takesPut(name: string, when: When): Defect {
  return storageFault(name, (call, next) =>
    isPut(call) && when(call)
      ? next({ url: signedFor('PUT', call), headers: { 'content-type': typeOf(call) } })
      : next(),
  );
}

function typeOf({ url }: Call): string {
  return url.searchParams.get('type') ?? 'application/pdf';
}

/** A fault of the storage that depends on the name a file was uploaded under, as it was asked for. */
export function storageKnowsNames(
  name: string,
  behave: (call: Call, next: Next, fileName: string) => Promise<Response>,
): Defect {
  const known = new WeakMap<object, Map<string, string>>();
  return fault(name, async (call, next) => {
    const names = known.get(call.reference) ?? new Map<string, string>();
    known.set(call.reference, names);
    if (call.url.pathname.startsWith('/storage/'))
      return behave(call, next, names.get(call.url.pathname) ?? '');
    const response = await next();
    if (asksForUpload(call) && response.ok) {
      const { url } = (await response.clone().json()) as { url: string };
      names.set(new URL(url).pathname, String(call.asked['fileName']));
    }
    return response;
  });
}

/** Stores bytes where an upload URL leads, whatever the URL is worth. */
export function overwrites(call: Call, bytes: Uint8Array): Promise<Response> {
  const request = new Request(signedFor('PUT', call), {
    method: 'PUT',
    headers: { 'content-type': call.url.searchParams.get('type') ?? '' },
    body: Buffer.from(bytes),
  });
  return call.reference.handle(request);
}

/** Changes what the API says of an uploaded file, knowing the name that it was uploaded under, as it was asked for. */
export function answersKnowNames(name: string, change: (body: Body, fileName: string) => unknown): Defect {
  const known = new WeakMap<object, Map<unknown, string>>();
  return changesBody(name, (body, { asked, reference }) => {
    const names = known.get(reference) ?? new Map<unknown, string>();
    known.set(reference, names);
    if (asked['action'] === 'upload') names.set(body['fileId'], String(asked['fileName']));
    const fileName = asked['action'] === 'upload' ? undefined : names.get(asked['fileId']);
    return fileName === undefined ? body : change(body, fileName);
  });
}

/** Stores what came of an upload, also when the connection was dropped before its end. */
export function storesHalves(name: string): Defect {
  return {
    name,
    wrap:
      ({ handle }) =>
      async (request) => {
        if (request.method !== 'PUT') return handle(request);
        const body: ReadableStream<Uint8Array> | null = request.body;
        const parts: Uint8Array[] = [];
        try {
          for await (const part of body ?? []) parts.push(part);
        } catch {
          // The client is gone: what came is stored all the same.
        }
        const headers = new Headers(request.headers);
        headers.delete('content-length');
        return handle(new Request(request.url, { method: 'PUT', headers, body: Buffer.concat(parts) }));
      },
  };
}
