import { join } from 'node:path';
import { announcedSize } from './announced-size.ts';
import type { Contract } from './contract/contract.ts';
import { Api } from './client/api.ts';
import { Evidence } from './client/evidence.ts';
import type { Redact } from './client/redaction.ts';
import { redactor } from './client/redaction.ts';
import { Storage } from './client/storage.ts';
import type { Line, LineOptions } from './line.ts';
import { lineTo } from './line.ts';
import { secretsOf } from './secrets.ts';
import type { Target } from './settings/settings.ts';
import { operationUnderTest } from './suite-files.ts';

/** The clients of one target and what they have seen of it. */
export interface Connection extends Omit<Line, 'couriers'> {
  readonly target: Target;
  readonly api: Api;
  readonly storage: Storage;
  readonly evidence: Evidence;
  /** Takes the secrets of the target out of a text. */
  readonly redact: Redact;
}

/** How a connection sends and remembers. */
export interface ConnectionOptions extends LineOptions {
  /** Private folder that outlives the process; without it nothing is kept on disk. */
  readonly directory?: string;
  /** Number of the shard; absent when the run is whole. */
  readonly shard?: number | undefined;
  /** What answers in place of the target. */
  readonly line?: ((evidence: Evidence) => Line) | undefined;
}

/** Where a run keeps its evidence in its private folder. */
export function evidenceFile(directory: string): string {
  return join(directory, 'exchanges.jsonl');
}

/** More exchanges than a shard has, so that no id comes from two shards. */
export const mostOfAShard = 100_000;

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
  const { couriers, ...line } = options.line?.(evidence) ?? (await lineTo(target, options, evidence));
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
    redact: redactor(secretsOf(target)),
    ...line,
  };
}
