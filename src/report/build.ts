import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { FullResult, TestCase, TestResult } from '@playwright/test/reporter';
import { loadContract } from '../contract/contract.ts';
import type { Profile } from '../requirement.ts';
import { documentFile, operationUnderTest, overlayFile, suiteFile } from '../suite-files.ts';
import { causesOf } from './causes.ts';
import type { CatalogueEntry } from './collected.ts';
import { collected, exchangesOf, hostsOf, keywordsOf, resultOf } from './collected.ts';
import { accountKeywords } from './keywords.ts';
import type { LeftOvers } from './left-overs.ts';
import type { ConformanceReport } from './model.ts';
import { readOff } from './read-off.ts';
import { inAnotherShard, requiredSet } from './required-set.ts';
import type { MergedFacts } from './run-facts.ts';
import { concludeShards } from './shard-verdict.ts';
import { countVerdicts } from './verdict.ts';
import { applyWaivers } from './waivers.ts';

/** What a report is made of. */
export interface ReportParts {
  /** The tests of the run with their results; none for a test that was lost. */
  readonly tests: ReadonlyMap<TestCase, readonly TestResult[]>;
  readonly merged: MergedFacts;
  readonly ended: FullResult;
  /** Errors outside any check. */
  readonly problems: readonly string[];
  readonly leftOvers: LeftOvers;
}

/** The report on a run. */
export async function buildReport(parts: ReportParts): Promise<ConformanceReport> {
  const { tests, merged, ended, leftOvers } = parts;
  const { target, seed, budget, failOn, realExpiry, selection, path } = merged.facts;
  const { profiles } = target;
  const contract = await loadContract(documentFile);
  const exchanges = exchangesOf([...tests.values()].flat());
  const operation = contract.operation(operationUnderTest.method, operationUnderTest.path);
  const checks = collected(tests, merged.missing);
  const ran = new Set(checks.map(({ entry }) => entry.id));
  const required = requiredSet(
    checks.map(({ entry, results, complete }) => resultOf(entry, results, complete)),
    readCatalogue().entries,
    { profiles, elsewhere: elsewhereOf(merged) },
  );
  const { span, requests, retries, clockSkewSeconds, readings } = readOff(exchanges, operation);
  const { startedAt, endedAt } = span ?? spanOf(ended);
  const { requirements, waivers } = applyWaivers(required, merged.facts.waivers, startedAt.slice(0, 10));
  const problems = [...parts.problems, ...merged.problems];
  const interrupted = ended.status === 'interrupted';
  return {
    formatVersion: 1,
    ...(await basisOf(profiles)),
    target,
    run: {
      startedAt,
      endedAt,
      seed,
      budget,
      failOn,
      realExpiry,
      selection,
      requests,
      retries,
      ...(merged.shards !== undefined && { shards: merged.shards }),
      ...(path !== undefined && { path }),
      parties: merged.parties,
      interrupted,
      problems,
      clockSkewSeconds,
    },
    verdict: concludeShards(
      { ...merged, ...merged.facts },
      { ran: requirements.filter(({ id }) => ran.has(id)), required: requirements },
      { failOn, profiles, problems, interrupted, waivers },
    ),
    counts: countVerdicts(requirements),
    causes: causesOf(requirements, exchanges),
    waivers,
    readings,
    leftOvers,
    requirements,
    keywords: accountKeywords(
      operation.request,
      checks.map(({ entry, results }) => ({ id: entry.id, keywords: keywordsOf(results) })),
    ),
    evidenceDigest: evidenceDigest(exchanges),
    hosts: hostsOf([...tests.values()].flat()),
    exchanges,
  };
}

/** When the suite itself ran: all that there is to say of a run that sent nothing. */
function spanOf({ startTime, duration }: FullResult): { startedAt: string; endedAt: string } {
  const endTime = new Date(startTime.getTime() + duration);
  return { startedAt: startTime.toISOString(), endedAt: endTime.toISOString() };
}

/** What this suite judges by, as its reports state it. */
export async function basisOf(
  profiles: readonly Profile[],
): Promise<Pick<ConformanceReport, 'suite' | 'contract' | 'catalogue'>> {
  const { title, version, digest } = await loadContract(documentFile);
  const { overlayDigest } = profiles.includes('upload')
    ? await loadContract(documentFile, overlayFile)
    : { overlayDigest: undefined };
  const suite = JSON.parse(readFileSync(suiteFile('package.json'), 'utf8')) as ConformanceReport['suite'];
  const catalogue = readCatalogue();
  const operation = `${operationUnderTest.method} ${operationUnderTest.path}`;
  return {
    suite: { name: suite.name, version: suite.version },
    contract: { title, version, operation, digest, ...(overlayDigest !== undefined && { overlayDigest }) },
    catalogue: {
      version: suite.version,
      digest: catalogue.digest,
      requirements: catalogue.entries.length,
    },
  };
}

/** The digest of recorded exchanges, as the report states it. */
export function evidenceDigest(exchanges: ConformanceReport['exchanges']): string {
  return digestOf(JSON.stringify(exchanges));
}

function digestOf(content: string | Uint8Array): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}

/** Where the requirements are that did not run, unless the user left them out. */
function elsewhereOf({ facts: { shard }, missing }: MergedFacts): string | undefined {
  if (shard !== undefined) return inAnotherShard;
  if (missing.length === 0) return undefined;
  return `${missing.length === 1 ? 'shard' : 'shards'} ${missing.join(', ')} missing`;
}

function readCatalogue(): { readonly digest: string; readonly entries: readonly CatalogueEntry[] } {
  const bytes = readFileSync(suiteFile('specs', 'catalogue.json'));
  return { digest: digestOf(bytes), entries: JSON.parse(bytes.toString('utf8')) as CatalogueEntry[] };
}
