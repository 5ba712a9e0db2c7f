import { textOf } from '../../../src/contract/json.ts';
import { redactUrl } from '../../../src/client/redaction.ts';
import { test } from '../../../src/fixtures.ts';
import type { Answered, Exchange, ReceivedResponse } from '../../../src/client/exchange.ts';
import { header, isAnswered } from '../../../src/client/exchange.ts';
import type { Complaint, Judge } from '../../../src/judge.ts';
import { textIn } from '../../../src/judgement/body.ts';
import { deliveryIn } from '../../../src/judgement/retrieval.ts';
import { changesBody } from '../../../src/reference/defects/answers.ts';
import { expiresIn, genuine, genuineUrl, signatureIn } from '../../../src/reference/defects/genuine.ts';
import type { Defect } from '../../../src/reference/start.ts';
import { honours, withField } from '../../../src/reference/defects/storage.ts';
import { both, storageFault } from '../../../src/reference/defects/fault.ts';
import { requirement } from '../../../src/requirement.ts';
import type { Session } from '../../../src/session.ts';
import { withForgedSignature, withoutSignature } from '../../../src/traffic/tampering/forged-signature.ts';
import { signatureIn as genuineIn } from '../../../src/traffic/tampering/signature.ts';
import { judgeTampered, overview, signed, sound, turnedDown } from './judge-tampered.ts';

const sorted = (text: string): string => text.split('').sort().join('');

/** Hands out URLs of public objects, under names that tell nothing. */
function unsigned(name: string): Defect {
  const bare = honours('', ({ url }) => (url.search === '' ? {} : undefined));
  const named = changesBody('', (body) => ({ ...body, url: textOf(body['url'] as string).split('?')[0] }));
  return both(name, bare, named);
}

/** Answers with the field that a parameter asks for, though nobody signed that. */
function takesField(name: string, parameter: string, field: string): Defect {
  return storageFault(name, async (call, next) => {
    const url = new URL(call.url);
    const value = url.searchParams.get(parameter);
    url.searchParams.delete(parameter);
    const response = await next({ url });
    return value !== null && response.ok ? withField(response, field, value) : response;
  });
}

const forged = requirement({
  id: 'URL-04',
  level: 'MUST',
  clause: overview,
  quote: signed,
  effect: 'none',
  defects: [
    honours('does not verify the signature', () => ({})),
    honours('does not verify the signature of views', ({ url }) =>
      url.searchParams.get('disposition') === 'inline' ? {} : undefined,
    ),
    storageFault('tells that a file has not changed before it verifies', async (call, next) => {
      const wanted = call.request.headers.get('if-none-match');
      const sound = wanted === null ? undefined : await next({ url: genuineUrl(call) });
      await sound?.body?.cancel();
      return wanted !== null && sound?.headers.get('etag') === wanted
        ? new Response(null, { status: 304, headers: { etag: wanted } })
        : next();
    }),
    honours('compares the first 16 characters', (call) =>
      signatureIn(call).slice(0, 16) === genuine(call).slice(0, 16)
        ? { expires: expiresIn(call) }
        : undefined,
    ),
    honours('compares as many characters as it gets', (call) =>
      signatureIn(call) !== '' && genuine(call).startsWith(signatureIn(call))
        ? { expires: expiresIn(call) }
        : undefined,
    ),
    honours('compares the length only', (call) =>
      signatureIn(call).length === genuine(call).length ? { expires: expiresIn(call) } : undefined,
    ),
    storageFault('tells what the signature should have been', async (call, next) => {
      const response = await next();
      return response.status === 403
        ? new Response(`expected ${genuine(call)}`, {
            status: 403,
            headers: { date: new Date().toUTCString() },
          })
        : response;
    }),
    storageFault('verifies no signature of who reads a part', (call, next) =>
      call.request.headers.has('range') ? next({ url: genuineUrl(call) }) : next(),
    ),
    storageFault('shows the header of a file to anybody', (call, next) =>
      call.request.method === 'HEAD' ? next({ method: 'GET', url: genuineUrl(call) }) : next(),
    ),
    honours('reads a signature as far as it is hex', (call) => {
      const [read, right] = [signatureIn(call), genuine(call)].map((text) => Buffer.from(text, 'hex'));
      return read?.length && right?.subarray(0, read.length).equals(read) && /!/.test(signatureIn(call))
        ? { expires: expiresIn(call) }
        : undefined;
    }),
    honours('adds the characters of a signature up', (call) =>
      sorted(signatureIn(call)) === sorted(genuine(call)) ? { expires: expiresIn(call) } : undefined,
    ),
    takesField(
      'lets a parameter that is not signed change the type',
      'response-content-type',
      'content-type',
    ),
    takesField('lets a parameter that is not signed show a download', 'rscd', 'content-disposition'),
    unsigned('hands out unsigned URLs'),
    honours('takes a missing signature for a public object', (call) =>
      call.url.searchParams.has('signature') ? undefined : {},
    ),
  ],
});

