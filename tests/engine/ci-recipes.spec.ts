import { execFile } from 'node:child_process';
import { cp, mkdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { parse } from 'yaml';
import type { ConformanceReport } from '../../src/report/model.ts';
import { suiteFile } from '../../src/suite-files.ts';
import { copySuite } from '../harness/suite-copy.ts';

/** A step of a GitHub job, as far as the recipe has it. */
interface Step {
  readonly run?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
}

interface GithubRecipe {
  readonly jobs: Record<
    'shard' | 'verdict',
    { readonly steps: readonly Step[]; readonly env?: Readonly<Record<string, string>> }
  >;
}

interface GitlabJob {
  readonly script: readonly string[];
  readonly parallel?: number;
  readonly variables?: Readonly<Record<string, string>>;
  readonly artifacts: { readonly paths: readonly string[]; readonly reports?: { readonly junit: string } };
}

type GitlabRecipe = Record<'shard' | 'verdict', GitlabJob> & {
  readonly default: { readonly before_script: readonly string[] };
};

interface Ended {
  readonly code: number;
  readonly stdout: string;
}

/** Runs a line as a CI system does, in a folder, with no other environment; libraries are in the copy already. */
function line(script: string, folder: string, env: Readonly<Record<string, string>>): Promise<Ended> {
  if (/^npm ci\b/.test(script)) return Promise.resolve({ code: 0, stdout: '' });
  const own = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', CI: 'true', ...env };
  return new Promise((resolve) => {
    const options = { cwd: folder, env: own, maxBuffer: 2 ** 26 };
    execFile('bash', ['-e', '-c', script], options, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), stdout: stdout + stderr });
    });
  });
}

async function reportIn(folder: string): Promise<ConformanceReport> {
  return JSON.parse(await readFile(join(folder, 'conformance.json'), 'utf8')) as ConformanceReport;
}

/** Carries the paths of artifacts from one folder to another. */
async function carry(paths: readonly string[], from: string, to: string): Promise<void> {
  for (const path of paths) {
    await mkdir(dirname(join(to, path)), { recursive: true });
    await cp(join(from, path), join(to, path), { recursive: true });
  }
}

/** The embedded reference server has no limit that would be worth minutes of waiting. */
function limitless(variables: Readonly<Record<string, string>> | undefined): Record<string, string> {
  expect(variables).toHaveProperty('RATE_LIMIT');
  return Object.fromEntries(Object.entries(variables ?? {}).filter(([name]) => name !== 'RATE_LIMIT'));
}

const inReports = 'reports/conformance.json';

test('the recipe for GitHub gives the verdict of the whole, with annotations', async ({}, info) => {
  test.setTimeout(400_000);
  const text = await readFile(suiteFile('docs', 'ci', 'github-actions.yml'), 'utf8');
  const { jobs } = parse(text) as GithubRecipe;
  // Variables and secrets are not set here, so that the embedded reference server is the target.
  const env = Object.fromEntries(
    Object.entries(limitless(jobs.shard.env)).filter(([, value]) => !value.includes('${{')),
  );
  const artifacts = info.outputPath('artifacts');
  const job = async (steps: readonly Step[], folder: string, shard: number): Promise<Ended[]> => {
    await copySuite(folder);
    const filled = (value = ''): string => value.replaceAll('${{ matrix.shard }}', String(shard));
    const ended: Ended[] = [];
    for (const { run, uses = '', with: inputs = {} } of steps) {
      if (run !== undefined) ended.push(await line(filled(run), folder, { ...env, GITHUB_ACTIONS: 'true' }));
      if (uses.startsWith('actions/upload-artifact@'))
        await cp(join(folder, inputs['path'] ?? ''), join(artifacts, filled(inputs['name'])), {
          recursive: true,
        });
      if (uses.startsWith('actions/download-artifact@'))
        for (const name of [1, 2, 3, 4].filter((one) => one !== missing).map((one) => `shard-${one}`))
          await cp(join(artifacts, name), join(folder, inputs['path'] ?? ''), { recursive: true });
    }
    return ended;
  };
  let missing = 0;
  const shards = await Promise.all(
    [1, 2, 3, 4].map((shard) => job(jobs.shard.steps, info.outputPath(`shard-${shard}`), shard)),
  );
  expect(shards.flat().map(({ code }) => code)).toEqual(Array.from({ length: 8 }, () => 0));
  const verdict = (await job(jobs.verdict.steps, info.outputPath('verdict'), 0)).at(-1);
  expect(verdict?.stdout).toContain(
    '::notice title=Conformance::Conformant with the core and upload profiles',
  );
  expect(verdict?.code).toBe(0);
  const report = await reportIn(join(artifacts, 'conformance-report'));
  expect(report.verdict.conclusion).toBe('conformant');

  missing = 2;
  const incomplete = (await job(jobs.verdict.steps, info.outputPath('incomplete'), 0)).at(-1);
  expect(incomplete?.code).toBe(2);
  expect(incomplete?.stdout).toContain('::error title=Conformance::Shard 2 of 4 is missing.');
});

test('the recipe for GitLab gives the verdict of the whole, with JUnit', async ({}, info) => {
  test.setTimeout(400_000);
  const text = await readFile(suiteFile('docs', 'ci', 'gitlab-ci.yml'), 'utf8');
  const recipe = parse(text) as GitlabRecipe;
  const job = async (
    { script, variables }: GitlabJob,
    folder: string,
    env: Record<string, string>,
  ): Promise<Ended[]> => {
    const ended: Ended[] = [];
    for (const one of [...recipe.default.before_script, ...script])
      ended.push(
        await line(one, folder, { ...(variables && limitless(variables)), ...env, GITLAB_CI: 'true' }),
      );
    return ended;
  };
  const total = recipe.shard.parallel ?? 1;
  const verdictFolder = info.outputPath('verdict');
  await copySuite(verdictFolder);
  const shards = await Promise.all(
    Array.from({ length: total }, async (_, index) => {
      const folder = info.outputPath(`shard-${index + 1}`);
      await copySuite(folder);
      const env = { CI_NODE_INDEX: String(index + 1), CI_NODE_TOTAL: String(total) };
      const ended = await job(recipe.shard, folder, env);
      await carry(recipe.shard.artifacts.paths, folder, verdictFolder);
      return ended;
    }),
  );
  expect(shards.flat().map(({ code }) => code)).toEqual(Array.from({ length: 2 * total }, () => 0));
  const verdict = (await job(recipe.verdict, verdictFolder, {})).at(-1);
  expect(verdict?.stdout).toContain('Conformant with the core and upload profiles');
  expect(verdict?.code).toBe(0);
  const { paths, reports } = recipe.verdict.artifacts;
  expect(paths).toContain(inReports);
  const { requirements } = await reportIn(dirname(join(verdictFolder, inReports)));
  const junit = await readFile(join(verdictFolder, reports?.junit ?? ''), 'utf8');
  // One for each requirement, and one for the verdict of the run.
  expect(junit.match(/<testcase /g)).toHaveLength(requirements.length + 1);
  expect(junit).not.toMatch(/<(failure|error) /);
  expect(paths.map((path) => basename(path))).toContain('junit.xml');
});
