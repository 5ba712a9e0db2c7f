import { setTimeout as pause } from 'node:timers/promises';
import { changesStatus, errorAnswer } from '../defects/answers.ts';
import type { Call } from '../defects/fault.ts';
import { apiFault, fileIdOf } from '../defects/fault.ts';
import { overlooks, takesTenant } from '../defects/requests.ts';
import { asksForUpload } from '../defects/uploads.ts';
import type { Defect } from '../start.ts';
import { authorized, hasKnownKey, principals } from './identities.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf, subtle } from './mutant.ts';
import { memory, textOf } from './occasions.ts';
import { decoded, fieldOf } from './request-fields.ts';

const { must, should } = mutantsOf('tenancy');

/** Takes the first organisation's tenant where the header does not name it. */
function findsTenant(name: string, find: (call: Call) => unknown): Defect {
  return takesTenant(name, (tenant, call) => tenant === null && find(call) === call.reference.main.tenant);
}

/** Tenants that a server does not look at well, or mixes up. */
export const tenantTricks: readonly Mutant[] = [
  must(
    ['TEN-01'],
    findsTenant(
      'takes the tenant from the query',
      ({ url }) => url.searchParams.get('tenantId') ?? url.searchParams.get('Tenant-ID'),
    ),
    subtle,
  ),
  must(
    ['TEN-01'],
    findsTenant('takes the tenant from the body', ({ asked }) => asked['tenantId']),
    subtle,
  ),
  must(
    ['TEN-02'],
    takesTenant(
      'knows tenants without their prefix',
      (tenant, { reference }) => tenant !== null && reference.main.tenant === `bu_${tenant}`,
    ),
    subtle,
  ),
  must(
    ['TEN-01'],
    findsTenant('takes the tenant from X-Tenant-ID', (call) => fieldOf(call, 'x-tenant-id')),
    subtle,
  ),
  must(
    ['TEN-01'],
    findsTenant('takes the tenant from Tenant_ID', (call) => fieldOf(call, 'tenant_id')),
    subtle,
  ),
  must(
    ['TEN-01'],
    findsTenant(
      'takes the tenant from a cookie',
      (call) => /tenant(?:id|-id|_id)?=([^;]+)/i.exec(fieldOf(call, 'cookie'))?.[1],
    ),
    subtle,
  ),
  must(['TEN-03', 'TEN-04'], prefersBody(), subtle),
  must(
    ['TEN-02'],
    takesTenant(
      'takes undefined for the default tenant',
      (tenant) => tenant === 'undefined' || tenant === 'null',
    ),
    subtle,
  ),
  must(
    ['TEN-02'],
    takesTenant('takes * for any tenant', (tenant) => tenant === '*'),
    subtle,
  ),
  must(
    ['TEN-02'],
    takesTenant(
      'decodes tenants',
      (tenant, { reference }) => decoded(tenant ?? '') === reference.main.tenant,
    ),
    subtle,
  ),
  must(
    ['TEN-02'],
    takesTenant(
      'takes a tenant in quotation marks',
      (tenant, { reference }) => tenant === `"${reference.main.tenant}"`,
    ),
    subtle,
  ),
  must(
    ['TEN-02'],
    takesTenant('takes _ in a tenant for any character', (tenant, { reference }) => {
      const { tenant: known } = reference.main;
      return (
        tenant?.length === known.length && [...tenant].every((one, at) => one === '_' || one === known[at])
      );
    }),
    subtle,
  ),
  must(['TEN-04'], servesLast(), subtle),
  must(['TEN-04'], overlooksPadded(), subtle),
  must(['TEN-04', 'ROB-04'], coalesces(), subtle),
  must(['SCH-01', 'TEN-04'], sharesTenant(), subtle),
  should(['TEN-05'], rejectsForeign(), subtle),
  must(
    ['TEN-02', 'ROB-01'],
    changesStatus('fails on long tenants', 403, 500, (call) => fieldOf(call, 'tenant-id').length > 255),
    subtle,
  ),
  must(
    ['TEN-02', 'ROB-01'],
    changesStatus('fails on an apostrophe in a tenant', 403, 500, (call) =>
      fieldOf(call, 'tenant-id').includes("'"),
    ),
    subtle,
  ),
];

