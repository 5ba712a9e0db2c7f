import type { Answered, Exchange } from '../../../src/client/exchange.ts';
import { isAnswered } from '../../../src/client/exchange.ts';
import { test } from '../../../src/fixtures.ts';
import { objectIn } from '../../../src/judgement/body.ts';
import { expiryOf, serverTime } from '../../../src/judgement/expiry.ts';
import { deliveryIn } from '../../../src/judgement/retrieval.ts';
import { isClientError } from '../../../src/judgement/status.ts';
import type { Call } from '../../../src/reference/defects/fault.ts';
import { storageFault } from '../../../src/reference/defects/fault.ts';
import { honours } from '../../../src/reference/defects/storage.ts';
import { requirement } from '../../../src/requirement.ts';
import type { Session } from '../../../src/session.ts';
import { enumOf, memberOf } from '../../../src/traffic/accepted.ts';

const second = 1000;
/** A URL is tried so long before its announced expiry, and so long after it. */
const margin = { before: 8 * second, after: 8 * second };

const expiresIn = ({ url }: Call): number => Number(url.searchParams.get('expires'));

/** True when a URL is as it was signed, expired or not. */
function isGenuine({ reference, url }: Call): boolean {
  const expires = Number(url.searchParams.get('expires'));
  const disposition = url.searchParams.get('disposition') ?? '';
  const sound = reference.sign('GET', url.pathname, expires, { disposition }).searchParams;
  return sound.get('signature') === url.searchParams.get('signature');
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
  ],
});

/** A URL with the shortest lifetime, and the moments on the local clock between which it must die. */
interface Mortal {
  readonly answer: Answered;
  readonly alive: number;
  readonly dead: number;
  readonly because: string;
}

test(
  'MUST keep a URL alive until shortly before its expiry and refuse it afterwards',
  passing,
  async ({ session, judge, settings }) => {
    test.setTimeout(20 * 60 * second);
    if (!settings.realExpiry) session.leaveOut('left out of this run by REAL_EXPIRY=0');
    const mortals = await mint(session);
    if (mortals.length === 0)
      judge.undecided('no URL with the shortest lifetime has an expiry that is recognised (EXP-04)');
    // The first one is not used before it has expired.
    const [unused, ...used] = mortals;
    for (const { answer, alive, because } of used) {
      await session.clock.reach(alive);
      judge.each(
        (await session.retrieve(answer, { occasion: 'shortly before its expiry' })).last,
        lives,
        because,
      );
    }
    for (const { answer, dead, because } of unused === undefined ? [] : [unused, ...used]) {
      await session.clock.reach(dead);
      judge.each((await session.retrieve(answer, { occasion: 'after its expiry' })).last, isDead, because);
    }
    await session.clock.reset();
  },
);

function lives(exchange: Answered): { received: string; expected: string } | undefined {
  if (deliveryIn(exchange) !== undefined) return undefined;
  return {
    received: `${exchange.response.status} ${margin.before / second} s before expiresAt`,
    expected: 'the file',
  };
}

function isDead(exchange: Answered): { received: string; expected: string } | undefined {
  if (isClientError(exchange)) return undefined;
  return {
    received: `${exchange.response.status} ${margin.after / second} s after expiresAt`,
    expected: '4xx: the URL has expired',
  };
}

/** URLs with the shortest lifetime for each action; those that were minted too long ago are asked for again. */
async function mint(session: Session): Promise<Mortal[]> {
  const { fileId } = await session.control();
  const minutes = memberOf(session.request, 'expiresInMinutes').schema;
  const actions = [undefined, ...enumOf(memberOf(session.request, 'action'))];
  const minted = await Promise.all(
    actions.map(async (action) => {
      const body = {
        fileId,
        ...(action !== undefined && { action }),
        expiresInMinutes: minutes['minimum'] ?? 1,
      };
      const early = mortalOf(await session.api.ask(body), Number(minutes['maximum']));
      const fresh = early !== undefined && early.alive > session.clock.now();
      return fresh
        ? early
        : mortalOf(await session.api.ask(body, { occasion: 'to see it expire' }), Number(minutes['maximum']));
    }),
  );
  return minted.filter((mortal) => mortal !== undefined);
}

function mortalOf(answer: Exchange, longest: number): Mortal | undefined {
  if (!isAnswered(answer) || typeof objectIn(answer.response)?.['url'] !== 'string') return undefined;
  const expiry = expiryOf(objectIn(answer.response)?.['expiresAt'], longest);
  if (expiry === undefined) return undefined;
  const skew = serverTime(answer) - answer.receivedAt;
  const end = expiry.unit === 'relative minutes' ? answer.receivedAt + expiry.value : expiry.value - skew;
  const because = `the URL of ${answer.id}, which expires at ${new Date(end).toISOString()} on our clock`;
  return { answer, alive: end - margin.before, dead: end + margin.after, because };
}
