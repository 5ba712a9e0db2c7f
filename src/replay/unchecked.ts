/** Members that a report has on the word of whoever made it: no evidence in it can show them to be wrong. */
export interface Unchecked {
  /** Members of the report; one that has members stands for them, too. */
  readonly members: readonly string[];
  readonly reason: string;
}

/** What stands on the word alone in every report. */
export const unchecked: readonly Unchecked[] = [
  {
    members: ['exchanges[].response', 'exchanges[].trouble'],
    reason: 'that the target answered so; what follows from it is recomputed',
  },
  {
    members: ['exchanges[].sentAt', 'exchanges[].receivedAt'],
    reason: 'the clock of the run; only the order of times is checked',
  },
  {
    members: ['target.embedded'],
    reason: 'that the target was not the reference server is seen only where a run waited for URLs to expire',
  },
  {
    members: [
      'run.failOn',
      ...['id', 'reason', 'owner', 'until', 'finding'].map((name) => `waivers[].${name}`),
    ],
    reason: 'chosen by whoever ran the suite; what follows from it is recomputed',
  },
  {
    members: ['run.interrupted', 'run.problems'],
    reason: 'what happened on the machine of the run; what follows from it is recomputed',
  },
  {
    members: ['run.parties[].main.key', 'run.parties[].alt.key'],
    reason: 'of what form the keys were',
  },
  {
    members: ['leftOvers.deleted', 'leftOvers.remaining', 'leftOvers.reason'],
    reason:
      'which of the files that the run made were deleted, and why not the others; not how many there were',
  },
  {
    members: ['hosts[].reach', 'hosts[].refusal'],
    reason: 'where a name led; an address is judged anew',
  },
];

/** What cannot be compared besides when a check cannot be recomputed: others of its requests are missing, too. */
export const uncheckedInPart: readonly Unchecked[] = [
  {
    members: ['keywords', 'exchanges', 'hosts', 'leftOvers'],
    reason: 'that nothing is missing and nothing too much, because not all checks can be recomputed',
  },
];
