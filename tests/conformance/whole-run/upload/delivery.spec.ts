import type { Answered } from '../../../../src/client/exchange.ts';
import { header, headerValues } from '../../../../src/client/exchange.ts';
import { test } from '../../../../src/fixtures.ts';
import type { Complaint } from '../../../../src/judge.ts';
import { objectIn } from '../../../../src/judgement/body.ts';
import { dispositionFault } from '../../../../src/judgement/disposition.ts';
import { isMediaType } from '../../../../src/judgement/media-type-value.ts';
import { essenceOf } from '../../../../src/judgement/media-type.ts';
import type { Call } from '../../../../src/reference/defects/fault.ts';
import { isDownload, serves, withField } from '../../../../src/reference/defects/storage.ts';
import { requirement } from '../../../../src/requirement.ts';
import type { Session } from '../../../../src/session.ts';
import { uploadDeliveries } from '../../../../src/traffic/deliveries.ts';
import { roundTrips } from '../../../../src/traffic/upload/cargo.ts';
import { hazardousTrips, labelledTrips } from '../../../../src/traffic/upload/labelled.ts';
import type { RoundTrip } from '../../../../src/traffic/upload/round-trip.ts';

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
    serves('delivers tables as those of Excel', (response) =>
      storedType(response) === 'text/csv'
        ? withField(response, 'content-type', 'application/vnd.ms-excel')
        : response,
    ),
    serves('delivers as HTML what begins with a tag', async (response) => {
      const bytes = Buffer.from(await response.clone().arrayBuffer());
      const isTagged =
        storedType(response).startsWith('text/plain') && /^<[a-z]/i.test(bytes.toString('latin1'));
      return isTagged ? withField(response, 'content-type', 'text/html') : response;
    }),
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
    const judged = new Set<string>();
    for (const { cargo, back } of await tripsOf(session)) {
      if (back?.fetched === undefined || back.delivery === undefined) continue;
      const because = `uploaded: ${cargo.note}`;
      judge.each(back.fetched, (answer) => typeComplaint(cargo.contentType, answer), because);
      judge.each(back.fetched, (answer) => lengthComplaint(cargo.bytes.length, answer), because);
      judged.add(back.fetched.id);
    }
    const deliveries = await uploadDeliveries(session);
    if (deliveries.length === 0) judge.undecided('no URL of an uploaded file delivers it (UPL-09)');
    for (const { answer, exchange, because } of deliveries) {
      const contentType = objectIn(answer.response)?.['contentType'];
      if (!judged.has(exchange.id))
        judge.together([answer, exchange], () => typeComplaint(contentType, exchange), because);
      judge.each(exchange, dispositionComplaint, because);
    }
  },
);

/** Files of many contents, types and names, up and down again; none when the check was not selected. */
async function tripsOf(session: Session): Promise<RoundTrip[]> {
  if (!session.selected) return [];
  const [plain, { named, typed }, hazardous] = await Promise.all([
    roundTrips(session),
    labelledTrips(session),
    hazardousTrips(session),
  ]);
  return [...plain, ...named, ...typed, ...hazardous];
}

/** What is no media type may become one. */
function typeComplaint(contentType: unknown, { response }: Answered): Complaint | undefined {
  const value = header(response.headers, 'Content-Type');
  if (value === undefined || typeof contentType !== 'string' || !isMediaType(contentType)) return undefined;
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
