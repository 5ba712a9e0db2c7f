import { withText } from '../defects/answers.ts';
import type { Call, When } from '../defects/fault.ts';
import { fault, fileIdOf } from '../defects/fault.ts';
import type { Principal } from '../principals.ts';
import type { Defect } from '../start.ts';
import { inStorage, isOperation, remembering } from './memory.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf } from './mutant.ts';

const { must } = mutantsOf('upload life cycle');
const upload = { profile: 'upload' } as const;
const subtle = { profile: 'upload', subtle: true } as const;

/** What another organisation gets to see of an upload. */
export const uploadTenancy: readonly Mutant[] = [
  must(['UPL-15', 'TEN-04'], shares('hands out URLs of uploads to other organisations', isOperation), upload),
  must(
    ['UPL-15', 'TEN-04'],
    shares(
      'hands out download URLs of uploads to other organisations',
      (call) => isOperation(call) && call.asked['action'] === 'download',
    ),
    subtle,
  ),
  must(
    ['UPL-15', 'TEN-04'],
    shares(
      'hands out view URLs of uploads to other organisations',
      (call) => isOperation(call) && call.asked['action'] !== 'download',
    ),
    subtle,
  ),
  must(
    ['UPL-15'],
    shares(
      'describes uploads to other organisations',
      ({ request, url }) => request.method === 'GET' && url.pathname !== '/v1/files',
    ),
    subtle,
  ),
  must(
    ['UPL-15', 'TEN-04'],
    remembering('remembers answers about uploads for everyone', () => {
      const answers = new Map<string, string>();
      return async (call, next) => {
        const response = await next();
        const { fileId, action = 'view' } = call.asked;
        const key = JSON.stringify([fileId, action]);
        if (!isOperation(call)) return response;
        if (response.ok && isUpload(fileIdOf(call), call)) answers.set(key, await response.clone().text());
        const answer = answers.get(key);
        return response.status === 404 && answer !== undefined ? withText(response, answer, 200) : response;
      };
    }),
    subtle,
  ),
  must(
    ['UPL-15', 'TEN-04'],
    shares('lets other organisations delete uploads', ({ request }) => request.method === 'DELETE'),
    subtle,
  ),
  must(
    ['UPL-15'],
    fault('lists uploads to all organisations', async (call, next) => {
      const response = await next();
      if (call.request.method !== 'GET' || call.url.pathname !== '/v1/files' || !response.ok) return response;
      const { main, alt } = call.reference;
      const stranger = call.request.headers.get('tenant-id') === main.tenant ? alt : main;
      const other = await next({ headers: credentials(stranger) });
      const [own, theirs] = (await Promise.all([response.json(), other.json()])) as Listing[];
      const uploads = (theirs?.files ?? []).filter(({ fileId }) => isUpload(fileId, call));
      const files = [...(own?.files ?? []), ...uploads];
      return withText(response, JSON.stringify({ ...own, files, count: files.length }));
    }),
    subtle,
  ),
];

interface Listing {
  readonly files: readonly { readonly fileId: string }[];
}

/** Treats requests of other organisations about uploads as if the owner had sent them. */
function shares(name: string, when: When): Defect {
  return fault(name, (call, next) => {
    const fileId = isOperation(call) ? fileIdOf(call) : (call.url.pathname.split('/').at(-1) ?? '');
    const isStranger = call.request.headers.get('authorization') === `Bearer ${call.reference.alt.token}`;
    return !inStorage(call) && isStranger && isUpload(fileId, call) && when(call)
      ? next({ headers: owner(call) })
      : next();
  });
}

function owner({ reference }: Call): Record<string, string> {
  return credentials(reference.main);
}

function credentials({ token, tenant }: Principal): Record<string, string> {
  return { authorization: `Bearer ${token}`, 'tenant-id': tenant };
}

function isUpload(fileId: string, { reference }: Call): boolean {
  return reference.files.withId(fileId)?.type === 'upload';
}
