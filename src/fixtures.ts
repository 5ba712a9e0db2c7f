// Without the fixtures for browsers, which take a tenth of a run to set up for every check.
import { _baseTest as base } from '@playwright/test';
import type { TestInfo } from '@playwright/test';
import type { Contract } from './contract/contract.ts';
import { realClock, remoteClock } from './clock.ts';
import { loadContract } from './contract/contract.ts';
import { redactAll } from './client/redaction.ts';
import type { Connection } from './connection.ts';
import { connect } from './connection.ts';
import { guardOutput } from './guarded-output.ts';
import { Judge } from './judge.ts';
import { replayOf } from './replay/replay.ts';
import { exchangesAttachment, hostsAttachment, outcomeAttachment } from './report/outcome.ts';
import { runAttachment } from './report/run-facts.ts';
import { notClaimed } from './report/required-set.ts';
import { requirementOf } from './requirement.ts';
import { currentRun } from './run.ts';
import { isPassive, isSelected } from './selection.ts';
import { Session } from './session.ts';
import { settle } from './settle.ts';
import { loadSettings } from './settings/load.ts';
import type { Settings, Target } from './settings/settings.ts';
import { plans } from './traffic/plan.ts';
import { documentFile, operationUnderTest, overlayFile } from './suite-files.ts';

/** What a check works with. */
export interface CheckFixtures {
  /** The conversation with the target. */
  session: Session;
  /** Collects what the check finds. */
  judge: Judge;
}

/** Shared parts of a worker. */
export interface WorkerFixtures {
  contract: Contract;
  /** The document with the upload overlay; absent when the run does not claim the upload profile. */
  uploads: Contract | undefined;
  settings: Settings;
  /** The connection of the whole run. */
  connection: Connection;
}

/** Playwright's `test` for conformance checks: every test declares a requirement and is judged through `judge`. */
export const test = base.extend<CheckFixtures, WorkerFixtures>({
  contract: [async ({}, use) => use(await loadContract(documentFile)), { scope: 'worker' }],
  uploads: [
    async ({ settings }, use) => {
      const claimed = settings.profiles.includes('upload');
      await use(claimed ? await loadContract(documentFile, overlayFile) : undefined);
    },
    { scope: 'worker' },
  ],
  settings: [async ({}, use) => use(await loadSettings()), { scope: 'worker' }],
  connection: [
    async ({ contract }, use) => {
      const { directory, target, facts, clockControl, rateLimit, marksKey, replay } = currentRun();
      guardOutput(target);
      const connection = await connect(contract, target, {
        directory,
        shard: facts.shard?.current,
        rateLimit,
        marksKey,
        line: replay === undefined ? undefined : (evidence) => replayOf(replay, facts, target, evidence),
        clock: clockControl === undefined ? realClock() : remoteClock(clockControl, tenantsOf(target)),
      });
      await use(connection);
      await connection.close();
    },
    { scope: 'worker' },
  ],
  judge: [
    async ({ connection, settings }, use, info) => {
      const { level } = requirementOf(info);
      const judge = new Judge();
      const { redact } = connection;
      const before = connection.evidence.added().length;
      await use(judge);
      for (const error of info.errors) Object.assign(error, redactAll(error, redact));
      const outcome = redactAll(judge.outcome(level, asksForItself(info)), redact);
      const exchanges = connection.evidence.added().slice(before);
      attach(info, outcomeAttachment, outcome);
      if (exchanges.length > 0) attach(info, exchangesAttachment, connection.recorded(exchanges));
      attachNew(info, hostsAttachment, await connection.hosts.facts());
      attachNew(info, runAttachment, currentRun().facts);
      settle(outcome, info, settings);
    },
    { auto: true, box: 'self' },
  ],
  session: [
    async ({ contract, uploads, connection, settings, judge }, use, info) => {
      const { target, evidence, api, storage, clock, redact } = connection;
      const end = (reason: string): never => {
        info.skip(true, redact(reason));
        throw new Error('unreachable: skip throws');
      };
      const giveUp = (reason: string): never => {
        judge.undecided(reason);
        return end(reason);
      };
      const leaveOut = (reason: string): never => {
        judge.leftOut(reason);
        return end(reason);
      };
      const operation = contract.operation(operationUnderTest.method, operationUnderTest.path);
      const { profile = 'core' } = requirementOf(info);
      if (profile === 'upload' && uploads === undefined) {
        judge.inapplicable(notClaimed(profile));
        end(notClaimed(profile));
      }
      await use(
        new Session({
          contract,
          uploads,
          operation,
          target,
          evidence,
          api,
          storage,
          clock,
          seed: settings.seed,
          plan: plans[settings.budget],
          path: settings.path,
          log: judge.log,
          selected: asksForItself(info),
          giveUp,
          leaveOut,
        }),
      );
    },
    { box: 'self' },
  ],
});

/** The tenants whose clocks are moved. */
function tenantsOf({ main, alt }: Pick<Target, 'main' | 'alt'>): string[] {
  return [main, ...(alt === undefined ? [] : [alt])].map(({ tenant }) => tenant);
}

/** True for a check that sends, and not only judges what others send: it is selected, and no other shard sends for it. */
function asksForItself(info: TestInfo): boolean {
  const { selection, facts } = currentRun();
  const sentElsewhere = isPassive(info.file) && (facts.shard?.current ?? 1) > 1;
  return !sentElsewhere && isSelected(selection, info);
}

/** What this worker has attached of what is true of the whole run; each attachment is a file that Allure waits for. */
const attached = new Map<string, string>();

function attachNew(info: TestInfo, name: string, content: unknown): void {
  const text = JSON.stringify(content);
  if (attached.get(name) !== text) attach(info, name, content);
  attached.set(name, text);
}

/** Attaches without a step of its own: for each step Playwright captures a stack, which takes longer than what a check judges. */
function attach({ attachments }: TestInfo, name: string, content: unknown): void {
  const body = Buffer.from(JSON.stringify(content));
  attachments.push({ name, body, contentType: 'application/json' });
}
