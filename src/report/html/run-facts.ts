import { mostRequests } from '../../budget.ts';
import type { ConformanceReport } from '../model.ts';
import { factList } from './facts.ts';
import type { Child } from './markup.ts';
import { markup } from './markup.ts';
import type { Section } from './section.ts';
import { counted, cut, grouped, moment } from './text.ts';

/** What the run was: target, settings, requests, and what it is counted against. */
export function runSection(report: ConformanceReport): Section {
  const { suite, contract, catalogue, target, run, evidenceDigest } = report;
  const { startedAt, endedAt, clockSkewSeconds, shards } = run;
  const content = factList([
    ['Target', target.embedded ? `${target.url} (embedded reference server)` : cut(target.url, 1000)],
    ['Profiles', target.profiles.join(', ')],
    ['Second organisation', target.secondOrganisation ? 'yes' : 'no'],
    ['Started', moment(startedAt)],
    ['Ended', `${moment(endedAt)}, after ${lasted(startedAt, endedAt)}`],
    ['Budget', run.budget],
    ['API requests', requestsOf(report)],
    ['Storage requests', grouped(run.requests.storage)],
    ['Retries', retriesOf(run.retries)],
    ['Seed', String(run.seed)],
    ['Fails on', run.failOn === 'must' ? 'a violated MUST' : 'a violated MUST or a broken SHOULD'],
    ['Real expiry', run.realExpiry ? 'yes' : 'no: the checks that wait for it were left out'],
    ['Selection', selectionOf(run.selection)],
    ['Shards', shards === undefined ? undefined : grouped(shards)],
    [
      'Clock of the target',
      clockSkewSeconds === null ? 'not known: no answer has a Date' : skewOf(clockSkewSeconds),
    ],
    ['Contract', [`${contract.title} ${contract.version}, ${contract.operation}`, digest(contract.digest)]],
    ['Upload overlay', contract.overlayDigest === undefined ? undefined : digest(contract.overlayDigest)],
    [
      'Catalogue',
      [
        `${counted(catalogue.requirements, 'requirement')}, version ${catalogue.version}`,
        digest(catalogue.digest),
      ],
    ],
    [
      'Evidence',
      [`${counted(report.exchanges.length, 'exchange')} in conformance.json`, digest(evidenceDigest)],
    ],
    ['Suite', `${suite.name} ${suite.version}`],
  ]);
  return { id: 'run', title: 'The run', content };
}

function requestsOf({ run: { requests, retries, budget, shards }, target }: ConformanceReport): string {
  // Each shard needs requests to start from, and a repeated one is none that was planned.
  const most =
    shards === undefined && retries.count === 0
      ? ` of at most ${grouped(mostRequests(budget, target.profiles))}`
      : '';
  return `${grouped(requests.api)}${most}`;
}

function retriesOf({ count, reasons }: ConformanceReport['run']['retries']): string {
  const kinds = Object.entries(reasons).map(([kind, times]) => `${grouped(times)} ${kind}`);
  return count === 0 ? 'none' : `${grouped(count)} (${kinds.join(', ')})`;
}

function selectionOf({ grep, files }: ConformanceReport['run']['selection']): Child {
  const parts = [...(grep === undefined ? [] : [`--grep ${grep}`]), ...files];
  return parts.length === 0 ? 'all checks' : markup`<code>${parts.join(' ')}</code>`;
}

/** From one RFC 3339 time to another, in seconds or minutes. */
function lasted(from: string, to: string): string {
  const seconds = Math.round((Date.parse(to) - Date.parse(from)) / 1000);
  return seconds < 120 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

function skewOf(seconds: number): string {
  if (seconds === 0) return 'agrees with the local clock';
  return `${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} the local clock`;
}

function digest(value: string): Child {
  return markup`<br><code class="digest">${value}</code>`;
}
