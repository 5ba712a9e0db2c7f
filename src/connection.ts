import { join } from 'node:path';
import { announcedSize } from './announced-size.ts';
import type { Contract } from './contract/contract.ts';
import type { Clock } from './clock.ts';
import { realClock } from './clock.ts';
import { Api, limits } from './client/api.ts';
import { Courier } from './client/courier.ts';
import { reachOfHost } from './client/destination.ts';
import { Evidence } from './client/evidence.ts';
import type { Answered, Exchange, TroubleKind } from './client/exchange.ts';
import { isAnswered } from './client/exchange.ts';
import type { Passage } from './client/pace.ts';
import { Pace } from './client/pace.ts';
import { pauseAsked } from './client/retry-after.ts';
import { Storage } from './client/storage.ts';
import { Transport } from './client/transport.ts';
import type { Target } from './settings/settings.ts';
import { operationUnderTest } from './suite-files.ts';

/** The clients of one target and what they have seen of it. */
export interface Connection {
  readonly target: Target;
  readonly api: Api;
  readonly storage: Storage;
  readonly evidence: Evidence;
  readonly clock: Clock;
  close(): Promise<void>;
}

/** How a connection sends and remembers. */
export interface ConnectionOptions {
  /** Private folder that outlives the process; without it nothing is kept on disk. */
  readonly directory?: string;
  /** The real clock by default. */
  readonly clock?: Clock;
  /** Number of the shard; absent when the run is whole. */
  readonly shard?: number | undefined;
  /** Requests a minute to the host of the API, whatever they are for. */
  readonly rateLimit?: number | undefined;
  /** What the run sent over earlier connections, which counts too; by default what lies in the folder. */
  readonly history?: readonly Exchange[];
}

/** Where a run keeps its evidence in its private folder. */
export function evidenceFile(directory: string): string {
  return join(directory, 'exchanges.jsonl');
}

/** More exchanges than a shard has, so that no id comes from two shards. */
const mostOfAShard = 100_000;

/** Requests of one channel that are under way at once. */
const atOnce = 6;

/** Connects to a target; opens no socket yet. */
export async function connect(
  contract: Contract,
  target: Target,
  options: ConnectionOptions = {},
): Promise<Connection> {
  const evidence = new Evidence(
    options.directory === undefined ? undefined : evidenceFile(options.directory),
    (options.shard ?? 0) * mostOfAShard,
  );
  const transports = {
    api: new Transport(),
    storage: new Transport(await reachOfHost(new URL(target.url).hostname)),
  };
  const { origin } = new URL(target.url);
  const history = options.history ?? evidence.all();
  const ofApi = history.filter(({ request }) => originOf(request) === origin);
  const pace = new Pace({ perMinute: options.rateLimit, atOnce, history: ofApi.flatMap(passageOf) });
  const couriers = {
    api: new Courier('api', transports.api, evidence, pace),
    // Files on their way do not keep the API waiting, but at the same host they count.
    storage: new Courier('storage', transports.storage, evidence, new Pace({ atOnce }), { origin, pace }),
  };
  const controls = controlsOf(couriers, evidence);
  couriers.api.probe = controls.api;
  couriers.storage.probe = ({ url }, { kind }) =>
    controls.storage(new URL(url).origin) ?? (hostile.has(kind) ? controls.api() : Promise.resolve(false));
  const { headers, requestType } = contract.operation(operationUnderTest.method, operationUnderTest.path);
  const endpoint = {
    ...operationUnderTest,
    origin: target.url,
    mediaType: requestType,
    tenantHeader: headers.find(({ required }) => required)?.name ?? 'Tenant-ID',
  };
  return {
    target,
    api: new Api(endpoint, target.main, couriers.api),
    storage: new Storage(couriers.storage, (url) => announcedSize(evidence, url)),
    evidence,
    clock: options.clock ?? realClock(),
    close: async () => {
      await Promise.all([transports.api.close(), transports.storage.close()]);
    },
  };
}

/** A URL where nobody can be reached at all is the API's fault, for it has handed out the URL. */
const hostile: ReadonlySet<TroubleKind> = new Set(['refused', 'unresolved', 'tls']);

/** Bounds of a control: it need not be read whole. */
const glimpse = { ...limits, read: 2 ** 16, keep: 2 ** 10 };

interface Controls {
  /** Repeats a request that was answered with success; false when none was, or when it is not any more. */
  readonly api: () => Promise<boolean>;
  /** Repeats the latest retrieval of a file from an origin; undefined when there was none. */
  readonly storage: (origin: string) => Promise<boolean> | undefined;
}

function controlsOf(couriers: Record<Exchange['channel'], Courier>, evidence: Evidence): Controls {
  const asking = new Map<Exchange, Promise<boolean>>();
  const stillAnswered = (known: Exchange): Promise<boolean> => {
    const pending =
      asking.get(known) ??
      couriers[known.channel]
        .once(known.request, glimpse, 'control, after trouble')
        .then((control) => isAnswered(control) && isUsable(control))
        .finally(() => asking.delete(known));
    asking.set(known, pending);
    return pending;
  };
  const passed = (channel: Exchange['channel']): Exchange[] =>
    evidence
      .final()
      .filter(
        (exchange) =>
          exchange.channel === channel && isAnswered(exchange) && exchange.response.status === 200,
      );
  return {
    api: async () => {
      const [known] = passed('api');
      return known !== undefined && (await stillAnswered(known));
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
