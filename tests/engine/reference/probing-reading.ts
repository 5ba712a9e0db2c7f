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
  return [
    ...tamperedTexts(signature).map((each) => url.replace(signature, each)),
    ...[url.replace(/&signature=.*/, ''), url.replace(search, ''), `${url}&expires=9999999999`],
    url.replace(/expires=\d+/i, (text) => text.replace(/\d+/, (digits) => String(Number(digits) + 59))),
    ...[url.replace(/(X-(?:Amz|Goog)-Date=)\d{4}/, '$12099'), url.replace(/se=\d{4}/, 'se=2099')],
    ...[`${pathname}x`, pathname.toLowerCase(), pathname.slice(0, -1), '/storage/objects/none'].map((path) =>
      url.replace(pathname, path),
    ),
    url.replace(
      pathname,
      `${pathname.slice(0, pathname.lastIndexOf('/') - 3)}${pathname.slice(pathname.lastIndexOf('/'))}`,
    ),
  ].filter((each) => each !== url && URL.canParse(each));
}

function tamperedTexts(signature: string): string[] {
  const put = (place: number, [usual, other]: readonly [string, string]) => {
    const end = place === -1 ? '' : signature.slice(place + 1);
    return signature.slice(0, place) + (signature.at(place) === usual ? other : usual) + end;
  };
  return [
    ...[0, 12, 42, signature.length - 10, -1].map((place) => put(place, ['a', 'b'])),
    ...[0, 5].map((place) => put(place, ['z', 'Z'])),
    ...[signature.slice(0, 10), '', signature.toLowerCase(), signature.toUpperCase()],
    ...[signature.slice(0, -1), signature.replace(/[^.]*$/, ''), signature.replace(/\.[^.]*$/, '.')],
    swapped(signature),
  ];
}

/** The text with the first two neighbours that differ in each other's place. */
function swapped(text: string): string {
  return text.replace(/(.)(?!\1)(.)/, '$2$1');
}
