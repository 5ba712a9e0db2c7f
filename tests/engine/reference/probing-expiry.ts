import type { Probe } from './prober.ts';
import { read, store, ticket } from './prober.ts';
import { lifetimes } from './probing-reading.ts';
import { plainUpload } from './uploading.ts';

const type = plainUpload.contentType;
/** Seconds by which the clock is moved, and then moved again. */
const steps = [20, 15, 10, 10, 12, 18, 30, 600, 3600];
/** Steps after which upload URLs are left alone, or all but the first. */
const [quiet, half] = [
  [15, 20],
  [10, 12],
];

/** URLs before and after they expire, by a clock that is moved. */
export async function probeExpiry(probe: Probe): Promise<void> {
  const { ask, reference } = probe;
  const { main, alt } = reference;
  const uploads = [
    await ticket(probe, { expiresInMinutes: 1 }),
    await ticket(probe, { expiresInMinutes: 1 }),
  ];
  const wanted = reference.choices.uploads ? [await ask(await uploaded(probe))] : [];
  for (const action of ['view', 'download'])
    for (const expiresInMinutes of [...lifetimes, 60]) wanted.push(await ask({ action, expiresInMinutes }));
  wanted.push(await ask({ fileId: alt.fileId, expiresInMinutes: 1 }, alt));
  const urls = wanted.map(({ url }) => String(url)).filter((url) => URL.canParse(url));
  for (const seconds of steps) {
    await reference.moveClock([main.tenant, alt.tenant], seconds * 1000);
    for (const url of urls) {
      await read(probe, url);
      await probe.send(new Request(url, { headers: { range: 'bytes=0-9' } }));
    }
    for (const { url, fileId } of half.includes(seconds) ? uploads.slice(0, 1) : uploads)
      if (typeof url === 'string' && !quiet.includes(seconds)) {
        for (const text of ['', 'late']) await store(probe, url, text, type);
        await ask({ fileId });
      }
  }
}

/** Uploads a file and gives the members of a request for a short-lived URL of it. */
async function uploaded(probe: Probe): Promise<Record<string, unknown>> {
  const { url, fileId } = await ticket(probe, {});
  await store(probe, String(url), 'short-lived', type);
  return { fileId, expiresInMinutes: 1 };
}
