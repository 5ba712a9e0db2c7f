import { setTimeout as pause } from 'node:timers/promises';
import { errorAnswer, withText } from '../defects/answers.ts';
import type { Body, Call } from '../defects/fault.ts';
import { apiFault, fault } from '../defects/fault.ts';
import { repairs } from '../defects/requests.ts';
import { asksForUpload } from '../defects/uploads.ts';
import type { Defect } from '../start.ts';
import { principals } from './identities.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf, subtle } from './mutant.ts';
import { eachNth, memory, minutesOf, textOf } from './occasions.ts';
import { changesAnswer } from './rewriting.ts';

const { must, should } = mutantsOf('robustness');

/** Servers that remember too much, or too long, or mix up what happens at the same time. */
export const sharedState: readonly Mutant[] = [
  must(['SCH-01'], forgetsOwner(), subtle),
  must(['SCH-01', 'ROB-06'], duplicates(), subtle),
  must(['SCH-01', 'ROB-06'], conflicts(), subtle),
  must(['SCH-01'], locksOut(), subtle),
  must(['SCH-01'], staysWrong(), subtle),
  must(['ROB-01'], exhausts(), subtle),
  must(['REJ-04', 'REJ-06', 'REJ-07'], oldVersion(), subtle),
  should(['ROB-04'], crossesNames(), subtle),
  must(['SCH-03', 'ROB-04'], emptiesTwin(), subtle),
  must(['NF-01'], findsAfterRetry(), subtle),
  should(
    ['ROB-04'],
    changesAnswer('gives the size of the other file when the two are asked for in turn', sizesBefore()),
    subtle,
  ),
];

/** Remembers for a moment that a file was not found, whoever asked for it. */
function forgetsOwner(): Defect {
  const state = memory(() => new Map<unknown, number>());
  return apiFault('remembers for a second that a file was not found, for everybody', async (call, next) => {
    const { fileId } = call.asked;
    const missed = state(call).get(fileId) ?? 0;
    const response = await next();
    if (response.ok && !asksForUpload(call) && Date.now() - missed < 1000)
      return errorAnswer(404, 'NOT_FOUND', 'File not found.');
    if (response.status === 404) state(call).set(fileId, Date.now());
    return response;
  });
}

/** Takes a request that comes twice in a moment for one that was sent twice by mistake. */
function duplicates(): Defect {
  const state = memory(() => new Map<string, number>());
  return apiFault('answers 409 to the same request within 100 ms', async (call, next) => {
    const response = await next();
    if (!response.ok || asksForUpload(call)) return response;
    const before = state(call).get(textOf(call)) ?? 0;
    state(call).set(textOf(call), Date.now());
    return Date.now() - before < 100 ? errorAnswer(409, 'DUPLICATE_REQUEST') : response;
  });
}

/** Locks the row of a file while it makes a URL. */
function conflicts(): Defect {
  const state = memory(() => new Set<unknown>());
  return apiFault('answers 409 when the same file is asked for at the same time', async (call, next) => {
    const { fileId } = call.asked;
    if (asksForUpload(call) || call.reference.files.withId(String(fileId)) === undefined) return next();
    const open = state(call);
    if (open.has(fileId)) return errorAnswer(409, 'CONFLICT');
    open.add(fileId);
    await pause(10);
    open.delete(fileId);
    return next();
  });
}

/** Takes a tenant for attacked after five wrong keys, and refuses the right one too. */
function locksOut(): Defect {
  const state = memory(() => new Map<string, number>());
  return apiFault('refuses the right key once after five wrong ones', async (call, next) => {
    const tenant = call.request.headers.get('tenant-id') ?? '';
    const response = await next();
    const wrong = state(call).get(tenant) ?? 0;
    if (response.status === 401) state(call).set(tenant, wrong + 1);
    else if (response.ok) state(call).delete(tenant);
    return response.ok && wrong >= 5 ? errorAnswer(403, 'FORBIDDEN') : response;
  });
}

