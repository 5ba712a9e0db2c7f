import { test } from '../../../src/fixtures.ts';
import { objectIn } from '../../../src/judgement/body.ts';
import { accepted, summary } from '../../../src/judgement/status.ts';
import type { Judgement } from '../../../src/judge.ts';
import { crashes, errorAnswer, refuses } from '../../../src/reference/defects/answers.ts';
import { apiFault } from '../../../src/reference/defects/fault.ts';
import { hears, repairs } from '../../../src/reference/defects/requests.ts';
import { requirement } from '../../../src/requirement.ts';
import type { Control } from '../../../src/session.ts';
import { misleadingMembers } from '../../../src/traffic/unknown-members.ts';
import { judgeManner } from './judge-manners.ts';

const request = '#/paths/~1v1~1files~1url/post/requestBody/content/application~1json';

/** Holds when the answer is a success about the same file as the control's. */
function sameAs({ exchange: control }: Control): Judgement {
  return (exchange) => {
    const complaint = accepted(exchange);
    if (complaint !== undefined) return complaint;
    const [received, expected] = [exchange, control].map(({ response }) => objectIn(response)?.['filename']);
    return received === expected
      ? undefined
      : { received: summary(exchange), expected: `filename ${JSON.stringify(expected)}` };
  };
}

const syntax = requirement({
  id: 'ACC-06',
  level: 'MUST',
  clause: ['RFC 8259 §2', 'RFC 8259 §4', 'RFC 8259 §7'],
  quote: 'Insignificant whitespace is allowed before or after any of the six structural characters',
  effect: 'none',
  defects: [
    apiFault('finds fileId with a regular expression', (call, next) =>
      Buffer.from(call.bytes).toString().includes('"fileId":"')
        ? next()
        : Promise.resolve(errorAnswer(400, 'INVALID_REQUEST')),
    ),
    apiFault('wants fileId first', (call, next) => {
      const first = Object.keys(call.asked)[0];
      return first === undefined || first === 'fileId'
        ? next()
        : Promise.resolve(errorAnswer(422, 'INVALID_REQUEST'));
    }),
    apiFault('loses the last octet of whole blocks', (call, next) =>
      call.bytes.length > 0 && call.bytes.length % 64 === 0
        ? Promise.resolve(errorAnswer(400, 'INVALID_REQUEST'))
        : next(),
    ),
    apiFault('does not trim the body', (call, next) =>
      /^\s/.test(Buffer.from(call.bytes).toString())
        ? Promise.resolve(errorAnswer(400, 'INVALID_REQUEST'))
        : next(),
    ),
  ],
});

test(
  'MUST read white space, member order and escapes as JSON has them',
  syntax,
  async ({ session, judge }) => {
    await judgeManner(session, judge, 'text', sameAs(await session.control()));
  },
);

const mediaType = requirement({
  id: 'ACC-07',
  level: 'MUST',
  clause: [request, 'RFC 9110 §8.3.1'],
  quote: 'The type and subtype tokens are case-insensitive',
  effect: 'none',
  defects: [
    apiFault('compares Content-Type as text', (call, next) =>
      call.request.headers.get('content-type') === 'application/json'
        ? next()
        : Promise.resolve(errorAnswer(415, 'MEDIA')),
    ),
    apiFault('takes the type for case-sensitive', (call, next) =>
      call.request.headers.get('content-type')?.startsWith('application/json') === true
        ? next()
        : Promise.resolve(errorAnswer(415, 'MEDIA')),
    ),
  ],
});

test('MUST accept the media type in any case and with a charset', mediaType, async ({ session, judge }) => {
  await judgeManner(session, judge, 'media type', sameAs(await session.control()));
});

const names = requirement({
  id: 'ACC-08',
  level: 'MUST',
  clause: ['RFC 9110 §5.1', 'RFC 9110 §11.1'],
  quote:
    'Field names are case-insensitive; it uses a case-insensitive token to identify the authentication scheme',
  effect: 'none',
  defects: [
    apiFault('takes the scheme for case-sensitive', (call, next) =>
      /^bearer/.test(call.request.headers.get('authorization') ?? '')
        ? Promise.resolve(errorAnswer(401, 'UNAUTHORIZED'))
        : next(),
    ),
    crashes(
      'keeps 255 characters of what a client calls itself',
      ({ request: { headers } }) => (headers.get('user-agent') ?? '').length > 255,
    ),
    refuses(
      'has no capital of view for clients from Turkey',
      ({ asked, request: { headers } }) =>
        asked['action'] === 'view' && (headers.get('accept-language') ?? '').startsWith('tr'),
    ),
    apiFault('knows Bearer and bearer only', (call, next) =>
      /^[Bb]earer /.test(call.request.headers.get('authorization') ?? '')
        ? next()
        : Promise.resolve(errorAnswer(401, 'UNAUTHORIZED')),
    ),
  ],
});

test('MUST read field names and the bearer scheme without case', names, async ({ session, judge }) => {
  await judgeManner(session, judge, 'fields', sameAs(await session.control()));
});

const parts = requirement({
  id: 'ACC-10',
  level: 'MUST',
  clause: ['RFC 9112 §6.3'],
  quote: 'its decimal value defines the expected message body length in octets',
  effect: 'none',
  defects: [hears('reads only the first part of a body', (parts) => parts[0] ?? '')],
});

test(
  'MUST read a body up to its length, in however many parts it comes',
  parts,
  async ({ session, judge }) => {
    await judgeManner(session, judge, 'parts', sameAs(await session.control()));
  },
);

const unknownMembers = requirement({
  id: 'ACC-09',
  level: 'MUST',
  clause: [`${request}/schema`],
  quote: 'the request schema has no additionalProperties',
  effect: 'none',
  defects: [
    refuses('refuses unknown members', ({ asked }) =>
      Object.keys(asked).some((name) => !['fileId', 'action', 'expiresInMinutes'].includes(name)),
    ),
    refuses('refuses nested unknown members', ({ asked }) =>
      Object.values(asked).some((value) => typeof value === 'object'),
    ),
    refuses('does not know the escape of a slash', ({ bytes }) => Buffer.from(bytes).includes('\\/')),
    refuses('takes U+2028 for the end of a line', ({ bytes }) => Buffer.from(bytes).includes('\u2028')),
    refuses('takes an object with a length for a list', ({ asked }) => 'length' in asked),
    crashes('calls hasOwnProperty of the body', ({ asked }) => Object.hasOwn(asked, 'hasOwnProperty')),
    crashes('looks for the class that @type names', ({ asked }) => '@type' in asked),
    refuses('takes an object with a numeric name for a list', ({ asked }) => '0' in asked),
    repairs('reads member names without case', (asked) =>
      'FILEID' in asked ? { ...asked, fileId: asked['FILEID'] } : undefined,
    ),
  ],
});

test(
  'MUST tolerate members that the document does not declare',
  unknownMembers,
  async ({ session, judge }) => {
    const control = await session.control();
    // How long a body may be is for the server to choose (RFC 9110 §15.5.14).
    const tolerates: Judgement = (answer) =>
      answer.response.status === 413 ? undefined : sameAs(control)(answer);
    await judgeManner(session, judge, 'members', tolerates);
    const misleading = session.take(misleadingMembers(session, control), 'unknownMembers');
    for (const { exchange, because } of await session.send(misleading))
      judge.each(exchange, tolerates, because);
  },
);
