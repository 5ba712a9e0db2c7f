import { expect, test } from '@playwright/test';
import { isSelected, selectionOf } from '../../src/selection.ts';

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
