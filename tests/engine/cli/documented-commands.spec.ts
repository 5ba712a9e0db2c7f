import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test as base } from '@playwright/test';
import type { RunningReference } from '../../../src/reference/start.ts';
import { startReference } from '../../../src/reference/start.ts';
import { suiteFile } from '../../../src/suite-files.ts';
import { copySuite } from '../../harness/suite-copy.ts';
import { readPages, shellBlocks } from '../documentation/pages.ts';
import { inFolder } from './in-folder.ts';

/** Commands that are not run here. */
const notRun: Readonly<Record<string, string>> = {
  'git clone <this repository> flexportal-conformance && cd flexportal-conformance':
    'the address is that of the reader',
  'npm ci': 'a clean checkout begins with it; here it would empty the libraries of everybody',
  'npm ci && npm pack': 'package.spec.ts makes the package',
  'npm init -y': 'package.spec.ts installs the package',
  'npm install ./flexportal-conformance-0.1.0.tgz': 'package.spec.ts installs the package',
  'npm test': 'takes minutes, and is how all of this is run',
};

/** Commands that rightly exit with another code than 0 when they are run as they are written. */
const otherCodes: Readonly<Record<string, readonly [code: number, reason: string]>> = {
  'README.md: npx playwright test (TARGET_URL)': [1, 'without a second organisation the run is inconclusive'],
  'docs/for-developers.md: BUDGET=quick REAL_EXPIRY=0 npx playwright test (TARGET_URL)': [1, 'the same'],
  'docs/package.md: npx flexportal-conformance run --target https://staging.example.com': [2, 'the same'],
  'docs/waivers.md: WAIVERS=waivers.yaml npx playwright test': [1, 'the waiver has expired'],
  'docs/for-ci-gates.md: npm run conformance -- run --waivers waivers.yaml (TARGET_URL)': [
    1,
    'the waiver has expired',
  ],
  'docs/ci.md: npx playwright test --shard=1/4': [1, 'a shard alone is never green'],
};

/** Names that stand for files of the reader: reports, and the folder of the shards of a run. */
const reports = ['OLD', 'NEW', 'REPORT', 'REPORTS…', 'last-green.json', 'release-1.json', 'release-2.json'];
const moreReports = ['eu.json', 'us.json', 'reports/conformance.json'];

/** A quick run against a server without uploads that went before, in a folder of its own. */
interface Before {
  readonly folder: string;
}

