import { setTimeout as pause } from 'node:timers/promises';
import { changesStatus, errorAnswer } from '../defects/answers.ts';
import type { Body } from '../defects/fault.ts';
import { apiFault, fault } from '../defects/fault.ts';
import { repairs } from '../defects/requests.ts';
import { asksForUpload } from '../defects/uploads.ts';
import type { Defect } from '../start.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf, subtle } from './mutant.ts';
import { asksTo, eachNth, memory, textOf } from './occasions.ts';
import { changesAnswer, changesMember } from './rewriting.ts';

const { must, should } = mutantsOf('robustness');

/** Changes what `GET /v1/files/{fileId}` and `GET /v1/files` say about files. */
function describes(name: string, change: (file: Body) => Body): Defect {
  return fault(name, async (call, next) => {
    const response = await next();
    if (call.request.method !== 'GET' || !response.ok || !call.url.pathname.startsWith('/v1/files'))
      return response;
    const body = (await response.json()) as Body;
    const files = body['files'];
    const changed = Array.isArray(files) ? { ...body, files: (files as Body[]).map(change) } : change(body);
    const headers = new Headers(response.headers);
    headers.delete('content-length');
    return new Response(JSON.stringify(changed), { headers });
  });
}

/** Requests that disturb each other, endpoints that disagree, and statuses that nobody documents. */
export const interference: readonly Mutant[] = [
  must(['ROB-01'], stumbles(), subtle),
  must(['ROB-01'], locks(), subtle),
  should(
    ['ROB-03'],
    repairs('reads members of __proto__', (asked) =>
      Object.hasOwn(asked, '__proto__') ? { ...(asked['__proto__'] as Body), ...asked } : undefined,
    ),
    subtle,
  ),
  should(['ROB-03'], polluted(), subtle),
  should(['ROB-04'], sharesId(), subtle),
  should(['ROB-04'], sharesAnswer(), subtle),
  should(
    ['ROB-05'],
    describes('describes files with a name in lower case', (file) => ({
      ...file,
      filename: String(file['filename']).toLowerCase(),
    })),
  ),
  should(
    ['ROB-05'],
    describes('describes files one octet too long', (file) => ({
      ...file,
      fileSize: Number(file['fileSize']) + 1,
    })),
  ),
  should(
    ['ROB-05'],
    describes('describes every file as a stream of octets', (file) => ({
      ...file,
      contentType: 'application/octet-stream',
    })),
    subtle,
  ),
  should(
    ['ROB-05', 'DL-06'],
    changesMember('answers names in plain ASCII', 'filename', (name) =>
      String(name).replaceAll(/[^ -~]/g, '_'),
    ),
    subtle,
  ),
  should(['ROB-06'], changesStatus('answers 418 to what is invalid', 422, 418)),
  should(
    ['ROB-06'],
    changesStatus('answers 451 to what is invalid for a download', 422, 451, asksTo('download')),
    subtle,
  ),
];

/** Fails on the request that follows malformed JSON on the same server. */
function stumbles(): Defect {
  const state = memory(() => ({ broken: false }));
  return apiFault('fails on the request after malformed JSON', async (call, next) => {
    const { broken } = state(call);
    const response = await next();
    state(call).broken =
      response.status === 400 && textOf(call).includes('{') && call.request.headers.has('tenant-id');
    return broken ? errorAnswer(500, 'INTERNAL') : response;
  });
}

/** Serves two requests at a time and fails on a third. */
function locks(): Defect {
  const state = memory(() => ({ open: 0 }));
  return apiFault('fails on a third request at the same time', async (call, next) => {
    const place = state(call);
    if (place.open >= 2) return errorAnswer(500, 'INTERNAL');
    place.open += 1;
    await pause(15);
    const response = await next();
    place.open -= 1;
    return response;
  });
}

/** Reads what a client puts into `__proto__` into every later request too. */
function polluted(): Defect {
  const state = memory<{ proto: Body }>(() => ({ proto: {} }));
  return apiFault('keeps members of __proto__ for later requests', (call, next) => {
    const place = state(call);
    if (Object.hasOwn(call.asked, '__proto__')) place.proto = { ...(call.asked['__proto__'] as Body) };
    const { asked } = call;
    const isPlain = !asksForUpload(call) && 'fileId' in asked && Object.keys(place.proto).length > 0;
    return isPlain ? next({ body: JSON.stringify({ ...place.proto, ...asked }) }) : next();
  });
}

/** Keeps the file of the request in a place that the next request overwrites while the first still waits. */
function sharesId(): Defect {
  const state = memory(() => ({ fileId: '' }));
  return apiFault('keeps the file where requests at the same time overwrite it', async (call, next) => {
    const { fileId } = call.asked;
    if (typeof fileId !== 'string' || !call.reference.files.withId(fileId)) return next();
    const place = state(call);
    place.fileId = fileId;
    await pause(20);
    return next({ body: JSON.stringify({ ...call.asked, fileId: place.fileId }) });
  });
}

/** Gives the URL of the latest answer of all. */
function sharesAnswer(): Defect {
  const state = memory<{ answer: Body }>(() => ({ answer: {} }));
  const eighth = eachNth(8);
  return changesAnswer('gives the URL of the answer before on each eighth answer', (body, call) => {
    const place = state(call);
    const { url = body['url'] } = place.answer;
    place.answer = body;
    return eighth(call) ? { ...body, url } : body;
  });
}
