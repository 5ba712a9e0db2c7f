import { header, headerValues } from '../../../src/client/exchange.ts';
import type { Answered } from '../../../src/client/exchange.ts';
import { test } from '../../../src/fixtures.ts';
import type { Complaint } from '../../../src/judge.ts';
import { dispositionFault, dispositionOf } from '../../../src/judgement/disposition.ts';
import { essenceOf, isActive } from '../../../src/judgement/media-type.ts';
import { isDownload, serves, withField } from '../../../src/reference/defects/storage.ts';
import type { Call } from '../../../src/reference/defects/fault.ts';
import { requirement } from '../../../src/requirement.ts';
import type { Session } from '../../../src/session.ts';
import { roundTrips } from '../../../src/traffic/upload/cargo.ts';
import { labelledTrips } from '../../../src/traffic/upload/labelled.ts';
import type { RoundTrip } from '../../../src/traffic/upload/round-trip.ts';
import { fetchBack } from '../../../src/traffic/upload/round-trip.ts';

/** Files of many contents and types that came back; gives up when none did. */
async function fetched(session: Session): Promise<(RoundTrip & { readonly answer: Answered })[]> {
  const trips = [...(await roundTrips(session)), ...(await labelledTrips(session)).typed];
  const those = trips.flatMap((trip) =>
    trip.back?.delivery === undefined ? [] : [{ ...trip, answer: trip.back.fetched as Answered }],
  );
  return those.length > 0 ? those : session.giveUp('no uploaded file comes back (UPL-09)');
}

const isOurs = ({ reference, url }: Call): boolean => reference.files.atPath(url.pathname)?.type === 'upload';
const storedType = ({ headers }: Response): string => headers.get('content-type') ?? '';

const asDescribed = requirement({
  id: 'UPL-28',
  level: 'MUST',
  clause: [
    '#/paths/~1v1~1files~1url/post/responses/200/content/application~1json/schema/properties/contentType',
    'RFC 9110 §8.6',
    'RFC 6266 §3',
  ],
  quote:
    'contentType: type: string; the Content-Length of the content; senders MUST NOT generate invalid fields',
  effect: 'writes',
  profile: 'upload',
  defects: [
    serves('delivers uploaded files as octet-stream', (response, call) =>
      isOurs(call) ? withField(response, 'content-type', 'application/octet-stream') : response,
    ),
    serves('says UTF-8 of every text', (response) =>
      storedType(response).startsWith('text/')
        ? withField(response, 'content-type', `${storedType(response).split(';')[0]}; charset=utf-8`)
        : response,
    ),
    serves('guesses the type of what is viewed by its name', (response, call) =>
      !isDownload(call) && /\.txt$/.test(call.reference.files.atPath(call.url.pathname)?.filename ?? '')
        ? withField(response, 'content-type', 'text/plain')
        : response,
    ),
    serves('delivers types with a parameter as text', (response) =>
      storedType(response).includes(';') ? withField(response, 'content-type', 'text/html') : response,
    ),
    serves('announces the characters of a text as its length', async (response) => {
      if (!storedType(response).startsWith('text/')) return response;
      const bytes = Buffer.from(await response.arrayBuffer());
      const headers = new Headers(response.headers);
      headers.set('content-length', String(bytes.toString('utf8').length));
      return new Response(bytes, { headers });
    }),
    serves('does not encode the names of uploaded files', (response, call) => {
      const name = call.reference.files.atPath(call.url.pathname)?.filename ?? '';
      return isOurs(call)
        ? withField(
            response,
            'content-disposition',
            `attachment; filename=${name.replaceAll(/[^ -~]/g, '?')}`,
          )
        : response;
    }),
  ],
});

test(
  'MUST deliver an uploaded file with its type, its length and a valid name field',
  asDescribed,
  async ({ session, judge }) => {
    for (const { cargo, answer } of await fetched(session)) {
      const because = `uploaded: ${cargo.note}`;
      judge.each(answer, () => typeComplaint(cargo.contentType, answer), because);
      judge.each(answer, () => lengthComplaint(cargo.bytes.length, answer), because);
      judge.each(answer, dispositionComplaint, because);
    }
  },
);

function typeComplaint(contentType: string, { response }: Answered): Complaint | undefined {
  const value = header(response.headers, 'Content-Type');
  if (value === undefined) return undefined;
  const [said, sent] = [charsetOf(value), charsetOf(contentType)];
  const sameCharset = said === undefined || sent === undefined || said === sent;
  return essenceOf(value) === essenceOf(contentType) && sameCharset
    ? undefined
    : { received: `Content-Type: ${value}`, expected: contentType };
}

/** The charset of a media type in small letters; undefined when it names none. */
function charsetOf(contentType: string): string | undefined {
  return /;\s*charset="?([^\s";]+)/i.exec(contentType)?.[1]?.toLowerCase();
}

function lengthComplaint(
  length: number,
  { response: { headers, size, decoded } }: Answered,
): Complaint | undefined {
  const announced = header(headers, 'Content-Length');
  const right = decoded === undefined ? length : size;
  return announced === undefined || Number(announced) === right
    ? undefined
    : { received: `Content-Length: ${announced} for ${right} octets`, expected: String(right) };
}

function dispositionComplaint({ response }: Answered): Complaint | undefined {
  const [value, ...more] = headerValues(response.headers, 'Content-Disposition');
  if (value === undefined) return undefined;
  const fault = more.length > 0 ? 'the field is sent twice' : dispositionFault(value);
  return fault === undefined
    ? undefined
    : { received: `Content-Disposition: ${value}`, expected: `a valid field: ${fault}` };
}

const inert = requirement({
  id: 'UPL-29',
  level: 'SHOULD',
  clause: ['sec'],
  quote: 'good practice: a file that a browser would run is viewed with nosniff or as attachment',
  effect: 'writes',
  profile: 'upload',
  defects: [
    serves('delivers uploaded pictures that can run to view without nosniff', (response) =>
      storedType(response).includes('svg') ? withField(response, 'x-content-type-options', null) : response,
    ),
  ],
});

test(
  'SHOULD deliver an uploaded file of an active type to view with nosniff or as attachment',
  inert,
  async ({ session, judge }) => {
    for (const { cargo, ticket } of await fetched(session)) {
      if (ticket === undefined || !isActive(cargo.contentType)) continue;
      const view = await fetchBack(session, ticket.fileId, { action: 'view' });
      if (view.fetched === undefined || view.delivery === undefined) continue;
      judge.each(view.fetched, nosniffComplaint, `uploaded as ${cargo.contentType}`);
    }
    judge.inapplicable('no file of an active type could be uploaded');
  },
);

function nosniffComplaint({ response }: Answered): Complaint | undefined {
  const type = header(response.headers, 'Content-Type') ?? '';
  const disposition = header(response.headers, 'Content-Disposition');
  const nosniff = /^nosniff\s*(?:,|$)/i.test(header(response.headers, 'X-Content-Type-Options') ?? '');
  const attached = disposition !== undefined && dispositionOf(disposition).type === 'attachment';
  if (nosniff || attached || !isActive(type)) return undefined;
  return { received: `${type} without nosniff`, expected: 'nosniff or attachment' };
}