const test = base.extend<object, { reference: RunningReference; before: Before }>({
  reference: [
    async ({}, use) => {
      const reference = await startReference({ choices: { uploads: false } });
      await use(reference);
      await reference.close();
    },
    { scope: 'worker' },
  ],
  before: [
    async ({ reference }, use, info) => {
      const folder = join(info.project.outputDir, `before-${info.workerIndex}`);
      await mkdir(folder, { recursive: true });
      const settings = { ...targetOf(reference), ...short, REPORTS_DIR: join(folder, 'reports') };
      await inFolder(suiteFile(), ['npx', 'playwright', 'test', '--shard=1/1'], settings);
      await cp(join(folder, 'reports', 'blob'), join(folder, 'shards'), { recursive: true });
      const merge = ['npx', 'tsx', 'src/cli.ts', 'merge', join(folder, 'shards')];
      const end = await inFolder(suiteFile(), merge, { REPORTS_DIR: join(folder, 'reports') });
      expect(end.exitCode, end.stdout + end.stderr).toBe(0);
      await use({ folder });
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

/** What the pages do not set: runs that take seconds. */
const short = { BUDGET: 'quick', REAL_EXPIRY: '0' };

/** Measures whole runs, with settings of its own. */
const measuring = 'npm run catalogue';

function targetOf({ origins, main, alt }: RunningReference): Record<string, string> {
  return {
    TARGET_URL: origins.api,
    TARGET_TOKEN: main.token,
    TARGET_TENANT: main.tenant,
    TARGET_FILE_ID: main.fileId,
    TARGET_ALT_TOKEN: alt.token,
    TARGET_ALT_TENANT: alt.tenant,
  };
}

/** A command as it is run here: the servers, keys and ids of the reader are those of the reference server. */
function standIn(command: string, reference: RunningReference): string {
  const target = targetOf(reference);
  return (
    command
      .replaceAll(/\b(TARGET_\w+)=…/g, (_, name: string) => `${name}='${target[name] ?? ''}'`)
      .replaceAll(/https:\/\/staging\.example\.com|http:\/\/localhost:3000/g, reference.origins.api)
      // The limit would make a run of seconds one of minutes.
      .replaceAll(/--rate-limit \d+/g, '--rate-limit 100000')
      // package.spec.ts shows that the bin of the package does what that of the repository does.
      .replaceAll('npx flexportal-conformance', 'npx tsx src/cli.ts')
  );
}

/** A copy of the suite with what the pages expect to lie about. */
async function furnish(folder: string, before: Before): Promise<void> {
  await copySuite(folder);
  for (const part of ['scripts', 'tests/harness', 'docs', '.prettierrc.json'])
    await cp(suiteFile(part), join(folder, part), { recursive: true });
  await cp(join(before.folder, 'reports'), join(folder, 'reports'), { recursive: true });
  await cp(join(before.folder, 'shards'), join(folder, 'DIR'), { recursive: true });
  for (const name of [...reports, ...moreReports])
    await cp(join(before.folder, 'reports', 'conformance.json'), join(folder, name));
  const waivers = await readFile(suiteFile('docs', 'waivers.md'), 'utf8');
  await writeFile(join(folder, 'waivers.yaml'), /^```yaml\n([^]*?)^```$/m.exec(waivers)?.[1] ?? '');
}

const pages = readPages().map(({ file, text }) => ({
  file,
  commands: shellBlocks(text).flatMap(({ commands }) => commands),
}));

for (const { file, commands } of pages.filter((page) => page.commands.some((one) => !(one in notRun)))) {
  test(`the commands of ${file} do as they are written`, async ({ reference, before }, info) => {
    const folder = info.outputPath('copy');
    await furnish(folder, before);
    const exports: string[] = [];
    for (const command of commands.filter((one) => !(one in notRun))) {
      if (/^(export|unset) /.test(command)) {
        exports.push(standIn(command, reference));
        continue;
      }
      const pointed =
        exports.some((line) => line.includes('export TARGET_URL=')) && !/^unset/.test(exports.at(-1) ?? '');
      const [code] = otherCodes[`${file}: ${command}${pointed ? ' (TARGET_URL)' : ''}`] ?? [0];
      const script = [...exports, standIn(command, reference)].join('\n');
      const end = await inFolder(folder, ['bash', '-c', script], {
        ...(command === measuring ? {} : short),
        npm_config_offline: 'true',
      });
      expect.soft(end.exitCode, `${command}\n${end.stdout}${end.stderr}`).toBe(code);
    }
    if (commands.includes(measuring))
      for (const written of ['catalogue.json', 'requests.json', 'traffic.json'])
        expect
          .soft(await readFile(join(folder, 'specs', written), 'utf8'), `specs/${written} is not current`)
          .toBe(await readFile(suiteFile('specs', written), 'utf8'));
  });
}

test('every command that is not run, or does not exit with 0, is in the documentation', () => {
  const all = pages.flatMap(({ commands }) => commands);
  expect(Object.keys(notRun).filter((command) => !all.includes(command))).toEqual([]);
  const named = pages.flatMap(({ file, commands }) => commands.map((command) => `${file}: ${command}`));
  const other = Object.keys(otherCodes).map((name) => name.replace(/ \(TARGET_URL\)$/, ''));
  expect(other.filter((name) => !named.includes(name))).toEqual([]);
  expect(all.length).toBeGreaterThan(30);
});