test('MUST refuse a URL with any changed signature', forged, async ({ session, judge }) => {
  for (const { answer, url, sibling } of await sound(session)) {
    const list = session.take(
      [...withoutSignature(url, sibling), ...withForgedSignature(url, sibling)],
      'forgedSignatures',
    );
    if (list.length === 0) {
      judge.each(answer, () => ({
        received: `${redactUrl(url)}, which holds nothing that could be a signature`,
        expected: 'a signed URL',
      }));
    }
    const genuine = genuineIn(url, sibling);
    await judgeTampered(
      session,
      judge,
      answer,
      list,
      (got) => turnedDown(got) ?? toldComplaint(genuine, got),
    );
    await judgeAddedFields(session, judge, answer, url);
    const [first] = withForgedSignature(url, sibling);
    if (first !== undefined)
      for (const [last, note] of await otherwise(session, url, first.url))
        judge.together([answer, last], ([, got]) => got && turnedDown(got), `${first.note}, ${note}`);
  }
});

/** Parameters with which storage services let a URL set a field of the answer (S3, Azure), where they are signed. */
const fieldParameters = {
  'response-content-type': ['Content-Type', 'text/html'],
  rsct: ['Content-Type', 'text/html'],
  'response-content-disposition': ['Content-Disposition', 'inline; filename="other.html"'],
  rscd: ['Content-Disposition', 'inline; filename="other.html"'],
} as const;

/** Adds another media type or disposition to a URL: the file comes as before, or not at all. */
async function judgeAddedFields(
  session: Session,
  judge: Judge,
  answer: Answered,
  url: string,
): Promise<void> {
  const own = deliveryIn((await session.retrieve(answer)).last);
  for (const [name, [field, value]] of Object.entries(fieldParameters)) {
    const added = `${url.includes('?') ? '&' : '?'}${name}=${encodeURIComponent(value)}`;
    const { last } = await session.storage.get(url + added);
    judge.together(
      [answer, last],
      ([, got]) => got && relabelled(field, deliveryIn(got), own),
      `another ${field} added as ${name}`,
    );
  }
}

function relabelled(field: string, got?: ReceivedResponse, own?: ReceivedResponse): Complaint | undefined {
  const [value, expected] = [got, own].map((one) => one && header(one.headers, field));
  return got === undefined || own === undefined || value === expected
    ? undefined
    : {
        received: `${field}: ${value ?? 'none'}`,
        expected: `4xx, or ${expected ?? 'no such field'} as before`,
      };
}

/** A complaint about a refusal that tells the genuine signature, which it was not told itself. */
function toldComplaint(genuine: string | undefined, { request, response }: Answered): Complaint | undefined {
  if (genuine === undefined || genuine.length < 12) return undefined;
  const sent = [genuine, encodeURIComponent(genuine)].some((text) => request.url.includes(text));
  return !sent && textIn(response).includes(genuine)
    ? { received: `${response.status} that tells the genuine signature`, expected: 'nothing of it' }
    : undefined;
}

/** A forged URL read in other ways than by a plain GET alone; the genuine one is `url`. */
async function otherwise(session: Session, url: string, forgery: string): Promise<[Exchange, string][]> {
  const { storage } = session;
  const [beside] = await Promise.all([
    storage.get(forgery, { occasion: 'beside the genuine one' }),
    storage.get(url, { occasion: 'beside a forged one' }),
  ]);
  const { last: known } = await storage.get(url);
  const tag = (isAnswered(known) && header(known.response.headers, 'ETag')) || '*';
  const part = await storage.get(forgery, {
    headers: [
      ['Range', 'bytes=0-99'],
      ['If-None-Match', tag],
    ],
  });
  return [
    [beside.last, 'read at the same time as the genuine URL'],
    [part.last, 'a part of the file, unless it is the known one'],
    [await storage.ask('HEAD', forgery), 'by HEAD'],
  ];
}
