import type { Probe } from './prober.ts';
import { readFile, store, ticket } from './prober.ts';
import { tampered } from './probing-reading.ts';
import { plainUpload } from './uploading.ts';

/** Requests for upload URLs, good and bad, and methods and tampering on them. */
export async function probeUploads(probe: Probe): Promise<void> {
  const { reference } = probe;
  for (const more of [
    { contentType: undefined },
    { fileName: undefined },
    { fileName: null },
    { fileName: undefined, fileId: 'x' },
  ])
    await ticket(probe, more);
  for (const more of [{ fileId: reference.main.fileId }, { expiresInMinutes: 5 }]) await ticket(probe, more);
  await probeMethods(probe);
}

async function probeMethods(probe: Probe): Promise<void> {
  const { alt, main } = probe.reference;
  const { origins } = probe.reference;
  const type = plainUpload.contentType;
  const { url, fileId } = await ticket(probe, {});
  const second = await ticket(probe, { fileName: 'second', contentType: 'text/second' });
  if (typeof url !== 'string' || typeof second['url'] !== 'string') return;
  for (const changed of tampered(url)) await store(probe, changed, 'x', type);
  await probe.ask({ fileId });
  await store(probe, url.replace(new URL(url).pathname, new URL(second['url']).pathname), 'x', type);
  await store(probe, url, 'longer text', type);
  await probe.ask({ fileId });
  await store(probe, url, 'short', 'image/other');
  await store(probe, url, 'short', type);
  for (const changed of tampered(url)) await store(probe, changed, 'x', type);
  const whole = new Request(url, {
    method: 'PUT',
    headers: { 'content-type': type, 'content-length': '5' },
    body: 'whole',
  });
  await probe.send(whole);
  for (const action of ['view', 'download']) {
    const reading = String((await probe.ask({ fileId, action }))['url']);
    if (!URL.canParse(reading)) return;
    const targets: readonly string[] = [reading, url, reading.replace(/\?.*/, '')];
    for (const target of targets)
      for (const method of ['GET', 'PUT', 'DELETE', 'POST'])
        for (const body of ['', 'other'])
          if (target !== url || method !== 'PUT') {
            const sent = method === 'GET' ? {} : { body, headers: { 'content-type': type } };
            await probe.send(new Request(target, { method, ...sent }));
            await readFile(probe, { fileId, action });
          }
    await store(probe, url, 'again', type);
  }
  for (const { token, tenant } of [alt, main, main]) {
    const headers = { authorization: `Bearer ${token}`, 'tenant-id': tenant };
    for (const members of [{}, { action: 'download' }, { expiresInMinutes: 2 }, {}])
      await probe.ask({ fileId, ...members }, { ...alt, token, tenant });
    for (const path of ['', `/${String(fileId)}`])
      await probe.send(new Request(`${origins.api}/v1/files${path}`, { headers }));
    await probe.send(new Request(`${origins.api}/v1/files/${String(fileId)}`, { method: 'DELETE', headers }));
  }
  for (const action of ['view', 'download']) await probe.ask({ fileId, action });
  await store(probe, second['url'], 'after the deletion of another', 'text/second');
}
