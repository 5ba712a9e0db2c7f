import type { Answered } from '../../../../src/client/exchange.ts';
import { test } from '../../../../src/fixtures.ts';
import type { Complaint, Judge } from '../../../../src/judge.ts';
import { objectIn } from '../../../../src/judgement/body.ts';
import { haveTheirOwn } from '../../../../src/judgement/announced.ts';
import { expiryOf, lifetimeOf, tolerance } from '../../../../src/judgement/expiry.ts';
import { deliveryIn, tellsNothingOf } from '../../../../src/judgement/retrieval.ts';
import { isClientError, refusedWith, stored, summary } from '../../../../src/judgement/status.ts';
import { changesBody } from '../../../../src/reference/defects/answers.ts';
import type { Call } from '../../../../src/reference/defects/fault.ts';
import { storageFault } from '../../../../src/reference/defects/fault.ts';
import { expiresIn, isGenuine } from '../../../../src/reference/defects/genuine.ts';
import { honours } from '../../../../src/reference/defects/storage.ts';
import { isPut, overwrites, takesPut } from '../../../../src/reference/defects/uploads.ts';
import { requirement } from '../../../../src/requirement.ts';
import type { Session } from '../../../../src/session.ts';
import type { Settings } from '../../../../src/settings/settings.ts';
import { memberOf } from '../../../../src/traffic/accepted.ts';
import type { Expiries, ReadExpiry } from '../../../../src/traffic/expiring.ts';
import { expiries, margin } from '../../../../src/traffic/expiring.ts';
import { shortLived } from '../../../../src/traffic/upload/lifetimes.ts';
import { isStored } from '../../../../src/traffic/upload/round-trip.ts';
import { judgeBytes } from '../../upload/judge-bytes.ts';
import { announcedUploads } from '../../upload/tickets.ts';

const second = 1000;
/** Milliseconds for the wait of over a minute, and for what must be asked for anew. */
const patience = 20 * 60 * second;

/** True when an upload URL is as it was signed, expired or not. */
function isGenuineUpload({ reference, url }: Call): boolean {
  const { type = '', expires = '', signature } = Object.fromEntries(url.searchParams);
  const sound = reference.sign('PUT', url.pathname, Number(expires), { type });
  return sound.searchParams.get('signature') === signature;
}

const passing = requirement({
  id: 'EXP-06',
  level: 'MUST',
  clause: ['#/paths/~1v1~1files~1url/post/description', 'P: URL Expiration'],
  quote: 'URLs expire after the specified time',
  effect: 'none',
  defects: [
    honours('lets URLs live for ever', (call) => (isGenuine(call) ? {} : undefined)),
    honours('lets downloads live for ever', (call) =>
      isGenuine(call) && call.url.searchParams.get('disposition') === 'attachment' ? {} : undefined,
    ),
    honours('lets URLs of the second organisation live for ever', (call) => {
      const file = call.reference.files.atPath(call.url.pathname);
      return isGenuine(call) && file?.tenant === call.reference.alt.tenant ? {} : undefined;
    }),
    honours('lets parts of expired files be read', (call) =>
      isGenuine(call) && call.request.headers.has('range') ? {} : undefined,
    ),
    honours('lets URLs live five minutes longer', (call) =>
      isGenuine(call) && call.reference.now(call.reference.main.tenant) < (expiresIn(call) + 300) * second
        ? {}
        : undefined,
    ),
    storageFault('lets URLs die at half their life', (call, next) =>
      call.reference.now(call.reference.main.tenant) > (expiresIn(call) - 30) * second
        ? Promise.resolve(new Response('expired', { status: 403 }))
        : next(),
    ),
    (() => {
      const known = new Map<string, Record<string, unknown>>();
      return changesBody('hands out the same URL for the same request until it expires', (body, call) => {
        const { reference, asked } = call;
        const key = JSON.stringify(asked);
        const before = known.get(key);
        const now = reference.now(reference.main.tenant);
        if (before !== undefined && Number(before['expiresAt']) * second > now) return before;
        known.set(key, body);
        return body;
      });
    })(),
    storageFault('says 403 after the expiry and sends the file all the same', async (call, next) => {
      const { reference, request, url } = call;
      const file = reference.files.atPath(url.pathname);
      const expired = reference.now(reference.main.tenant) > expiresIn(call) * second;
      return request.method === 'GET' && expired && isGenuine(call) && file !== undefined
        ? new Response(await reference.files.read(file), { status: 403 })
        : next();
    }),
    (() => {
      const soonest = new Map<string, number>();
      return storageFault('lets a URL die with the first one of its file', (call, next) => {
        const { main } = call.reference;
        const end = Math.min(expiresIn(call), soonest.get(call.url.pathname) ?? Infinity);
        soonest.set(call.url.pathname, end);
        return call.reference.now(main.tenant) > end * second
          ? Promise.resolve(new Response('expired', { status: 403 }))
          : next();
      });
    })(),
  ],
});

test(
  'MUST keep a URL alive until shortly before its expiry and refuse it afterwards',
  passing,
  async ({ session, judge, settings }) => {
    const { reads, survivors } = await whenPassed(session, settings);
    if (reads.length === 0)
      judge.undecided('no URL with the shortest lifetime has an expiry that is recognised (EXP-04)');
    for (const one of reads) judgeExpiry(judge, one);
    for (const { exchange, first, again, because } of survivors) {
      judge.each(exchange, livesOn, because);
      if (again !== undefined)
        judge.together([first, again], ([, later]) => later && shorter(session, first, later), because);
    }
  },
);

/** What became of all URLs of the shortest lifetime; waits for that once in a run. */
function whenPassed(session: Session, { realExpiry }: Pick<Settings, 'realExpiry'>): Promise<Expiries> {
  test.setTimeout(patience);
  if (!realExpiry) session.leaveOut('left out of this run by REAL_EXPIRY=0');
  return expiries(session);
}

