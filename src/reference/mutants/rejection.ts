import { repairs } from '../defects/requests.ts';
import type { When } from '../defects/fault.ts';
import { asksForUpload } from '../defects/uploads.ts';
import type { Defect } from '../start.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf, subtle } from './mutant.ts';
import { mainFile, reads, rejectsWith, texts } from './reading.ts';

const { must, should } = mutantsOf('rejection');
const action = reads('action');
const fileId = reads('fileId');
const lacksFileId: When = (call) => !asksForUpload(call) && !('fileId' in call.asked);

/** Requests with an invalid fileId or action that are taken for valid ones, or answered as something else. */
export const rejection: readonly Mutant[] = [
  must(
    ['REJ-01'],
    repairs('takes the first file when none is named', (asked, call) =>
      lacksFileId(call) ? { ...asked, fileId: mainFile(call) } : undefined,
    ),
  ),
  must(
    ['REJ-01'],
    repairs('takes the first file for a download when none is named', (asked, call) =>
      lacksFileId(call) && asked['action'] === 'download' ? { ...asked, fileId: mainFile(call) } : undefined,
    ),
    subtle,
  ),
  must(
    ['REJ-01'],
    usesMember('finds fileId in any case', (names) => names.find((name) => name.toLowerCase() === 'fileid')),
    subtle,
  ),
  must(['REJ-01', 'ROB-01'], rejectsWith('fails when fileId is missing', 500, lacksFileId)),
  should(['REJ-01'], rejectsWith('answers 404 when fileId is missing', 404, lacksFileId)),
  should(
    ['REJ-02'],
    rejectsWith('answers 404 to an empty fileId', 404, ({ asked }) => asked['fileId'] === ''),
  ),
  must(
    ['REJ-02'],
    fileId('takes an empty fileId for the first file', (value, call) =>
      value === '' ? mainFile(call) : undefined,
    ),
  ),
  must(
    ['REJ-03'],
    fileId('takes fileId null for the first file', (value, call) =>
      value === null ? mainFile(call) : undefined,
    ),
  ),
  must(
    ['REJ-03'],
    fileId('takes fileId true for the first file', (value, call) =>
      value === true ? mainFile(call) : undefined,
    ),
    subtle,
  ),
  must(
    ['REJ-03'],
    fileId('unpacks a list with one fileId', (value) =>
      Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : undefined,
    ),
    subtle,
  ),
  must(
    ['REJ-03'],
    fileId('lets any object into the query for fileId', (value, call) =>
      typeof value === 'object' && value !== null && !Array.isArray(value) ? mainFile(call) : undefined,
    ),
    subtle,
  ),
  should(
    ['REJ-03'],
    fileId('looks up a number', (value) => (typeof value === 'number' ? String(value) : undefined)),
    subtle,
  ),
  must(
    ['REJ-03', 'ROB-01'],
    rejectsWith(
      'fails when fileId is no text',
      500,
      ({ asked }) => 'fileId' in asked && typeof asked['fileId'] !== 'string',
    ),
  ),
  must(
    ['REJ-04'],
    action(
      'ignores an unknown action',
      texts((text) => (/^(view|download|upload)$/.test(text) ? text : 'view')),
    ),
  ),
  must(
    ['REJ-04'],
    action(
      'knows VIEW',
      texts((text) => (text === 'upload' ? text : text.toLowerCase())),
    ),
  ),
  must(
    ['REJ-04'],
    action(
      'trims the action',
      texts((text) => text.trim()),
    ),
    subtle,
  ),
  must(
    ['REJ-04'],
    action(
      'takes the empty action for the default',
      texts((text) => text || 'view'),
    ),
    subtle,
  ),
  must(
    ['REJ-04'],
    action(
      'knows beginnings of the actions',
      texts((text) => ['view', 'download'].find((known) => text !== '' && known.startsWith(text))),
    ),
    subtle,
  ),
  must(
    ['REJ-04'],
    action(
      'takes what begins like an action',
      texts((text) => /^(view|download)/.exec(text)?.[0]),
    ),
    subtle,
  ),
  must(
    ['REJ-04'],
    action('does not look at the action when a lifetime is given', (value, { asked }) =>
      'expiresInMinutes' in asked && value !== 'upload' && value !== 'download' ? 'view' : undefined,
    ),
    subtle,
  ),
  must(
    ['REJ-04', 'UPL-00'],
    action(
      'takes upload of a file for view',
      texts((text) => (text === 'upload' ? 'view' : text)),
    ),
    { choices: { uploads: false } },
  ),
  must(
    ['REJ-05'],
    action('takes action null for the default', (value) => (value === null ? 'view' : undefined)),
    subtle,
  ),
  must(
    ['REJ-05'],
    action('takes the actions by number', (value) =>
      typeof value === 'number' ? ['view', 'download'][value] : undefined,
    ),
    subtle,
  ),
  must(
    ['REJ-05'],
    action('unpacks a list with an action', (value) => (Array.isArray(value) ? String(value) : undefined)),
    subtle,
  ),
  must(
    ['REJ-05'],
    action('does not look at an action that is no text', (value) =>
      typeof value === 'string' ? undefined : 'view',
    ),
  ),
  should(
    ['REJ-04', 'REJ-05'],
    rejectsWith(
      'rejects an action with 403',
      403,
      ({ asked }) => 'action' in asked && !['view', 'download'].includes(String(asked['action'])),
    ),
  ),
];

function usesMember(name: string, other: (names: readonly string[]) => string | undefined): Defect {
  return repairs(name, (asked, call) => {
    const found = lacksFileId(call) ? other(Object.keys(asked)) : undefined;
    return found === undefined ? undefined : { ...asked, fileId: asked[found] };
  });
}
