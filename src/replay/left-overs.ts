import type { CreatedFile } from '../created-files.ts';
import { createdFiles } from '../created-files.ts';
import type { ConformanceReport } from '../report/model.ts';
import { secretsOf } from '../secrets.ts';
import type { Difference } from './difference.ts';
import { memberDifference } from './difference.ts';
import { ownExchanges } from './own-exchanges.ts';
import { replayedTarget } from './party.ts';
import { revealed, revealing } from './record.ts';

/** What is wrong with the account of the files that a whole run made: what was uploaded is deleted, or it remains for a reason. */
export function leftOverDifferences({ leftOvers, run, exchanges }: ConformanceReport): Difference[] {
  const { deleted, remaining, reason } = leftOvers;
  const created = run.parties.flatMap((party): CreatedFile[] => {
    const target = replayedTarget(party);
    const reveal = revealing(secretsOf(target));
    const own = ownExchanges(exchanges, party).map((record) => revealed(record, reveal));
    return createdFiles(own, target);
  });
  const known = new Set(created.map(({ fileId }) => fileId));
  const least = created.filter(({ uploaded }) => uploaded).length;
  const count = deleted + remaining.length;
  const told = reason === undefined ? 'none' : 'a reason';
  return [
    ...memberDifference(
      'leftOvers.remaining',
      remaining,
      remaining.filter((fileId) => known.has(fileId)),
    ),
    ...(count < least || count > known.size
      ? [
          {
            what: 'leftOvers.deleted',
            reported: `${deleted}, and ${remaining.length} remaining`,
            recomputed: `${least} uploaded of ${known.size} in all`,
          },
        ]
      : []),
    ...memberDifference('leftOvers.reason', told, remaining.length === 0 ? 'none' : 'a reason'),
  ];
}
