import { errorAnswer, withText } from '../defects/answers.ts';
import type { Body, Call, Next } from '../defects/fault.ts';
import { apiFault, fileIdOf } from '../defects/fault.ts';
import { isUploaded } from '../defects/uploads.ts';
import type { Principal } from '../principals.ts';
import type { Defect } from '../start.ts';
import { authorized, principals } from './identities.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf, subtle } from './mutant.ts';
import { asksTo, eachNth, memory } from './occasions.ts';

const { must, should } = mutantsOf('tenancy');

/** Does something else when another organisation's file is asked for with a valid key and tenant. */
function onForeignFile(
  name: string,
  behave: (asOwner: () => Promise<Response>, sound: Response, call: Call) => Promise<Response>,
): Defect {
  return apiFault(name, async (call, next) => {
    const response = await next();
    const owner = ownerOf(call);
    const foreign =
      response.status === 404 && owner && owner.tenant !== call.request.headers.get('tenant-id');
    return foreign ? behave(() => next({ headers: authorized(owner) }), response, call) : response;
  });
}

function ownerOf(call: Call): Principal | undefined {
  const file = call.reference.files.withId(fileIdOf(call));
  return principals(call).find(({ tenant }) => tenant === file?.tenant);
}

/** Organisations that see each other's files, or whether there are any. */
export const foreignFiles: readonly Mutant[] = [
  must(
    ['TEN-04', 'TEN-05'],
    onForeignFile('shows files to everybody', (asOwner) => asOwner()),
  ),
  must(
    ['TEN-04', 'TEN-05'],
    onForeignFile('lets everybody download', async (asOwner, sound, call) =>
      asksTo('download')(call) ? await asOwner() : sound,
    ),
    subtle,
  ),
  must(
    ['TEN-04', 'TEN-05'],
    onForeignFile('lets everybody view', async (asOwner, sound, call) =>
      asksTo('view')(call) ? await asOwner() : sound,
    ),
    subtle,
  ),
  must(
    ['TEN-04', 'TEN-05'],
    onForeignFile('lets everybody see what is asked for with a lifetime', async (asOwner, sound, call) =>
      'expiresInMinutes' in call.asked ? await asOwner() : sound,
    ),
    subtle,
  ),
  must(
    ['TEN-04', 'TEN-05'],
    onForeignFile(
      'shows each second foreign file',
      (() => {
        const second = eachNth(2);
        return async (asOwner, sound, call) => (second(call) ? await asOwner() : sound);
      })(),
    ),
    subtle,
  ),
  must(['TEN-04', 'TEN-05'], keepsFiles(), subtle),
  must(
    ['TEN-04', 'TEN-05'],
    onForeignFile('names a foreign file in the refusal', async (asOwner, sound) => {
      const { url, filename } = (await (await asOwner()).json()) as Body;
      return withText(sound, JSON.stringify({ ...((await sound.json()) as Body), filename, url }));
    }),
    subtle,
  ),
  must(
    ['UPL-15', 'TEN-04'],
    onForeignFile('shows uploads to everybody', async (asOwner, sound, call) =>
      isUploaded(call) ? await asOwner() : sound,
    ),
    { subtle: true, profile: 'upload' },
  ),
  should(
    ['TEN-05'],
    onForeignFile('has a code of its own for foreign files', () =>
      Promise.resolve(errorAnswer(404, 'FILE_OF_OTHER_TENANT')),
    ),
  ),
  should(
    ['TEN-05'],
    onForeignFile('says that a file is foreign', async (_, sound) =>
      withText(sound, (await sound.text()).replace('File not found', 'File not found in this tenant')),
    ),
    subtle,
  ),
  should(
    ['TEN-05'],
    onForeignFile('marks answers about foreign files', (_, sound) => {
      sound.headers.set('x-file-exists', 'true');
      return Promise.resolve(sound);
    }),
    subtle,
  ),
  should(
    ['TEN-05'],
    onForeignFile('answers 403 for foreign files', () => Promise.resolve(errorAnswer(403, 'FORBIDDEN'))),
  ),
];

/** Finds a file for everybody once its owner has asked for it. */
function keepsFiles(): Defect {
  const seen = memory(() => new Set<string>());
  const behave = async (call: Call, next: Next) => {
    const response = await next();
    const fileId = fileIdOf(call);
    if (response.ok) seen(call).add(fileId);
    const owner = ownerOf(call);
    const hit = response.status === 404 && seen(call).has(fileId) && owner;
    return hit ? next({ headers: authorized(owner) }) : response;
  };
  return apiFault('finds a file in the cache for everybody', behave);
}
