import type { Probe } from './prober.ts';
import { read } from './prober.ts';

/** Lifetimes that are asked for, in minutes. */
export const lifetimes = [1, 1.5, 61];

/** View and download URLs, as they are and tampered with. */
export async function probeReading(probe: Probe): Promise<void> {
  const { ask, reference } = probe;
  const other = reference.files.ofTenant(reference.main.tenant)[1]?.fileId;
  const lost = new URL(String((await ask({ fileId: other }))['url'])).pathname;
  for (const action of ['view', 'download'])
    for (const expiresInMinutes of lifetimes) {
      const url = String((await ask({ action, expiresInMinutes }))['url']);
      if (!URL.canParse(url)) continue;
      const path = new URL(url).pathname;
      await read(probe, url);
      for (const changed of tampered(url)) await read(probe, changed);
      await read(probe, url.replace(path, lost));
      for (const method of ['POST', 'PATCH', 'OPTIONS']) await probe.send(new Request(url, { method }));
      await probe.send(new Request(url, { headers: { range: 'bytes=0-9' } }));
      await probe.send(new Request(url, { headers: { 'user-agent': 'other', 'accept-encoding': 'gzip' } }));
      for (let times = 0; times < 3; times += 1) await read(probe, url);
    }
}

/** The URL with one thing changed. */
export function tampered(url: string): string[] {
  const { pathname, search } = new URL(url);
  const signature = /(?:[sS]ignature|sig|token)=([^&]*)/.exec(url)?.[1] ?? '';
  const flipped = (place: number) => {
    const old = signature.at(place) ?? '';
    return url.replace(
      signature,
      signature.slice(0, place) +
        (old === 'a' ? 'b' : 'a') +
        (place === -1 ? '' : signature.slice(place + 1)),
    );
  };
  const later = [
    url.replace(/expires=\d+/i, (text) => text.replace(/\d+/, (digits) => String(Number(digits) + 59))),
    url.replace(/(X-(?:Amz|Goog)-Date=)\d{4}/, '$12099'),
    url.replace(/se=\d{4}/, 'se=2099'),
  ];
  return [
    ...[0, 12, 42, signature.length - 10, -1].map(flipped),
    ...[signature.slice(0, 10), '', signature.toLowerCase(), signature.toUpperCase()].map((each) =>
      url.replace(signature, each),
    ),
    ...[`${signature.slice(0, 5)}z${signature.slice(6)}`, signature.slice(0, -1)].map((each) =>
      url.replace(signature, each),
    ),
    ...[
      signature.replace(/[^.]*$/, ''),
      signature.replace(/\.[^.]*$/, '.'),
      signature.replace(/^./, 'z'),
    ].map((each) => url.replace(signature, each)),
    ...[url.replace(/&signature=.*/, ''), url.replace(search, ''), ...later, `${url}&expires=9999999999`],
    ...[`${pathname}x`, pathname.toLowerCase(), pathname.slice(0, -1), '/storage/objects/none'].map((path) =>
      url.replace(pathname, path),
    ),
    ...[
      `${pathname.slice(0, pathname.lastIndexOf('/') - 3)}${pathname.slice(pathname.lastIndexOf('/'))}`,
    ].map((path) => url.replace(pathname, path)),
  ].filter((each) => each !== url && URL.canParse(each));
}
