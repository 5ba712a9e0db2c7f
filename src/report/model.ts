import type { Level, Profile } from '../requirement.ts';
import type { Budget } from '../budget.ts';
import type { Retries } from '../judgement/trouble.ts';
import type { Selection } from '../selection.ts';
import type { Waiver } from '../settings/waivers.ts';
import type { HostFact } from '../client/hosts.ts';
import type { Cause } from './causes.ts';
import type { KeywordAccount } from './keywords.ts';
import type { LeftOvers } from './left-overs.ts';
import type { Finding, Verdict } from './outcome.ts';
import type { Party } from './party.ts';
import type { Reading } from './readings.ts';
import type { RecordedExchange } from './recorded.ts';
import type { WaiverAccount } from './waivers.ts';

/** One requirement in the report. */
export interface RequirementResult {
  readonly id: string;
  readonly level: Level;
  readonly title: string;
  readonly clause: readonly string[];
  readonly quote: string;
  readonly profile: Profile;
  readonly effect: 'none' | 'writes';
  readonly verdict: Verdict;
  /** Present when the failure is waived; the verdict stays what it is. */
  readonly waiver?: Pick<Waiver, 'reason' | 'owner' | 'until'>;
  readonly reason?: string;
  readonly findings: readonly Finding[];
  readonly notes: readonly string[];
  /** Ids of the exchanges that were judged. */
  readonly evidence: readonly string[];
}

/**
 * What the run as a whole says: `partial` when something was left out by the user's own choice, `waived` when nothing is violated but
 * what is waived, `outdated` when nothing is violated but a waiver has expired or is not needed any more.
 */
export type Conclusion =
  'conformant' | 'waived' | 'partial' | 'nonconformant' | 'outdated' | 'inconclusive' | 'error';

/** The verdict on the target. */
export interface RunVerdict {
  readonly conclusion: Conclusion;
  /** 0 nothing violated, 1 violated or a waiver out of date, 2 inconclusive or lost, 3 suite error or nothing ran. */
  readonly exitCode: 0 | 1 | 2 | 3;
  readonly sentence: string;
}

/** How many requirements of a level came to each verdict; one that is waived counts as that alone. */
export type Counts = Readonly<Record<Level, Readonly<Record<Verdict | 'waived', number>>>>;

/** The report, as `schemas/conformance-report.schema.json` has it; everything else is a function of it. */
export interface ConformanceReport {
  readonly formatVersion: 1;
  readonly suite: { readonly name: string; readonly version: string };
  readonly contract: {
    readonly title: string;
    readonly version: string;
    readonly operation: string;
    readonly digest: string;
    /** Of the overlay with the upload profile, when that is claimed. */
    readonly overlayDigest?: string;
  };
  /** The set of requirements that the run is counted against. */
  readonly catalogue: {
    /** Of the suite that it came with. */
    readonly version: string;
    readonly digest: string;
    readonly requirements: number;
  };
  readonly target: {
    readonly url: string;
    /** True for the embedded reference server. */
    readonly embedded: boolean;
    readonly profiles: readonly Profile[];
    readonly secondOrganisation: boolean;
  };
  readonly run: {
    /** When the first request was sent; of a run that sent nothing when the suite was started. */
    readonly startedAt: string;
    /** When the last answer came; of a run that sent nothing when the suite ended. */
    readonly endedAt: string;
    readonly seed: number;
    readonly budget: Budget;
    readonly failOn: 'must' | 'should';
    /** False when the checks that wait for URLs to expire were left out. */
    readonly realExpiry: boolean;
    /** What the user chose of the checks; without files and expression all of them. */
    readonly selection: Selection;
    /** Every attempt on the wire, repeated ones too. */
    readonly requests: { readonly api: number; readonly storage: number };
    /** How many attempts were repeated because of trouble, and how many of each kind. */
    readonly retries: Retries;
    /** How many shards the report is merged of; absent when it is of one process. */
    readonly shards?: number;
    /** Position of the one request of a check that was sent again; absent in a whole run. */
    readonly path?: number;
    /** Whom the processes of the run acted for: one, or as many as shards are there. */
    readonly parties: readonly Party[];
    /** True when the run was ended before its time. */
    readonly interrupted: boolean;
    /** Errors outside any check. */
    readonly problems: readonly string[];
    /** Median of the target's `Date` minus the local clock in seconds; null when no answer had a `Date`. */
    readonly clockSkewSeconds: number | null;
  };
  readonly verdict: RunVerdict;
  readonly counts: Counts;
  /** The violations by what they have in common, broken MUSTs first; without what is waived. */
  readonly causes: readonly Cause[];
  /** Every waiver of the run. */
  readonly waivers: readonly WaiverAccount[];
  /** Which side the target takes where prose and document contradict each other. */
  readonly readings: readonly Reading[];
  readonly leftOvers: LeftOvers;
  readonly requirements: readonly RequirementResult[];
  /** Every keyword of the request schema. */
  readonly keywords: readonly KeywordAccount[];
  /** SHA-256 of `exchanges`, written as JSON without white space. */
  readonly evidenceDigest: string;
  /** What name resolution said of the hosts that a check asked it about. */
  readonly hosts: readonly HostFact[];
  readonly exchanges: readonly RecordedExchange[];
}
