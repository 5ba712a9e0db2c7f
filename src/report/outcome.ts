/** What a check came to; `waived` lies over `failed` and `warned` and is added when waivers are applied. */
export type Verdict =
  'passed' | 'failed' | 'warned' | 'info' | 'inconclusive' | 'inapplicable' | 'untested' | 'error';

/** One violation: what came, what the requirement asks for, and the exchanges that show it, the shortest first. */
export interface Finding {
  readonly received: string;
  readonly expected: string;
  /** What was special about the request: the mutation, the place in the schema, the value. */
  readonly because?: string;
  readonly exchanges: readonly string[];
  /** `FC_PATH` that sends the request again; absent when the check has no list of requests. */
  readonly path?: number;
}

/** The result of one check, attached to its test. */
export interface Outcome {
  readonly verdict: Verdict;
  /** Why there is no plain verdict: what was missing, what did not happen. */
  readonly reason?: string;
  readonly findings: readonly Finding[];
  /** Ids of the exchanges that were judged. */
  readonly evidence: readonly string[];
  /** How many exchanges exercise each keyword of the request schema, by its JSON Pointer. */
  readonly keywords: Readonly<Record<string, number>>;
  /** Observations that are no violation. */
  readonly notes: readonly string[];
}

/** Name of the attachment that carries an Outcome. */
export const outcomeAttachment = 'outcome';

/** Name of the attachment that carries the exchanges that a test sent, redacted. */
export const exchangesAttachment = 'exchanges';

/** Name of the attachment that carries what name resolution said of hosts. */
export const hostsAttachment = 'hosts';

/** Reason of a requirement that the user left out. */
export const leftOut = 'left out of this run';

/** Reason of a check that was ended because it took too long. */
export const ranOutOfTime = 'the check ran out of time';

/** Reason of a check that nothing in the run bears on. */
export const nothingShows = 'no exchange of the run shows it';
