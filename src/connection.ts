import { join } from 'node:path';
import type { Contract } from './contract/contract.ts';
import type { Clock } from './clock.ts';
import { realClock } from './clock.ts';
import { Api } from './client/api.ts';
import { Courier } from './client/courier.ts';
import { reachOfHost } from './client/destination.ts';
import { Evidence } from './client/evidence.ts';
import type { Exchange } from './client/exchange.ts';
import { isAnswered } from './client/exchange.ts';
import { Pace } from './client/pace.ts';
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
  /** API requests a minute. */
  readonly rateLimit?: number | undefined;
}

/** Where a run keeps its evidence in its private folder. */
export function evidenceFile(directory: string): string {
  return join(directory, 'exchanges.jsonl');
}

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
  );
  const transports = {
    api: new Transport(),
    storage: new Transport(await reachOfHost(new URL(target.url).hostname)),
  };
  const history = evidence
    .all()
    .filter(({ channel }) => channel === 'api')
    .map(({ sentAt }) => sentAt);
  const couriers = {
    api: new Courier(
      'api',
      transports.api,
      evidence,
      new Pace({ perMinute: options.rateLimit, atOnce, history }),
    ),
    storage: new Courier('storage', transports.storage, evidence, new Pace({ atOnce })),
  };
  couriers.api.probe = couriers.storage.probe = probeOf(transports.api, evidence);
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
    storage: new Storage(couriers.storage),
    evidence,
    clock: options.clock ?? realClock(),
    close: async () => {
      await Promise.all([transports.api.close(), transports.storage.close()]);
    },
  };
}

/** Repeats the first request of the run that was answered with success, outside the memory of the courier. */
function probeOf(transport: Transport, evidence: Evidence): () => Promise<boolean> {
  const passed = ({ channel, response }: Exchange): boolean => channel === 'api' && response?.status === 200;
  return async () => {
    const known = evidence.all().find((exchange) => isAnswered(exchange) && passed(exchange));
    if (known === undefined) return false;
    const limits = { silence: 10_000, total: 20_000, read: 2 ** 20, keep: 0 };
    const { response } = await transport.attempt(known.request, limits);
    return response?.status === 200;
  };
}
