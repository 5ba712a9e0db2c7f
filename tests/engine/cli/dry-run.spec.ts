import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { mostRequests } from '../../../src/budget.ts';
import { readCatalogue } from '../../../src/cli/catalogue.ts';
import { renderDryRun } from '../../../src/cli/dry-run.ts';
import type { ListedCheck } from '../../../src/cli/listed-checks.ts';
import type { Settings } from '../../../src/settings/settings.ts';
import { startRecordingServer } from '../../harness/recording-server.ts';
import { conformance } from './command.ts';

const listed = readCatalogue().map((entry): ListedCheck => ({
  entry,
  tags: [`@${entry.id}`, `@${entry.level}`],
  passive: /^(SCH|EXP|UPL)/.test(entry.id),
}));

const settings: Settings = {
  target: { url: 'http://127.0.0.1:1', main: { token: 'k', tenant: 't', fileId: 'f' } },
  profiles: ['core', 'upload'],
  budget: 'standard',
  realExpiry: true,
  failOn: 'must',
  seed: 1,
  reportsDir: 'reports',
};

const fact = (text: string, name: string): string =>
  text.split('\n').find((line) => line.startsWith(`${name}  `)) ?? '';

test('a dry run against a server sends nothing and writes nothing', async ({}, info) => {
  const server = await startRecordingServer(() => ({ status: 500 }));
  const folder = info.outputPath();
  await writeFile(join(folder, 'target.yaml'), `url: ${server.origins[0]}\ntoken: secret-key\ntenant: t-1\n`);
  const { exitCode, stdout, stderr } = await conformance(
    ['run', '--dry-run', '--profiles', 'core,upload', '--rate-limit', '100', '--grep', 'REJ-07|EXP-06'],
    { folder },
  );
  await server.close();
  expect(server.arrivals).toEqual([]);
  expect(stdout + stderr).not.toContain('secret-key');
  expect(fact(stdout, 'target')).toContain(`${server.origins[0]}, no second organisation is set`);
  expect(stdout.split('\n').filter((line) => /^[A-Z]+-\d\d/.test(line))).toHaveLength(2);
  expect(stdout).toMatch(/^REJ-07 +MUST +none +asks +MUST reject expiresInMinutes above the maximum$/m);
  expect(stdout).toMatch(/^EXP-06 +MUST +none +judges /m);
  expect(fact(stdout, 'requests')).toContain(`at most ${mostRequests('standard', ['core', 'upload'])}`);
  expect(fact(stdout, 'writes')).toContain('a file to ask for, because TARGET_FILE_ID is not set');
  expect(fact(stdout, 'longest wait')).toContain('about 105 s, once, until URLs expire (EXP-06;');
  expect(stdout.trim().split('\n').at(-1)).toBe('Dry run: nothing was sent.');
  expect(exitCode).toBe(0);
});

test('it names the checks of the claimed profiles only', () => {
  const core = renderDryRun({ ...settings, profiles: ['core'] }, listed);
  expect(core).not.toMatch(/^UPL-01 /m);
  expect(renderDryRun(settings, listed)).toMatch(/^UPL-01 /m);
});

test('a check that Playwright selects by its file is no less selected', () => {
  expect(renderDryRun(settings, listed, 'some-folder')).toMatch(/^REJ-07 /m);
});

test('what a filter does not name runs along and writes and waits for nothing', () => {
  const selected = listed.filter(({ entry, passive }) => passive || entry.id === 'REJ-07');
  const text = renderDryRun(settings, selected, 'REJ-07');
  expect(text).toMatch(/^along +\d+ that judge what these send: .*EXP-06/m);
  expect(text).not.toMatch(/^EXP-06 /m);
  expect(fact(text, 'writes')).toMatch(/nothing$/);
  expect(fact(text, 'longest wait')).toMatch(/ none;/);
});

for (const [what, changed, wait] of [
  ['a server', {}, /about 105 s.*EXP-06, UPL-16, UPL-34/],
  ['a server and REAL_EXPIRY=0', { realExpiry: false }, / none;/],
  ['the embedded reference server', { target: undefined }, / none;/],
] as const) {
  test(`it tells the longest wait: ${what}`, () => {
    expect(fact(renderDryRun({ ...settings, ...changed }, listed), 'longest wait')).toMatch(wait);
  });
}

test('it tells what is written: who writes, how large, and that only own files are touched', () => {
  const writes = fact(renderDryRun({ ...settings, budget: 'thorough' }, listed), 'writes');
  const writing = listed.filter(({ entry }) => entry.effect === 'writes').map(({ entry }) => entry.id);
  expect(writes).toContain(writing.join(', '));
  expect(writes).toContain('1024 MiB');
  expect(writes).toContain('writes or deletes nothing that it did not create');
});

test('it tells how long the requests take at a rate limit', () => {
  const requests = fact(renderDryRun({ ...settings, rateLimit: 100, budget: 'quick' }, listed), 'requests');
  const minutes = Math.ceil(mostRequests('quick', settings.profiles) / 100);
  expect(requests).toContain(`100 a minute, so at most ${minutes} min`);
});