function judgeExpiry(judge: Judge, { before, after, otherwise, because }: ReadExpiry): void {
  if (before !== undefined) judge.each(before, lives, because);
  const silent = tellsNothingOf(before && deliveryIn(before));
  judge.each(after, (answer) => isDead(answer) ?? silent(answer), because);
  for (const other of otherwise) judge.each(other, isDead, `${because}, read in part or with a later expiry`);
}

const uploadedPass = requirement({
  id: 'UPL-34',
  level: 'MUST',
  clause: ['#/paths/~1v1~1files~1url/post/description', 'P: URL Expiration'],
  quote: 'URLs expire after the specified time',
  effect: 'writes',
  profile: 'upload',
  defects: [
    honours('lets URLs for reading uploads live for ever', (call) =>
      isGenuine(call) && call.reference.files.atPath(call.url.pathname)?.type === 'upload' ? {} : undefined,
    ),
  ],
});

test(
  'MUST keep the URL of an uploaded file alive until shortly before its expiry and refuse it afterwards',
  uploadedPass,
  async ({ session, judge, settings }) => {
    const { uploadedReads } = await whenPassed(session, settings);
    if (uploadedReads.length === 0)
      judge.undecided('no uploaded file came back (UPL-09), or its expiry is not recognised (EXP-04)');
    for (const one of uploadedReads) judgeExpiry(judge, one);
  },
);

const uploadsPass = requirement({
  id: 'UPL-16',
  level: 'MUST',
  clause: ['#/paths/~1v1~1files~1url/post/description', 'P: URL Expiration'],
  quote: 'URLs expire after the specified time',
  effect: 'writes',
  profile: 'upload',
  defects: [
    takesPut('lets upload URLs live for ever', isGenuineUpload),
    takesPut(
      'lets upload URLs live five minutes longer',
      (call) =>
        isGenuineUpload(call) &&
        call.reference.now(call.reference.main.tenant) < (expiresIn(call) + 300) * second,
    ),
    takesPut(
      'lets upload URLs take an empty file for ever',
      (call) => isGenuineUpload(call) && call.bytes.length === 0,
    ),
    storageFault('lets upload URLs die at half their life', (call, next) =>
      isPut(call) && call.reference.now(call.reference.main.tenant) > (expiresIn(call) - 30) * second
        ? Promise.resolve(new Response('expired', { status: 403 }))
        : next(),
    ),
    (() => {
      const ends = new Map<string, number>();
      return storageFault('keeps an upload as long as the URL for it', async (call, next) => {
        const path = call.url.pathname;
        const isOver = call.reference.now(call.reference.main.tenant) > (ends.get(path) ?? Infinity) * second;
        if (isOver && !isPut(call)) return new Response('no such object', { status: 404 });
        const response = await next();
        if (isPut(call) && response.ok) ends.set(path, expiresIn(call));
        return response;
      });
    })(),
    storageFault('refuses an expired upload and stores it', async (call, next) => {
      const response = await next();
      const expired = call.reference.now(call.reference.main.tenant) > expiresIn(call) * second;
      if (isPut(call) && expired && isGenuineUpload(call)) await overwrites(call, call.bytes);
      return response;
    }),
  ],
});

test(
  'MUST take uploads until shortly before the expiry of their URL and refuse them afterwards',
  uploadsPass,
  async ({ session, judge, settings }) => {
    const { uploads } = await whenPassed(session, settings);
    if (uploads.length === 0 && haveTheirOwn(await announcedUploads(session)))
      session.leaveOut('an upload URL lives as long as the server likes (UPL-36), too long to wait for');
    if (uploads.length === 0)
      judge.undecided('no upload URL with the shortest lifetime has an expiry that is recognised (UPL-08)');
    for (const { before, after, back, because } of uploads) {
      if (before !== undefined) judge.each(before, stored, because);
      judge.each(after, isDead, because);
      if (before === undefined) judge.each(back.described, refusedWith(404), `${because}: nothing is stored`);
      else if (isStored(before)) judgeBytes(judge, shortLived.bytes, back, `${because}: the file stays`);
    }
  },
);

function lives(exchange: Answered): Complaint | undefined {
  if (deliveryIn(exchange) !== undefined) return undefined;
  const received = `${exchange.response.status} ${margin.before / second} s before expiresAt`;
  return { received, expected: 'the file' };
}

/** A complaint about the second of two answers to the same request, when its URL has less to live: it is that of the first. */
function shorter({ request }: Session, first: Answered, again: Answered): Complaint | undefined {
  const longest = Number(memberOf(request, 'expiresInMinutes').schema['maximum']);
  const [one, other] = [first, again].map((answer) => {
    const expiry = expiryOf(objectIn(answer.response)?.['expiresAt'], longest);
    return expiry && Math.round(lifetimeOf(answer, expiry) / second);
  });
  // Either may have been rounded its own way.
  const allowed = (tolerance(first) + tolerance(again)) / second;
  if (one === undefined || other === undefined || one - other <= allowed) return undefined;
  return { received: `a URL that lives ${other} s, when asked for again`, expected: `${one} s, as at first` };
}

function livesOn(exchange: Answered): Complaint | undefined {
  if (deliveryIn(exchange) !== undefined) return undefined;
  return { received: summary(exchange), expected: 'the file: its own lifetime is not over' };
}

function isDead(exchange: Answered): Complaint | undefined {
  if (isClientError(exchange)) return undefined;
  const received = `${exchange.response.status} ${margin.after / second} s after expiresAt`;
  return { received, expected: '4xx: the URL has expired' };
}
