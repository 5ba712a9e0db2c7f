import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base } from '@playwright/test';
import type { RunningReference } from '../../../src/reference/start.ts';
import { startReference } from '../../../src/reference/start.ts';
import type { ConformanceReport } from '../../../src/report/model.ts';
import { suiteFile } from '../../../src/suite-files.ts';
import type { CommandEnd } from './command.ts';
import { inFolder } from './in-folder.ts';

/** A vendor's folder with the package in it. */
interface Caller {
  readonly folder: string;
  /** Runs `npx` there, which may fetch nothing. */
  npx(...args: readonly string[]): Promise<CommandEnd>;
}

interface Packages {
  /** The packed suite, after `npm run check:package` found nothing wrong with it. */
  tarball: string;
  /** A folder in which nothing else is installed. */
  empty: Caller;
  /** A folder with a test runner of its own, which is another version than the suite's. */
  beside: Caller;
}

const otherRunner = '1.55.0';

/** A test whose folders lie outside the repository: below it, a library that the package forgot would be found in ours. */
const test = base.extend<{ reference: RunningReference }, Packages>({
  tarball: [
    async ({}, use) => {
      const { exitCode, stdout, stderr } = await inFolder(suiteFile(), ['npm', 'run', 'check:package']);
      expect(exitCode, stdout + stderr).toBe(0);
      const [name = ''] = (await readdir(suiteFile('dist'))).filter((file) => file.endsWith('.tgz'));
      await use(suiteFile('dist', name));
    },
    { scope: 'worker', timeout: 300_000 },
  ],
  empty: [({ tarball }, use) => withCaller([tarball], use), { scope: 'worker', timeout: 300_000 }],
  beside: [
    ({ tarball }, use) => withCaller([tarball, `@playwright/test@${otherRunner}`], use),
    { scope: 'worker', timeout: 300_000 },
  ],
  reference: async ({}, use) => {
    const reference = await startReference();
    await use(reference);
    await reference.close();
  },
});

// One worker, so that the package is made once.
test.describe.configure({ mode: 'default' });

