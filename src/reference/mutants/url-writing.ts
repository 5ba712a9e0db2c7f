import { changesBody } from '../defects/answers.ts';
import type { Body, Call } from '../defects/fault.ts';
import { asksForUpload } from '../defects/uploads.ts';
import type { Defect } from '../start.ts';
import { inStorage, isOperation, remembering } from './memory.ts';

/** Writes the URLs of existing files otherwise. */
export function changesUrl(name: string, change: (url: string, call: Call, body: Body) => string): Defect {
  return changesBody(name, (body, call) => ({ ...body, url: change(String(body['url']), call, body) }), {
    when: (call) => !asksForUpload(call),
  });
}

/** Adds a parameter to the URLs of existing files, after the signature, which does not cover it. */
export function adds(
  name: string,
  parameter: (token: string, body: Body) => string,
  when: (call: Call) => boolean = () => true,
): Defect {
  return remembering(name, () => {
    const added = new Set<string>();
    return async (call, next) => {
      if (inStorage(call)) return next({ url: stripped(call.url, added) });
      if (!isOperation(call) || asksForUpload(call) || !when(call)) return next();
      const token = (call.request.headers.get('authorization') ?? '').slice('Bearer '.length);
      const response = await next();
      if (!response.ok) return response;
      const body = (await response.json()) as Body;
      const more = parameter(token, body);
      added.add(new URL(`http://x/?${more}`).search.slice(1));
      const text = JSON.stringify({ ...body, url: `${String(body['url'])}&${more}` });
      const headers = new Headers(response.headers);
      headers.set('content-length', String(Buffer.byteLength(text)));
      return new Response(text, { status: response.status, headers });
    };
  });
}

function stripped(url: URL, added: ReadonlySet<string>): URL {
  const bare = new URL(url);
  const mark = [...added].find((parameter) => url.search.endsWith(`&${parameter}`));
  if (mark !== undefined) bare.search = url.search.slice(0, -mark.length - 1);
  return bare;
}
