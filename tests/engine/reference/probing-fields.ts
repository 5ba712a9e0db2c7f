import { asking } from './asking.ts';
import type { Probe } from './prober.ts';
import { read, store, ticket, urlOf } from './prober.ts';
import { tampered } from './probing-reading.ts';
import { plainUpload } from './uploading.ts';

const fields = [
  ...[{ accept: 'text/html,*/*' }, { origin: 'https://app.example' }, { 'if-none-match': '"other"' }],
  ...[{ 'if-modified-since': 'Wed, 01 Jan 2025 00:00:00 GMT' }, { range: 'bytes=10-' }],
  ...[{ range: 'bytes=5-20' }, { range: 'bytes=0-9', 'if-range': '"other"' }],
];

/** Reading URLs with header fields and methods that a careless server takes wrongly. */
export async function probeFields(probe: Probe): Promise<void> {
  const { ask, reference, send } = probe;
  for (const action of ['view', 'download']) {
    const url = urlOf(await ask({ action }));
    for (const headers of fields) await send(new Request(url, { headers }));
    await probeWrongSignatures(probe, url);
    const { etag } = await read(probe, url);
    await send(new Request(url, { headers: { range: 'bytes=0-9', 'if-range': etag } }));
    const [wrong = url] = tampered(url);
    await send(new Request(wrong, { headers: { 'if-none-match': etag } }));
  }
  for (const expiresInMinutes of [721, 1440]) await ask({ expiresInMinutes });
  const forwarded = asking(reference, { headers: { 'x-forwarded-host': 'proxy.example' } });
  await send(forwarded);
  if (reference.choices.uploads) await probeUploadUrls(probe);
  await probeOverrides(probe);
}

async function probeWrongSignatures(probe: Probe, url: string): Promise<void> {
  const { ask, reference, send, sendAll } = probe;
  const [wrong = url] = tampered(url);
  for (const headers of [{ range: 'bytes=0-9' }, { authorization: `Bearer ${reference.alt.token}` }])
    await send(new Request(wrong, { headers }));
  for (const target of [wrong, url]) await send(new Request(target, { method: 'HEAD' }));
  await sendAll([wrong, url, wrong].map((each) => new Request(each)));
  const other = reference.files.ofTenant(reference.main.tenant)[1];
  const lost = new URL(urlOf(await ask({ fileId: other?.fileId }))).pathname;
  const { pathname } = new URL(url);
  await read(probe, url.replace(pathname, `${pathname}%2f..%2f${lost.split('/').at(-1) ?? ''}`));
}

async function probeUploadUrls(probe: Probe): Promise<void> {
  const urls = [];
  for (const text of ['first', 'second']) {
    const upload = await ticket(probe, {});
    await store(probe, urlOf(upload), text, plainUpload.contentType);
    urls.push(new URL(urlOf(await probe.ask({ fileId: upload['fileId'] }))));
  }
  const [first, second] = urls;
  if (first && second) await read(probe, second.href.replace(second.search, first.search));
  await probe.send(new Request(urlOf(await ticket(probe, {})), { method: 'DELETE' }));
}

async function probeOverrides(probe: Probe): Promise<void> {
  const url = urlOf(await probe.ask({}));
  for (const method of ['GET', 'POST'])
    for (const override of ['PUT', 'DELETE'])
      await probe.send(new Request(url, { method, headers: { 'x-http-method-override': override } }));
}
