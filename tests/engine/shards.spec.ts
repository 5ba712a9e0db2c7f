import type { TestInfo } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { startReference } from '../../src/reference/start.ts';
import { repairs } from '../../src/reference/defects/requests.ts';
import { changesHeader } from '../../src/reference/defects/answers.ts';
import type { ConformanceReport } from '../../src/report/model.ts';
import { asEnvironment } from '../../src/settings/as-environment.ts';
import { mergeShards } from '../harness/merge-shards.ts';
import type { SuiteRun } from '../harness/run-suite.ts';
import { runSuite } from '../harness/run-suite.ts';

const total = 4;

/** Runs all shards side by side. */
async function shards(settings: Readonly<Record<string, string>>, info: TestInfo): Promise<SuiteRun[]> {
  return Promise.all(
    folders(info).map((reportsDir, index) =>
      runSuite(settings, { reportsDir, filter: [`--shard=${index + 1}/${total}`] }),
    ),
  );
}

function folders(info: TestInfo): string[] {
  return Array.from({ length: total }, (_, index) => info.outputPath(`shard-${index + 1}`));
}

/** What a report says of the target, without how it was found out. */
function judged({ target, verdict, counts, readings, requirements, keywords }: ConformanceReport): unknown {
  return {
    ...{ profiles: target.profiles, secondOrganisation: target.secondOrganisation, verdict, counts },
    readings: readings.map(({ discrepancy, follows }) => ({ discrepancy, follows })),
    requirements: requirements.map(({ id, title, clause, verdict: said, reason }) => ({
      ...{ id, title, clause, verdict: said, reason },
    })),
    keywords: keywords.map(({ pointer, requirements: ids, vacuous }) => ({ pointer, ids, vacuous })),
  };
}

/** Ids that a report refers to and does not have. */
function dangling({ requirements, readings, causes, exchanges }: ConformanceReport): string[] {
  const ids = new Set(exchanges.map(({ id }) => id));
  expect(ids.size).toBe(exchanges.length);
  return [
    ...requirements.flatMap(({ evidence, findings }) => [
      ...evidence,
      ...findings.flatMap((finding) => finding.exchanges),
    ]),
    ...readings.flatMap(({ evidence }) => evidence),
    ...causes.flatMap(({ exchange }) => exchange ?? []),
    ...exchanges.flatMap(({ earlier }) => earlier),
  ].filter((id) => !ids.has(id));
}

test('four shards merged say what one run says, on the embedded reference server', async ({}, info) => {
  test.setTimeout(300_000);
  const parts = await shards({}, info);
  for (const [index, part] of parts.entries()) {
    expect(part.exitCode).not.toBe(0);
    expect(part.report().verdict).toEqual({
      ...{ conclusion: 'inconclusive', exitCode: 2 },
      sentence: `Shard ${index + 1} of 4, no verdict by itself: nothing violated in it; the merge of all shards gives the verdict.`,
    });
  }
  const merged = await mergeShards(folders(info), info.outputPath('merged'));
  const whole = await runSuite({}, { reportsDir: info.outputPath('whole') });
  expect(judged(merged.report())).toEqual(judged(whole.report()));
  expect(dangling(merged.report())).toEqual([]);
  expect(merged.report().verdict.conclusion).toBe('conformant');
  expect(merged.stdout).toContain(`${merged.report().run.requests.api} API requests`);
  expect(merged.exitCode).toBe(0);
  // Each part deletes what it uploaded; the merge counts all of it.
  const deleted = parts.map((part) => part.report().leftOvers.deleted);
  expect(merged.report().leftOvers.deleted).toBe(deleted.reduce((sum, one) => sum + one, 0));
  expect(merged.report().leftOvers.deleted).toBeGreaterThan(0);

  await test.step('a missing shard is named and never green', async () => {
    const three = await mergeShards(folders(info).toSpliced(2, 1), info.outputPath('three'));
    expect(three.exitCode).toBe(2);
    expect(three.report().verdict.conclusion).toBe('inconclusive');
    expect(three.stdout).toContain('Shard 3 of 4 is missing. Inconclusive');
    const untested = three.report().requirements.filter(({ verdict }) => verdict === 'untested');
    expect(untested.map(({ reason }) => reason)).toContainEqual(expect.stringContaining('shard 3 missing'));
  });

  await test.step('no shard at all is an error', async () => {
    const none = await mergeShards([], info.outputPath('none'));
    expect(none.exitCode).not.toBe(0);
  });
});

test('four shards merged find what one run finds, on a target that all share', async ({}, info) => {
  test.setTimeout(300_000);
  const accepts1441 = repairs('accepts 1441', (asked) =>
    asked['expiresInMinutes'] === 1441 ? { ...asked, expiresInMinutes: 1440 } : undefined,
  );
  const undated = changesHeader('no Date with refusals', 'date', null, ({ status }) => status >= 400);
  const reference = await startReference({
    choices: { apiCacheControl: null },
    defect: {
      name: 'both',
      wrap: (sound) => {
        const inner = accepts1441.wrap(sound);
        return undated.wrap({ ...sound, handle: inner });
      },
    },
  });
  const { origins, main, alt } = reference;
  // Without TARGET_FILE_ID each shard finds a file of its own.
  const { TARGET_FILE_ID: _, ...target } = asEnvironment({ url: origins.api, main, alt });
  const settings = {
    ...target,
    TARGET_PROFILES: 'core,upload',
    REAL_EXPIRY: '0',
  };
  const parts = await shards(settings, info);
  expect(parts.map(({ exitCode }) => exitCode)).toContain(1);
  const merged = await mergeShards(folders(info), info.outputPath('merged'));
  const whole = await runSuite(settings, { reportsDir: info.outputPath('whole') });
  await reference.close();
  expect(judged(merged.report())).toEqual(judged(whole.report()));
  expect(dangling(merged.report())).toEqual([]);
  expect(merged.exitCode).toBe(1);
  expect(merged.report().target).toEqual(whole.report().target);
  const failed = merged.report().requirements.filter(({ verdict }) => verdict === 'failed');
  expect(failed.map(({ id }) => id)).toEqual(expect.arrayContaining(['HTP-03', 'REJ-07']));
});
