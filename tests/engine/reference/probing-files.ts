import type { Handler, Reference } from '../../../src/reference/reference.ts';
import { asking } from './asking.ts';
import type { Listener, Probe } from './prober.ts';
import { objectIn, prober } from './prober.ts';
import { probeAccidents } from './probing-accidents.ts';
import { probeContents } from './probing-contents.ts';
import { probeExpiry } from './probing-expiry.ts';
import { probeFields } from './probing-fields.ts';
import { probeNames } from './probing-names.ts';
import { probeReading } from './probing-reading.ts';
import { probeUploads } from './probing-uploads.ts';
import { plainUpload } from './uploading.ts';

/** The part of a probe that is sent first: the rest follows in any case. */
export type First =
  'reading' | 'fields' | 'together' | 'uploads' | 'names' | 'contents' | 'accidents' | 'expiry';

type Part = (probe: Probe) => Promise<void>;

/** Leaves a part out for servers that take no uploads, or redirect them: a probe follows no redirect. */
function uploading(part: Part): Part {
  return async (probe) => {
    const { uploads, redirect } = probe.reference.choices;
    if (uploads && redirect === 'none') await part(probe);
  };
}

const parts: Readonly<Record<First, Part>> = {
  reading: probeReading,
  fields: probeFields,
  together: probeTogether,
  uploads: uploading(probeUploads),
  names: uploading(probeNames),
  contents: uploading(probeContents),
  accidents: uploading(probeAccidents),
  expiry: probeExpiry,
};

/**
 * Sends requests about files and signed URLs of every kind, and tells each answer in a form in which only differences that a
 * client sees remain.
 */
export async function probeFiles(
  reference: Reference,
  handle: Handler,
  listener: Listener,
  first: First = 'reading',
): Promise<void> {
  const probe = prober(reference, handle, listener);
  const others = Object.entries(parts).filter(([name]) => name !== first);
  await parts[first](probe);
  for (const [, part] of others) await part(probe);
}

async function probeTogether({ sendAll, reference, ask }: Probe): Promise<void> {
  const other = reference.files.ofTenant(reference.main.tenant)[1]?.fileId;
  const wanted = [{}, { fileId: other }, { action: 'download' }];
  const urls = urlsIn(await sendAll(wanted.map((members) => asking(reference, { members }))));
  await sendAll([...urls, ...urls].map((url) => new Request(url)));
  if (!reference.choices.uploads) return;
  const uploads = Array.from({ length: 6 }, (_, index) => ({
    ...plainUpload,
    fileId: undefined,
    fileName: `file ${index}`,
  }));
  const tickets = await sendAll(uploads.map((members) => asking(reference, { members })));
  const headers = { 'content-type': plainUpload.contentType };
  await sendAll(
    urlsIn(tickets).map((url, index) => new Request(url, { method: 'PUT', headers, body: `text ${index}` })),
  );
  for (const { text } of tickets) {
    const { fileId } = objectIn(text);
    const { url } = await ask({ fileId });
    if (typeof url === 'string' && URL.canParse(url)) await sendAll([new Request(url)]);
  }
}

function urlsIn(answers: readonly { readonly text: string }[]): string[] {
  return answers.map(({ text }) => String(objectIn(text)['url'])).filter((url) => URL.canParse(url));
}