/** Answers as to the request before, after a method that it refused. */
function staysWrong(): Defect {
  const state = memory(() => ({ refused: false }));
  return fault('answers 405 to the request after another method', async (call, next) => {
    const place = state(call);
    const { refused } = place;
    const response = await next();
    place.refused = response.status === 405;
    const isLate = refused && response.status === 200 && call.request.method === 'POST';
    if (!isLate) return response;
    const late = errorAnswer(405, 'METHOD_NOT_ALLOWED');
    late.headers.set('allow', 'POST');
    return late;
  });
}

/** Has forty connections, and loses one with each file that it does not find. */
function exhausts(): Defect {
  const state = memory(() => ({ lost: 0 }));
  return apiFault(
    'loses a connection to its database with each unknown file, of forty',
    async (call, next) => {
      const response = await next();
      const place = state(call);
      if (response.status === 404) place.lost += 1;
      if (place.lost <= 40 || response.status >= 400) return response;
      place.lost = 0;
      return errorAnswer(500, 'INTERNAL');
    },
  );
}

/** One of ten servers still runs the version that checked nothing. */
function oldVersion(): Defect {
  const isWrong = eachNth(10, (call) => {
    const { action = 'view' } = call.asked;
    return (
      !asksForUpload(call) &&
      'fileId' in call.asked &&
      (minutesOf(call) === undefined || (action !== 'view' && action !== 'download'))
    );
  });
  return repairs('takes each tenth request with a wrong member', (asked, call) =>
    isWrong(call) ? { fileId: asked['fileId'] } : undefined,
  );
}

/** Keeps the name of the file where the next answer finds it, while it waits for its size. */
function crossesNames(): Defect {
  const state = memory<{ filename: unknown }>(() => ({ filename: '' }));
  return apiFault('keeps the name where answers at the same time overwrite it', async (call, next) => {
    const response = await next();
    if (!response.ok || asksForUpload(call)) return response;
    const body = (await response.clone().json()) as Body;
    state(call).filename = body['filename'];
    await pause(5);
    return withText(response, JSON.stringify({ ...body, filename: state(call).filename }));
  });
}

/** Shares one answer among the same requests at once; its body can be read once. */
function emptiesTwin(): Defect {
  const state = memory(() => new Set<string>());
  return apiFault('sends an empty body to the second of two same requests at once', async (call, next) => {
    const key = `${textOf(call)} ${call.request.headers.get('tenant-id') ?? ''}`;
    const open = state(call);
    if (
      asksForUpload(call) ||
      principals(call).every(({ tenant }) => tenant !== call.request.headers.get('tenant-id'))
    )
      return next();
    if (open.has(key)) {
      const response = await next();
      return response.ok ? withText(response, '') : response;
    }
    open.add(key);
    await pause(10);
    open.delete(key);
    return next();
  });
}

/** Enters an unknown id when it is asked for, and finds it the third time. */
function findsAfterRetry(): Defect {
  const state = memory(() => new Map<unknown, number>());
  return repairs('finds the first file when an unknown one is asked for three times', (asked, call) => {
    const { fileId } = asked;
    const isUnknown =
      typeof fileId === 'string' && fileId.startsWith('file_') && !call.reference.files.withId(fileId);
    if (!isUnknown || asksForUpload(call)) return undefined;
    const count = (state(call).get(fileId) ?? 0) + 1;
    state(call).set(fileId, count);
    return count >= 3 && call.request.headers.get('tenant-id') === call.reference.main.tenant
      ? { ...asked, fileId: call.reference.main.fileId }
      : undefined;
  });
}

/** The size of the last answer about another file, while requests run at once. */
function sizesBefore(): (body: Body, call: Call) => Body {
  const state = memory<{ last: Body; at: number }>(() => ({ last: {}, at: 0 }));
  return (body, call) => {
    const place = state(call);
    const { last, at } = place;
    Object.assign(place, { last: body, at: Date.now() });
    const isOther = last['filename'] !== undefined && last['filename'] !== body['filename'];
    return isOther && Date.now() - at < 3 ? { ...body, fileSize: last['fileSize'] } : body;
  };
}
