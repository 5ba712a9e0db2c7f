import { changesBody } from '../defects/answers.ts';
import { storageFault } from '../defects/fault.ts';
import { isDownload, serves, withField } from '../defects/storage.ts';
import type { Defect } from '../start.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf, subtle } from './mutant.ts';
import { isRefusal } from './resigning.ts';

const { must, should } = mutantsOf('download headers');
const html = { mainFile: 'html' } as const;
const ascii = (name: string) => name.replaceAll(/[^ -~]|["\\%]/g, '_');

/** Header fields of downloads and views. */
export const downloadHeaders: readonly Mutant[] = [
  must(
    ['DL-03'],
    types('delivers downloads as octet-stream', 'application/octet-stream', isDownload),
    subtle,
  ),
  must(
    ['DL-03'],
    types('delivers views as text/plain', 'text/plain', (call) => !isDownload(call)),
    subtle,
  ),
  must(['DL-03'], types('delivers files as pdf', 'pdf')),
  must(
    ['DL-03', 'UPL-28'],
    serves('delivers tables as those of Excel', (response) =>
      response.headers.get('content-type')?.startsWith('text/csv') === true
        ? withField(response, 'content-type', 'application/vnd.ms-excel')
        : response,
    ),
    { ...subtle, profile: 'upload' },
  ),
  must(
    ['DL-03'],
    changesBody('tells views another type than they have', (body, { asked }) =>
      asked['action'] === 'download' ? body : { ...body, contentType: 'application/octet-stream' },
    ),
    subtle,
  ),
  must(
    ['DL-03'],
    types('delivers HTML for viewing as text', 'text/plain', (call) => !isDownload(call)),
    { ...subtle, choices: html },
  ),
  should(
    ['DL-11'],
    serves('lets browsers guess what HTML is', (response) =>
      withField(response, 'x-content-type-options', null),
    ),
    { ...subtle, choices: html },
  ),
  should(
    ['DL-05'],
    disposes('offers views for download', (field) => field.replace(/^inline/, 'attachment')),
  ),
  should(
    ['DL-04'],
    disposes('shows downloads inline', (field) => field.replace(/^attachment/, 'inline')),
  ),
  should(
    ['DL-04'],
    disposes('sends downloads without disposition', (field) =>
      field.startsWith('attachment') ? null : field,
    ),
  ),
  should(
    ['DL-06'],
    disposes('calls downloads by the name of the object', (_, kind) => `${kind}; filename="object"`),
  ),
  should(
    ['DL-06'],
    disposes('encodes names in UTF-8 twice', (_, kind, name) =>
      extended(kind, Buffer.from(name).toString('latin1')),
    ),
    subtle,
  ),
  should(
    ['DL-06'],
    disposes(
      'says UTF-8 of names in Latin-1',
      (_, kind, name) => `${kind}; filename*=UTF-8''${percent(Buffer.from(name, 'latin1'))}`,
    ),
    subtle,
  ),
  should(
    ['DL-06'],
    disposes(
      'writes the octets of UTF-8 in quotes',
      (_, kind, name) => `${kind}; filename="${Buffer.from(name).toString('latin1')}"`,
    ),
    subtle,
  ),
  should(
    ['DL-06'],
    disposes('writes plus for blank in names', (field) => field.replaceAll('%20', '+')),
    subtle,
  ),
  should(
    ['DL-06'],
    disposes('cuts names at the first blank', (_, kind, name) => extended(kind, name.replace(/ .*/, ''))),
    subtle,
  ),
  should(
    ['DL-06'],
    disposes('leaves the extension out of names', (_, kind, name) =>
      extended(kind, name.replace(/\.\w+$/, '')),
    ),
    subtle,
  ),
  should(
    ['DL-06'],
    disposes('writes names of downloads in capitals', (field, kind, name) =>
      kind === 'attachment' ? extended(kind, name.toUpperCase()) : field,
    ),
    subtle,
  ),
  must(
    ['DL-07'],
    disposes('writes names without quotes', (_, kind, name) => `${kind}; filename=${ascii(name)}`),
  ),
  must(
    ['DL-07'],
    disposes('quotes extended names', (field) => field.replace(/filename\*=(.*)/, 'filename*="$1"')),
    subtle,
  ),
  must(
    ['DL-07'],
    disposes('leaves the charset out of extended names', (field) => field.replace("UTF-8''", '')),
    subtle,
  ),
  must(
    ['DL-07'],
    disposes('leaves blanks in extended names', (field) => field.replaceAll('%20', ' ')),
    subtle,
  ),
  must(
    ['DL-07'],
    disposes('gives the name twice', (field, _, name) => `${field}; filename="${ascii(name)}"`),
    subtle,
  ),
  must(
    ['DL-07'],
    disposes('parts parameters by commas', (field) => field.replaceAll('; ', ', ')),
    subtle,
  ),
  must(
    ['DL-07'],
    disposes('leaves the disposition itself out', (field) => field.replace(/^\w+; /, '')),
  ),
  must(
    ['DL-07'],
    disposes('ends the disposition of downloads with a semicolon', (field, kind) =>
      kind === 'attachment' ? `${field};` : field,
    ),
    subtle,
  ),
  must(
    ['HTP-03'],
    storageFault('sends no Date with files', async (_, next) => withField(await next(), 'date', null)),
  ),
  must(
    ['HTP-03'],
    storageFault('sends no Date with refusals of URLs', async (_, next) => {
      const response = await next();
      return isRefusal(response) ? withField(response, 'date', null) : response;
    }),
    subtle,
  ),
];

/** Delivers files under another type, or none. */
function types(
  name: string,
  type: string | null,
  when: (call: { url: URL }) => boolean = () => true,
): Defect {
  return serves(name, (response, call) =>
    when(call) ? withField(response, 'content-type', type) : response,
  );
}

/** Changes the disposition, given its kind and the name of the file. */
function disposes(
  name: string,
  change: (field: string, kind: string, filename: string) => string | null,
): Defect {
  return serves(name, (response, { reference, url }) => {
    const field = response.headers.get('content-disposition') ?? '';
    const filename = reference.files.atPath(url.pathname)?.filename ?? '';
    return withField(response, 'content-disposition', change(field, /^\w*/.exec(field)?.[0] ?? '', filename));
  });
}

function extended(kind: string, name: string): string {
  return `${kind}; filename*=UTF-8''${percent(Buffer.from(name))}`;
}

function percent(octets: Buffer): string {
  return [...octets].map((octet) => `%${octet.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}
