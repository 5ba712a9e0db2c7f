import { randomUUID } from 'node:crypto';
import type { Clock } from './clock.ts';
import { realClock } from './clock.ts';
import { limits } from './client/api.ts';
import type { Carrier } from './client/courier.ts';
import { controlOccasion, Courier, withoutKey } from './client/courier.ts';
import { reachOfHost } from './client/destination.ts';
import type { Evidence } from './client/evidence.ts';
import type { Answered, Exchange, SentRequest, TroubleKind } from './client/exchange.ts';
import { isAnswered } from './client/exchange.ts';
import { Hosts, resolvedFrom } from './client/hosts.ts';
import { Marks } from './client/marks.ts';
import type { Passage } from './client/pace.ts';
import { Pace } from './client/pace.ts';
import { redactor } from './client/redaction.ts';
import { pauseAsked } from './client/retry-after.ts';
import { Transport } from './client/transport.ts';
import type { RecordedExchange } from './report/recorded.ts';
import { handedOutBy, recorded, sayPublic } from './report/recorded.ts';
import { secretsOf } from './secrets.ts';
import type { Target } from './settings/settings.ts';

/** What answers requests: a target, or the record of one. */
export interface Line {
  readonly couriers: Readonly<Record<Exchange['channel'], Carrier>>;
  readonly hosts: Hosts;
  readonly clock: Clock;
  /** Exchanges as the report is to show them, without secrets. */
  recorded(exchanges: readonly Exchange[]): RecordedExchange[];
  close(): Promise<void>;
}

/** How a line to a target sends and records. */
export interface LineOptions {
  /** The real clock by default. */
  readonly clock?: Clock;
  /** Requests a minute to the host of the API, whatever they are for. */
  readonly rateLimit?: number | undefined;
  /** Key of the marks in the record: that of the whole run, because equal marks stand for equal texts. By default one of its own. */
  readonly marksKey?: string | undefined;
  /** What the run sent over earlier connections, which counts too; by default all evidence. */
  readonly history?: readonly Exchange[];
}

/** Requests of one channel that are under way at once. */
const atOnce = 6;

/** The line to a target; opens no socket yet. */
export async function lineTo(
  target: Target,
  { rateLimit, clock = realClock(), marksKey = randomUUID(), history }: LineOptions,
  evidence: Evidence,
): Promise<Line> {
  const { origin, hostname } = new URL(target.url);
  const transports = { api: new Transport(), storage: new Transport(await reachOfHost(hostname)) };
  const ofApi = (history ?? evidence.all()).filter(({ request }) => originOf(request) === origin);
  const pace = new Pace({ perMinute: rateLimit, atOnce, history: ofApi.flatMap(passageOf) });
  const couriers = {
    api: new Courier('api', transports.api, evidence, pace),
    // Files on their way do not keep the API waiting, but at the same host they count.
    storage: new Courier('storage', transports.storage, evidence, new Pace({ atOnce }), { origin, pace }),
  };
  const controls = controlsOf(couriers, evidence);
  couriers.api.probe = (sent, { kind }) => controls.api(spoiling.has(kind) ? sent : undefined);
  couriers.storage.probe = ({ url }, { kind }) => {
    const of = new URL(url).origin;
    // At its own host the API shows that nothing lies between; what is behind a gateway may be away for a while.
    const isBlamed = hostile.has(kind) || (of === origin && kind !== 'gateway');
    return controls.storage(of) ?? (isBlamed ? controls.api() : Promise.resolve(false));
  };
  return {
    couriers,
    hosts: new Hosts(resolvedFrom(hostname)),
    clock,
    recorded: recorderOf(target, new Marks(marksKey), evidence),
    close: async () => {
      await Promise.all([transports.api.close(), transports.storage.close()]);
    },
  };
}

function recorderOf(target: Target, marks: Marks, evidence: Evidence): Line['recorded'] {
  const secrets = secretsOf(target);
  const redact = redactor(secrets);
  const handedOut = new Set<string>();
  const learn = (exchange: Exchange): void => {
    sayPublic(exchange, marks);
    for (const part of handedOutBy(exchange)) handedOut.add(part);
  };
  for (const { name } of secrets) marks.say(name);
  for (const exchange of evidence.all()) learn(exchange);
  return (exchanges) => {
    for (const exchange of exchanges) learn(exchange);
    return exchanges.map((exchange) => recorded(exchange, redact, marks, handedOut));
  };
}

/** A URL where nobody can be reached at all, or nobody speaks HTTP, is the API's fault, for it has handed out the URL. */
const hostile: ReadonlySet<TroubleKind> = new Set(['refused', 'unresolved', 'tls', 'protocol']);

/** What a server that is there makes of its own answers: no HTTP, or less than it announces. */
const spoiling: ReadonlySet<TroubleKind> = new Set(['protocol', 'dropped']);

/** Bounds of a control: it need not be read whole. */
const glimpse = { ...limits, read: 2 ** 16, keep: 2 ** 10 };

interface Controls {
  /**
   * Repeats a request that was answered with success; false when it is not any more. Where none was, and what came begins like an
   * answer, the request goes without its key: when that is answered, it is not the network that spoils the answers to the others.
   */
  readonly api: (spoilt?: SentRequest) => Promise<boolean>;
  /** Repeats the latest retrieval of a file from an origin; undefined when there was none. */
  readonly storage: (origin: string) => Promise<boolean> | undefined;
}

function controlsOf(couriers: Record<Exchange['channel'], Courier>, evidence: Evidence): Controls {
  const asking = new Map<Exchange, Promise<boolean>>();
  const stillAnswered = (known: Exchange): Promise<boolean> => {
    const pending =
      asking.get(known) ??
      couriers[known.channel]
        .once(known.request, glimpse, controlOccasion)
        .then((control) => isAnswered(control) && isUsable(control))
        .finally(() => asking.delete(known));
    asking.set(known, pending);
    return pending;
  };
  const isThere = async (request: SentRequest): Promise<boolean> => {
    const control = await couriers.api.once(request, glimpse, controlOccasion);
    return isAnswered(control) && control.response.status < 500;
  };
  const passed = (channel: Exchange['channel']): Exchange[] =>
    evidence.final().filter(
      (exchange) =>
        exchange.channel === channel &&
        isAnswered(exchange) &&
        exchange.response.status === 200 &&
        // What is cut off each time counts as an answer, but shows nothing when it is cut off again.
        exchange.response.incomplete === undefined,
    );
  return {
    api: async (spoilt) => {
      const [known] = passed('api');
      if (known !== undefined) return stillAnswered(known);
      return spoilt !== undefined && (await isThere(withoutKey(spoilt)));
    },
    storage: (origin) => {
      const known = passed('storage')
        .filter(({ request }) => request.method === 'GET' && originOf(request) === origin)
        .at(-1);
      return known && stillAnswered(known);
    },
  };
}

/** A file may have expired or be gone meanwhile: its refusal is an answer too. */
function isUsable({ channel, response }: Answered): boolean {
  return channel === 'api' ? response.status === 200 : response.status < 500;
}

function originOf({ url }: Exchange['request']): string {
  return new URL(url).origin;
}

/** How an exchange passed the pace; nothing for a request that was not sent. */
function passageOf({ response, receivedAt, trouble }: Exchange): Passage[] {
  if (trouble?.kind === 'unsent' || trouble?.kind === 'forbidden') return [];
  return [{ endedAt: receivedAt, pause: pauseAsked(response, receivedAt) }];
}
