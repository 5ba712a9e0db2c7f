import { readdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { isPassive, isSelected, isWhole, passiveFolder, selectionOf } from '../../src/selection.ts';
import { suiteFile } from '../../src/suite-files.ts';

const argv = (...words: string[]): string[] => ['node', 'cli.js', ...words];
const check = {
  title: 'MUST reject',
  tags: ['@REJ-07', '@MUST'],
  file: '/suite/tests/rejection/schema.spec.ts',
};

for (const [what, words, selection] of [
  ['nothing', [], { files: [] }],
  ['a pattern', ['--grep', 'REJ-07'], { grep: 'REJ-07', files: [] }],
  ['a pattern behind its sign', ['--grep=REJ-07', '-x'], { grep: 'REJ-07', files: [] }],
  ['the short form', ['-g', 'REJ-07'], { grep: 'REJ-07', files: [] }],
  ['a file', ['tests/rejection/schema.spec.ts:12'], { files: ['tests/rejection/schema.spec.ts:12'] }],
  ['a shard, which is no file', ['--shard', '1/4'], { files: [] }],
  ['a reporter, which is no file', ['--reporter', './a.ts', '--workers', '4'], { files: [] }],
  ['another reporter, which is no file', ['--add-reporter', './a.ts'], { files: [] }],
  ['a list of tests, which is no file of them', ['--test-list', 'lists/a.txt', 'url/'], { files: ['url/'] }],
  ['what is left out', ['-G', 'a/b'], { files: [] }],
  ['a config, which is no file', ['-c', 'a/b.ts', 'url/'], { files: ['url/'] }],
] as const)
  test(`reads ${what}`, () => {
    expect(selectionOf(argv(...words))).toEqual(selection);
  });

test('a check is selected by its title, by a tag, by a part of its path, or when nothing is named', () => {
  expect(isSelected({ files: [] }, check)).toBe(true);
  expect(isSelected({ grep: 'rej-07', files: [] }, check)).toBe(true);
  expect(isSelected({ grep: 'reject', files: [] }, check)).toBe(true);
  expect(isSelected({ grep: 'REJ-08', files: [] }, check)).toBe(false);
  expect(isSelected({ files: ['rejection/'] }, check)).toBe(true);
  expect(isSelected({ files: ['rejection/schema.spec.ts:12'] }, check)).toBe(true);
  expect(isSelected({ files: ['tenancy/'] }, check)).toBe(false);
  expect(isSelected({ grep: 'REJ-07', files: ['tenancy/'] }, check)).toBe(false);
});

test('a command line asks for the whole suite unless it leaves something out or puts it into another order', () => {
  for (const words of [
    [],
    ['--reporter', './a.ts', '--workers=4', '--retries', '2'],
    ['-c', 'playwright.config.ts', '-j', '2', '--timeout=0', '--quiet'],
    ['--add-reporter', 'line', '--trace', 'off'],
  ])
    expect(isWhole(argv('test', ...words)), words.join(' ')).toBe(true);
  for (const words of [
    ...[['--grep', 'REJ-07'], ['--grep=REJ-07'], ['-g', 'REJ-07'], ['-gREJ-07'], ['-G', 'REJ-07']],
    ...[['--shard=1/4'], ['--shard', '1/4'], ['--project', 'conformance'], ['--project=conformance']],
    ...[['rejection'], ['tests/conformance/rejection'], ['--workers', '4', 'rejection'], ['-x']],
    ...[['--last-failed'], ['--only-changed'], ['--only-changed=main'], ['--shuffle'], ['--shuffle', '7']],
    ...[['--test-list', 'a.txt'], ['--max-failures', '1'], ['--no-deps']],
  ])
    expect(isWhole(argv('test', ...words)), words.join(' ')).toBe(false);
});

test('passive checks come after the others in the order that Playwright takes files in', () => {
  const folders = readdirSync(suiteFile('tests', 'conformance')).sort((a, b) => a.localeCompare(b));
  expect(folders.at(-1)).toBe(passiveFolder);
  expect(isPassive(`/suite/tests/conformance/${passiveFolder}/url/form.spec.ts`)).toBe(true);
  expect(isPassive(`${passiveFolder}\\url\\form.spec.ts`)).toBe(true);
  expect(isPassive(`/${passiveFolder}/tests/conformance/url/use.spec.ts`)).toBe(false);
});
