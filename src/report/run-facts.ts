import type { Budget } from '../budget.ts';
import type { Selection } from '../selection.ts';
import type { Waiver } from '../settings/waivers.ts';
import type { ConformanceReport } from './model.ts';
import type { Party } from './party.ts';

/** A part of a run, as `--shard` gives it; both count from 1. */
export interface Shard {
  readonly current: number;
  readonly total: number;
}

/** What a report says about a run besides its results. The first test of each worker carries it, so that shards can be merged without settings. */
export interface RunFacts {
  /** Another one for each time that the suite is started. */
  readonly id: string;
  readonly target: ConformanceReport['target'];
  readonly seed: number;
  readonly budget: Budget;
  readonly failOn: 'must' | 'should';
  readonly realExpiry: boolean;
  readonly selection: Selection;
  readonly waivers: readonly Waiver[];
  /** Position of the one request of a check that is sent again; absent in a whole run. */
  readonly path?: number;
  readonly party: Omit<Party, 'shard'>;
  /** Absent when the run is whole. */
  readonly shard?: Shard;
}

/** The facts of several shards as those of one run. */
export interface MergedFacts {
  readonly facts: RunFacts;
  /** Those of every shard that is there, in their order. */
  readonly parties: readonly Party[];
  /** How many shards the run has; absent when it was never divided. */
  readonly shards?: number;
  /** Shards without any result. */
  readonly missing: readonly number[];
  /** Why the shards do not make one run, in words. */
  readonly problems: readonly string[];
}

/** Name of the attachment that carries RunFacts. */
export const runAttachment = 'run';

/** Puts the facts of shards together, in any order and repeated as the tests carried them; undefined when there are none. */
export function mergeFacts(all: readonly RunFacts[]): MergedFacts | undefined {
  const runs = [...new Map(all.map((facts) => [facts.id, facts])).values()];
  const [first] = runs;
  if (first === undefined) return undefined;
  const { shard: _, ...facts } = first;
  const total = first.shard?.total ?? 1;
  const present = runs.map(({ shard }) => shard?.current ?? 1);
  const differing = runs.some((one) => comparable(one) !== comparable(first));
  const twice = present.find((current, index) => present.indexOf(current) !== index);
  return {
    facts,
    parties: partiesOf(runs),
    ...(first.shard !== undefined && { shards: total }),
    missing: Array.from({ length: total }, (__, index) => index + 1).filter((n) => !present.includes(n)),
    problems: [
      ...(differing ? ['the shards are not of one run: target, settings or number of shards differ'] : []),
      ...(twice === undefined ? [] : [`shard ${twice} of ${total} is there twice`]),
    ],
  };
}

/** Whom the processes with these facts acted for, in the order of shards. */
export function partiesOf(runs: readonly RunFacts[]): Party[] {
  return runs
    .map(({ shard, party }) => ({ ...(shard && { shard }), ...party }))
    .sort((one, other) => (one.shard?.current ?? 1) - (other.shard?.current ?? 1));
}

/** Each shard starts an embedded reference server of its own, at an address of its own. */
function comparable({ id: _, shard, target, party, ...rest }: RunFacts): string {
  const where = target.embedded ? { ...target, url: '' } : { ...target, party };
  return JSON.stringify([shard?.total, rest, where]);
}
