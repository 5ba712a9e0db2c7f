import type { RequirementResult, RunVerdict } from './model.ts';
import type { MergedFacts, RunFacts } from './run-facts.ts';
import type { Circumstances } from './verdict.ts';
import { concludeRun } from './verdict.ts';

/** Which part of a run there is: one shard, or what was merged of `shards` without those that are `missing`. */
type Part = Pick<RunFacts, 'shard'> & Pick<MergedFacts, 'shards' | 'missing'>;

/** The verdict on a whole run, on a run some of whose shards are missing, or on one shard, which is never enough for a verdict. */
export function concludeShards(
  { shard, shards, missing }: Part,
  results: { readonly ran: readonly RequirementResult[]; readonly required: readonly RequirementResult[] },
  circumstances: Circumstances,
): RunVerdict {
  if (shard === undefined) {
    const verdict = concludeRun(results.required, circumstances);
    if (missing.length === 0) return verdict;
    const those = `${missing.length === 1 ? 'Shard' : 'Shards'} ${missing.join(', ')} of ${shards ?? 1}`;
    const sentence = `${those} ${missing.length === 1 ? 'is' : 'are'} missing. ${verdict.sentence}`;
    return { ...verdict, sentence };
  }
  const name = `Shard ${shard.current} of ${shard.total}`;
  const verdict = concludeRun(results.ran, circumstances);
  if (verdict.exitCode > 0) return { ...verdict, sentence: `${name}: ${verdict.sentence}` };
  const sentence = `${name}, no verdict by itself: nothing violated in it; the merge of all shards gives the verdict.`;
  return { conclusion: 'inconclusive', exitCode: 2, sentence };
}
