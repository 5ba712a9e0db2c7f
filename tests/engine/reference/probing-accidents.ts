import type { Probe } from './prober.ts';
import { read, readFile, store, ticket, urlOf } from './prober.ts';
import { plainUpload } from './uploading.ts';

const type = plainUpload.contentType;

/** Uploads that break off, meet others or take their place, and deletion. */
export async function probeAccidents(probe: Probe): Promise<void> {
  await breakOff(probe);
  await sendOtherType(probe);
  await shareNames(probe);
  await takePlaces(probe);
  await removeFiles(probe);
}

async function breakOff(probe: Probe): Promise<void> {
  const { url, fileId } = await ticket(probe, {});
  const body = ReadableStream.from(brokenOff());
  const headers = { 'content-type': type };
  await probe.send(new Request(String(url), { method: 'PUT', headers, body, duplex: 'half' }));
  await probe.ask({ fileId });
}

async function* brokenOff(): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from('part'));
  throw new Error('the client is gone');
}

async function sendOtherType(probe: Probe): Promise<void> {
  const { url, fileId } = await ticket(probe, {});
  await store(probe, String(url), 'text', 'text/other');
  await probe.ask({ fileId });
}

/** Files of one name, or nearly so, of one organisation or two. */
async function shareNames(probe: Probe): Promise<void> {
  const { alt } = probe.reference;
  const tickets = [
    await ticket(probe, { fileName: 'shared.txt' }),
    await ticket(probe, { fileName: 'SHARED.TXT' }),
    await ticket(probe, { fileName: 'shared.txt' }),
    await ticket(probe, { fileName: 'shared.txt' }, alt),
  ];
  for (const { url, fileId } of tickets) {
    await store(probe, String(url), `text of ${tickets.findIndex((each) => each['url'] === url)}`, type);
    await readFile(probe, { fileId: tickets[0]?.['fileId'] });
    await probe.ask({ fileId });
  }
}

/** Tickets that name files: an own one, one of a stranger. */
async function takePlaces(probe: Probe): Promise<void> {
  const { alt, main } = probe.reference;
  await probe.ask({ fileId: main.fileId });
  for (const principal of [main, alt]) await ticket(probe, { fileId: main.fileId }, principal);
}

async function removeFiles(probe: Probe): Promise<void> {
  const { main, origins } = probe.reference;
  const headers = { authorization: `Bearer ${main.token}`, 'tenant-id': main.tenant };
  const tickets = [];
  for (let count = 0; count < 6; count += 1) tickets.push(await ticket(probe, { fileName: 'removed' }));
  for (const { url } of tickets) await store(probe, String(url), 'text', type);
  for (const { fileId } of tickets) await readFile(probe, { fileId });
  const { url, fileId } = tickets[0] ?? {};
  const reading = urlOf(await probe.ask({ fileId }));
  const target = `${origins.api}/v1/files/${String(fileId)}`;
  await read(probe, reading);
  for (const method of ['GET', 'DELETE', 'GET']) await probe.send(new Request(target, { method, headers }));
  await read(probe, reading);
  await probe.ask({ fileId });
  await probe.ask({ fileId: tickets[1]?.['fileId'] });
  await store(probe, String(url), 'again', type);
  await probe.ask({ fileId });
  await read(probe, reading);
}
