import { withText } from '../defects/answers.ts';
import type { Body, Call } from '../defects/fault.ts';
import { apiFault } from '../defects/fault.ts';
import { asksForUpload, changesTicket } from '../defects/uploads.ts';
import type { Defect } from '../start.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf, subtle } from './mutant.ts';
import { asksTo, minutesOf } from './occasions.ts';
import { changesAnswer } from './rewriting.ts';
import { changesBody } from '../defects/answers.ts';
import { fault } from '../defects/fault.ts';
import { inStorage } from './memory.ts';

const { must, should } = mutantsOf('signed URL form');
const upload = { profile: 'upload', subtle: true } as const;

/** How URLs are written, and what they show. */
export const urlNotes: readonly Mutant[] = [
  must(
    ['DL-01'],
    changesBody('writes the plus of a signature as it is', (body) => ({
      ...body,
      url: String(body['url']).replaceAll('%2B', '+'),
    })),
    { ...subtle, choices: { signing: 'base64' } },
  ),
  must(
    ['SCH-06'],
    changesAnswer(
      'writes download URLs with backslashes',
      (body) => ({ ...body, url: String(body['url']).replace('/storage/', String.raw`\storage\ `.trim()) }),
      asksTo('download'),
    ),
    subtle,
  ),
  must(
    ['SCH-06'],
    noting(
      'notes what is left of a lifetime with a bare percent sign',
      '&left=100%',
      (call) => !asksForUpload(call),
    ),
    subtle,
  ),
  must(
    ['SCH-06'],
    noting('notes the kind of a URL in brackets', '&x[kind]=file', (call) => !asksForUpload(call)),
    subtle,
  ),
  must(
    ['URL-03'],
    noting('shows the key in hex', '&owner={hex}', () => true),
    subtle,
  ),
  must(
    ['URL-03'],
    noting('shows the key in two halves', '&id={first}&secret={second}', () => true),
    subtle,
  ),
  must(
    ['URL-03'],
    noting('shows the key backwards', '&k={backwards}', () => true),
    subtle,
  ),
  must(
    ['URL-03'],
    noting('shows the key in upload URLs', '&key={key}', (call) => asksForUpload(call)),
    upload,
  ),
  must(
    ['URL-03'],
    noting('shows the key in the upload URLs of types with a parameter', '&key={key}', (call) =>
      /;/.test(String(call.asked['contentType'])),
    ),
    upload,
  ),
  must(
    ['URL-03'],
    noting('shows the credentials as basic authentication', '&auth={basic}', () => true),
    subtle,
  ),
  should(
    ['DL-01', 'URL-10'],
    apiFault('points to the host that X-Forwarded-Host names', async (call, next) => {
      const response = await next();
      const host = call.request.headers.get('x-forwarded-host');
      if (!response.ok || host === null) return response;
      const body = (await response.json()) as Body;
      const url = String(body['url']).replace(/^(https?:\/\/)[^/]+/, `$1${host}`);
      return withText(response, JSON.stringify({ ...body, url }));
    }),
    subtle,
  ),
  must(
    ['SCH-06', 'UPL-01'],
    changesTicket('leaves the origin out of upload URLs', (body) => ({
      ...body,
      url: String(body['url']).replace(/^https?:\/\/[^/]+/, ''),
    })),
    upload,
  ),
  should(
    ['URL-10'],
    changesTicket('ends upload URLs with a fragment', (body) => ({
      ...body,
      url: `${String(body['url'])}#${String(body['fileId'])}`,
    })),
    upload,
  ),
  should(
    ['EXP-07'],
    apiFault('signs twelve hours at most and announces more', async (call, next) => {
      const response = await next();
      const minutes = minutesOf(call) ?? 60;
      if (!response.ok || asksForUpload(call) || minutes <= 720) return response;
      const shorter = await next({ body: JSON.stringify({ ...call.asked, expiresInMinutes: 720 }) });
      const [body, { url }] = [(await response.json()) as Body, (await shorter.json()) as Body];
      return withText(response, JSON.stringify({ ...body, url }));
    }),
    { ...subtle, choices: { signing: 's3-v4' } },
  ),
];

/** Adds text to URLs that nobody signs and the storage ignores; it may name the key. */
function noting(name: string, text: string, when: (call: Call) => boolean): Defect {
  const mark = text.slice(0, text.indexOf('=') + 1);
  return fault(name, async (call, next) => {
    if (inStorage(call)) {
      const at = call.url.search.indexOf(mark);
      const encoded = call.url.search.indexOf(mark.replace('[', '%5B').replace(']', '%5D'));
      const cut = at >= 0 ? at : encoded;
      if (cut < 0) return next();
      const url = new URL(call.url);
      url.search = url.search.slice(0, cut);
      return next({ url });
    }
    const response = await next();
    if (!response.ok || call.request.method !== 'POST' || !when(call)) return response;
    const body = (await response.json()) as Body;
    const url = String(body['url']) + filled(text, call);
    return withText(response, JSON.stringify({ ...body, url }));
  });
}

function filled(text: string, { request }: Call): string {
  const key = request.headers.get('authorization')?.replace(/^bearer /i, '') ?? '';
  const middle = key.length >> 1;
  const values: Record<string, string> = {
    key: encodeURIComponent(key),
    hex: Buffer.from(key).toString('hex'),
    first: encodeURIComponent(key.slice(0, middle)),
    second: encodeURIComponent(key.slice(middle)),
    backwards: encodeURIComponent([...key].reverse().join('')),
    basic: encodeURIComponent(`Basic ${Buffer.from(`api:${key}`).toString('base64')}`),
  };
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
