import { errorAnswer, withText } from '../defects/answers.ts';
import type { When } from '../defects/fault.ts';
import { fault, fileIdOf } from '../defects/fault.ts';
import { isPut } from '../defects/uploads.ts';
import type { Defect } from '../start.ts';
import { inStorage, isOperation, remembering } from './memory.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf } from './mutant.ts';
import { answered } from './plain-answer.ts';
import { fieldOf } from './request-fields.ts';

const { must, should } = mutantsOf('upload life cycle');
const upload = { profile: 'upload' } as const;
const subtle = { profile: 'upload', subtle: true } as const;
const asksForDownload: When = ({ asked }) => asked['action'] === 'download';

/** What is left of an upload that was deleted. */
export const uploadDeletion: readonly Mutant[] = [
  must(
    ['UPL-04'],
    remembering('a deletion takes away the uploads that have not come', () => {
      const lost = new Set<string>();
      return async (call, next) => {
        const { files, store } = call.reference;
        if (inStorage(call)) return isPut(call) && lost.has(call.url.pathname) ? answered(404) : next();
        const response = await next();
        if (call.request.method !== 'DELETE' || !response.ok) return response;
        for (const file of files.ofTenant(fieldOf(call, 'tenant-id')))
          if ((await store.size(file)) === undefined) lost.add(file.objectPath);
        return response;
      };
    }),
    subtle,
  ),
  should(
    ['NF-03'],
    deletion('answers deletions and deletes nothing', () => true),
    upload,
  ),
  should(
    ['NF-03'],
    deletion('deletes nothing without a body', ({ bytes }) => bytes.length === 0),
    subtle,
  ),
  should(['NF-03'], afterDeletion('hands out download URLs of deleted files', asksForDownload), subtle),
  should(
    ['NF-03'],
    afterDeletion('hands out view URLs of deleted files', (call) => !asksForDownload(call)),
    subtle,
  ),
  should(
    ['NF-03'],
    remembering('answers 410 for deleted files', () => {
      const deleted = new Set<string>();
      return async (call, next) => {
        const response = await next();
        const fileId = call.url.pathname.split('/').at(-1) ?? '';
        if (call.request.method === 'DELETE' && response.ok) deleted.add(fileId);
        return isOperation(call) && response.status === 404 && deleted.has(fileIdOf(call))
          ? errorAnswer(410, 'GONE')
          : response;
      };
    }),
    subtle,
  ),
];

/** Answers deletions for which `when` holds, and keeps the file. */
function deletion(name: string, when: When): Defect {
  return fault(name, async (call, next) => {
    if (call.request.method !== 'DELETE' || inStorage(call) || !when(call)) return next();
    const fileId = call.url.pathname.split('/').at(-1);
    const response = await next({ method: 'GET' });
    const text = JSON.stringify({ success: true, message: 'The file was deleted.', fileId });
    return response.ok ? withText(response, text) : response;
  });
}

/** Gives the last answer about a file again when the file is deleted. */
function afterDeletion(name: string, when: When): Defect {
  return remembering(name, () => {
    const answers = new Map<string, string>();
    return async (call, next) => {
      const response = await next();
      const fileId = fileIdOf(call);
      if (!isOperation(call) || !when(call)) return response;
      if (response.ok) answers.set(fileId, await response.clone().text());
      const answer = answers.get(fileId);
      return response.status === 404 && answer !== undefined ? withText(response, answer, 200) : response;
    };
  });
}
