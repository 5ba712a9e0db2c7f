import type { Handler, Reference } from '../../../src/reference/reference.ts';
import { asking } from './asking.ts';
import type { Probe } from './prober.ts';
import { objectIn, prober, read, store, ticket } from './prober.ts';
import { lifetimes, probeReading } from './probing-reading.ts';
import { probeUploads } from './probing-uploads.ts';
import { plainUpload } from './uploading.ts';

/** The part of a probe that is sent first: the rest follows in any case. */
export type First = 'reading' | 'uploads' | 'expiry';

/**
 * Sends requests about files and signed URLs of every kind, and tells each answer in a form in which only differences that a
 * client sees remain. Stops when the listener throws.
 */
export async function probeFiles(
  reference: Reference,
  handle: Handler,
  listener: (answer: string) => void,
  first: First = 'reading',
): Promise<void> {
  const probe = prober(reference, handle, listener);
  const parts = {
    reading: probeReading,
    together: probeTogether,
    uploads: probeUploads,
    expiry: probeExpiry,
  };
  const { [first]: beginning, ...rest } = parts;
  for (const part of [beginning, ...Object.values(rest)]) await part(probe);
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

async function probeExpiry(probe: Probe): Promise<void> {
  const { ask, reference } = probe;
  const type = plainUpload.contentType;
  const uploads = [
    await ticket(probe, { expiresInMinutes: 1 }),
    await ticket(probe, { expiresInMinutes: 1 }),
  ];
  const wanted = [];
  for (const action of ['view', 'download'])
    for (const expiresInMinutes of [...lifetimes, 60]) wanted.push(await ask({ action, expiresInMinutes }));
  const urls = wanted.map(({ url }) => String(url)).filter((url) => URL.canParse(url));
  for (const seconds of [20, 15, 10, 10, 30, 30, 600, 3600]) {
    await reference.moveClock(reference.main.tenant, seconds * 1000);
    for (const url of urls) {
      await read(probe, url);
      await probe.send(new Request(url, { headers: { range: 'bytes=0-9' } }));
    }
    for (const { url, fileId } of seconds === 10 ? uploads.slice(0, 1) : uploads)
      if (typeof url === 'string' && seconds !== 15 && seconds !== 20) {
        for (const text of ['', 'late']) await store(probe, url, text, type);
        await ask({ fileId });
      }
  }
}
