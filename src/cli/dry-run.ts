import { mostRequests } from '../budget.ts';
import { isSelected } from '../selection.ts';
import type { Settings } from '../settings/settings.ts';
import { plans } from '../traffic/plan.ts';
import type { ListedCheck } from './listed-checks.ts';
import { secondsToExpiry, waitingForExpiry } from './real-expiry.ts';
import { table } from './table.ts';

/** What a run with these settings and checks would do, for people to read; `grep` is the filter that the checks were selected by. */
export function renderDryRun(settings: Settings, listed: readonly ListedCheck[], grep?: string): string {
  const claimed = listed.filter(({ entry }) => settings.profiles.includes(entry.profile));
  const asked = claimed.filter((check) => !check.passive || isNamed(check, grep));
  const along = claimed.filter((check) => !asked.includes(check));
  const rows = asked.map(({ entry: { id, level, effect, title }, passive }) => [
    ...[id, level, effect, passive ? 'judges' : 'asks', title],
  ]);
  const facts = table([
    ['target', targetOf(settings)],
    ['profiles', settings.profiles.join(' and ')],
    ['checks', countOf(asked)],
    ...(along.length > 0 ? [['along', `${along.length} that judge what these send: ${idsOf(along)}`]] : []),
    ['requests', requestsOf(settings)],
    ['writes', writesOf(settings, asked)],
    ['longest wait', waitOf(settings, asked)],
  ]);
  return `${[...table(rows), '', ...facts, '', 'Dry run: nothing was sent.'].join('\n')}\n`;
}

/** True for a passive check that may send what it judges; one that the filter does not name only runs along. */
function isNamed({ entry: { title }, tags }: ListedCheck, grep: string | undefined): boolean {
  return grep === undefined || isSelected({ grep, files: [] }, { title, tags, file: '' });
}

function idsOf(checks: readonly ListedCheck[]): string {
  return checks.map(({ entry }) => entry.id).join(', ');
}

function targetOf({ target }: Settings): string {
  if (target === undefined) return 'the embedded reference server';
  const second = target.alt === undefined ? 'no second organisation is set' : 'a second organisation is set';
  return `${target.url}, ${second}`;
}

function countOf(checks: readonly ListedCheck[]): string {
  const judging = checks.filter(({ passive }) => passive).length;
  const asking = checks.length - judging;
  const what = asking === 0 ? 'a tour of a few requests of each kind' : 'what the run sends';
  return `${checks.length}: ${asking} that ask, ${judging} that judge ${what}`;
}

function requestsOf({ budget, profiles, rateLimit }: Settings): string {
  const most = mostRequests(budget, profiles);
  const pace =
    rateLimit === undefined
      ? 'no RATE_LIMIT is set'
      : `${rateLimit} a minute, so at most ${Math.ceil(most / rateLimit)} min for them`;
  return `at most ${most} of the API, which is what a whole run at budget ${budget} may spend; ${pace}`;
}

function writesOf({ target, profiles, budget }: Settings, checks: readonly ListedCheck[]): string {
  const writing = checks.filter(({ entry }) => entry.effect === 'writes');
  const brings = profiles.includes('upload') && target !== undefined && target.main.fileId === undefined;
  if (writing.length === 0 && !brings) return 'nothing';
  const { largeFile } = plans[budget];
  const files = [
    ...(writing.length > 0 ? [`files of ${idsOf(writing)}`] : []),
    ...(largeFile > 0 && writing.length > 0 ? [`up to ${largeFile / 2 ** 20} MiB each`] : []),
    ...(brings ? ['a file to ask for, because TARGET_FILE_ID is not set'] : []),
  ].join('; ');
  return `${files}; the run deletes them at its end, and writes or deletes nothing that it did not create`;
}

function waitOf(settings: Settings, checks: readonly ListedCheck[]): string {
  const waiting = waitingForExpiry(settings, checks);
  const beside = 'pauses that the server asks for (429) come on top';
  if (waiting.length === 0) return `none; ${beside}`;
  return `about ${secondsToExpiry} s, once, until URLs expire (${idsOf(waiting)}; REAL_EXPIRY=0 leaves them out); ${beside}`;
}