async function withCaller(
  packages: readonly string[],
  use: (caller: Caller) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'caller-'));
  try {
    const quietly = ['--prefer-offline', '--no-audit', '--no-fund', '--save-exact'];
    // The prefix keeps npm from a package.json further up.
    const installed = await inFolder(folder, ['npm', 'install', '--prefix=.', ...quietly, ...packages]);
    expect(installed.exitCode, installed.stderr).toBe(0);
    await use({
      folder,
      npx: (...args) =>
        inFolder(folder, ['npx', ...args], { npm_config_offline: 'true', npm_config_loglevel: 'error' }),
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Every file of the installed package, with its size and time. */
async function stateOf({ folder }: Caller): Promise<string[]> {
  const root = join(folder, 'node_modules', 'flexportal-conformance');
  const entries = await readdir(root, { recursive: true });
  const states = entries.map(async (name) => {
    const { mtimeMs, size } = await stat(join(root, name));
    return `${name} ${mtimeMs} ${size}`;
  });
  return Promise.all(states);
}

async function reportOf({ folder }: Caller, reportsDir = 'reports'): Promise<ConformanceReport> {
  const text = await readFile(join(folder, reportsDir, 'conformance.json'), 'utf8');
  return JSON.parse(text) as ConformanceReport;
}

function expectNoInnards({ stdout, stderr }: CommandEnd): void {
  expect(stdout + stderr).not.toMatch(/\.ts\b|^\s+at |ExperimentalWarning/m);
}

test('a first call says what to do next', async ({ empty }) => {
  const end = await empty.npx('flexportal-conformance');
  expect(end.exitCode).toBe(3);
  expect(end.stderr).toMatch(/^ {2}npx flexportal-conformance run$/m);
  expect(end.stderr).toContain('TARGET_TOKEN');
  expectNoInnards(end);
});

test('it judges the embedded reference server, and writes into the folder of the caller alone', async ({
  empty,
}) => {
  const before = await stateOf(empty);
  const end = await empty.npx('flexportal-conformance', 'run', '--budget', 'quick');
  expect(end.exitCode, end.stdout + end.stderr).toBe(0);
  expectNoInnards(end);
  expect((await reportOf(empty)).verdict.conclusion).toBe('conformant');
  expect(existsSync(join(empty.folder, 'reports', 'allure-results'))).toBe(true);
  expect(await stateOf(empty)).toEqual(before);
  expect((await readdir(empty.folder)).sort()).toEqual([
    'node_modules',
    'package-lock.json',
    'package.json',
    'reports',
  ]);
});

test('it judges a server with the keys in the target.yaml of the caller', async ({ empty, reference }) => {
  const { origins, main, alt } = reference;
  const keysOf = ({ token, tenant, fileId }: typeof alt): object => ({ token, tenant, fileId });
  const target = { ...keysOf(main), alt: keysOf(alt) };
  await writeFile(join(empty.folder, 'target.yaml'), JSON.stringify(target));
  const args = ['--profiles=core,upload', '--budget=quick', '--no-real-expiry', '--reports-dir=elsewhere'];
  const end = await empty.npx('flexportal-conformance', 'run', `--target=${origins.api}`, ...args);
  await rm(join(empty.folder, 'target.yaml'));
  expect(end.exitCode, end.stdout + end.stderr).toBe(0);
  expectNoInnards(end);
  const report = await reportOf(empty, 'elsewhere');
  expect([report.target.url, report.target.embedded]).toEqual([origins.api, false]);
  expect(report.verdict.conclusion).toBe('partial');
});

test('every command explains itself', async ({ empty }) => {
  const { stderr } = await empty.npx('flexportal-conformance', 'no-such-command');
  const commands = /there are: (.+) \(/.exec(stderr)?.[1]?.split(', ') ?? [];
  expect(commands).toEqual(expect.arrayContaining(['run', 'merge', 'list']));
  for (const command of commands) {
    const end = await empty.npx('flexportal-conformance', command, '--help');
    expect(end.exitCode).toBe(0);
    expect(end.stdout).toMatch(new RegExp(`^conformance ${command}\\b`));
    expectNoInnards(end);
  }
});

test('it lists the requirements, and what a run would send', async ({ empty }) => {
  const list = await empty.npx('flexportal-conformance', 'list', '--json');
  const catalogue = JSON.parse(await readFile(suiteFile('specs', 'catalogue.json'), 'utf8')) as unknown[];
  expect(JSON.parse(list.stdout)).toHaveLength(catalogue.length);
  const dry = await empty.npx('flexportal-conformance', 'run', '--dry-run', '--grep', 'REJ-07');
  expect(dry.exitCode).toBe(0);
  expect(dry.stdout).toMatch(/^REJ-07 [^]+Dry run: nothing was sent\.\n$/);
  expectNoInnards(dry);
});

test('a wrong setting is one sentence', async ({ empty }) => {
  const end = await empty.npx('flexportal-conformance', 'run', '--target', 'nowhere');
  expect(end.exitCode).toBe(3);
  expect(end.stdout).toBe('');
  expect(end.stderr).toMatch(/^--target.*\n$/);
});

test('it runs on its own Playwright beside another one', async ({ beside }) => {
  expect((await beside.npx('playwright', '--version')).stdout).toBe(`Version ${otherRunner}\n`);
  const end = await beside.npx('flexportal-conformance', 'run', '--budget', 'quick');
  expect(end.exitCode, end.stdout + end.stderr).toBe(0);
  expectNoInnards(end);
  expect((await reportOf(beside)).verdict.conclusion).toBe('conformant');
});

test('programs can have the type of the report, without any other types, and its schema', async ({
  empty,
}) => {
  const program = [
    "import type { ConformanceReport, Verdict } from 'flexportal-conformance';",
    "import schema from 'flexportal-conformance/schemas/conformance-report.schema.json' with { type: 'json' };",
    'export const verdictOf = (report: ConformanceReport): Verdict | undefined => report.requirements[0]?.verdict;',
    '// @ts-expect-error: the type says what there is',
    'export const noneOf = (report: ConformanceReport): unknown => report.noSuchMember;',
    'export const title: string = schema.title;',
  ];
  await writeFile(join(empty.folder, 'consumer.mts'), program.join('\n'));
  const compilerOptions = { strict: true, module: 'nodenext', types: [], noEmit: true };
  const project = { compilerOptions, files: ['consumer.mts'] };
  await writeFile(join(empty.folder, 'tsconfig.json'), JSON.stringify(project));
  const end = await inFolder(empty.folder, [suiteFile('node_modules', '.bin', 'tsc')]);
  expect(end.stdout).toBe('');
  expect(end.exitCode).toBe(0);
});