/** Takes the tenant that the body names, whosever it is. */
function prefersBody(): Defect {
  return overlooks('prefers the tenant in the body', (call) => {
    const owner = principals(call).find(({ tenant }) => call.asked['tenantId'] === tenant);
    return hasKnownKey(call) && owner ? authorized(owner) : undefined;
  });
}

/** Checks whose file the first fileId names, and gives the file that the last one names. */
function servesLast(): Defect {
  return overlooks('checks the first fileId and gives the last', (call) => {
    const [, first = ''] = /"fileId"\s*:\s*"([^"]*)"[^{}]*"fileId"\s*:/.exec(textOf(call)) ?? [];
    const { files } = call.reference;
    const isOwn = files.withId(first)?.tenant === fieldOf(call, 'tenant-id');
    const owner = principals(call).find(({ tenant }) => files.withId(fileIdOf(call))?.tenant === tenant);
    return first !== '' && isOwn && owner ? authorized(owner) : undefined;
  });
}

/** Looks the owner up by the id as it came, and the file by the trimmed one: what has no owner is public. */
function overlooksPadded(): Defect {
  return apiFault('shows a foreign file whose id has a blank at its end', (call, next) => {
    const { fileId } = call.asked;
    if (typeof fileId !== 'string' || !fileId.endsWith(' ')) return next();
    const trimmed = fileId.trimEnd();
    const tenant = call.reference.files.withId(trimmed)?.tenant;
    const owner = principals(call).find((each) => each.tenant === tenant);
    const isForeign = owner !== undefined && owner.tenant !== fieldOf(call, 'tenant-id');
    if (!isForeign || !hasKnownKey(call)) return next();
    return next({ body: JSON.stringify({ ...call.asked, fileId: trimmed }), headers: authorized(owner) });
  });
}

/** Answers requests with the same body at the same time once, whoever asks. */
function coalesces(): Defect {
  const state = memory(() => new Map<string, Promise<Response>>());
  return apiFault('answers the same body at the same time once, whoever asks', async (call, next) => {
    const key = textOf(call);
    const open = state(call);
    const waiting = open.get(key);
    if (waiting && !asksForUpload(call)) return (await waiting).clone();
    const answer = pause(25).then(() => next());
    open.set(key, answer);
    const response = await answer;
    open.delete(key);
    return response.clone();
  });
}

/** Keeps who asks in a place that the next request overwrites while the first still waits. */
function sharesTenant(): Defect {
  const state = memory<{ latest: Record<string, string> }>(() => ({ latest: {} }));
  return apiFault('keeps who asks where requests at the same time overwrite it', async (call, next) => {
    const owner = principals(call).find(
      (each) =>
        authorized(each)['authorization'] === fieldOf(call, 'authorization') &&
        each.tenant === fieldOf(call, 'tenant-id'),
    );
    if (!owner || asksForUpload(call)) return next();
    const place = state(call);
    place.latest = authorized(owner);
    await pause(15);
    return next({ headers: place.latest });
  });
}

/** Looks for the file before the lifetime, but whose it is only afterwards. */
function rejectsForeign(): Defect {
  return apiFault('rejects the lifetime of foreign files only', async (call, next) => {
    const response = await next();
    const isKnown = call.reference.files.withId(fileIdOf(call)) !== undefined;
    const isLifetime = response.status === 422 && 'expiresInMinutes' in call.asked && !asksForUpload(call);
    return isLifetime && !isKnown ? errorAnswer(404, 'NOT_FOUND', 'File not found.') : response;
  });
}
