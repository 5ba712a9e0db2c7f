import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { compareOptions } from '../../../src/cli/compare.ts';
import { conformance } from '../../../src/cli/conformance.ts';
import { diffOptions } from '../../../src/cli/diff.ts';
import { listOptions } from '../../../src/cli/list.ts';
import { mergeOptions } from '../../../src/cli/merge.ts';
import { runOptions } from '../../../src/cli/run-options.ts';
import { verifyOptions } from '../../../src/cli/verify.ts';
import { suiteFile } from '../../../src/suite-files.ts';
import { captured } from './captured.ts';

for (const [what, args, sentence] of [
  ['no command', [], /^conformance: tells whether/],
  [
    'an unknown command',
    ['judge'],
    /^"judge" is no command; there are: run, merge, diff, compare, verify, list \(conformance --help\)\n$/,
  ],
  ['a command that objects have', ['toString'], /^"toString" is no command/],
  ['an unknown option', ['run', '--token', 'k'], /^Unknown option "--token" \(conformance run --help\)\n$/],
  ['a stray word', ['run', 'core'], /^"core" is one word too many/],
  ['an option without its value', ['list', '--profiles'], /^Option "--profiles <value>" argument missing/],
  [
    'a value that begins with a dash',
    ['run', '--seed', '-1'],
    /^--seed has no value; one that begins with a dash is written --seed=-1 \(conformance run --help\)\n$/,
  ],
  ['an empty value', ['run', '--budget', ''], /^--budget is empty/],
  ['a missing folder', ['merge'], /^DIR is missing \(conformance merge --help\)\n$/],
  ['a folder that is not there', ['merge', 'no/such'], /^DIR: ".+no.such" does not exist/],
  ['a folder without blobs', ['merge', 'specs'], /^DIR: "\S+specs" holds no blob of a shard/],
  ['a file for a folder', ['merge', 'README.md'], /^DIR: "\S+README.md" is no folder/],
  ['a broken filter', ['run', '--grep', '('], /^--grep: "\(" is not a regular expression/],
  ['a shard beyond the last', ['run', '--shard', '5/4'], /^--shard: "5\/4" is not like 1\/4/],
  ['a shard before the first', ['run', '--shard', '0/4'], /^--shard: "0\/4" is not like 1\/4/],
  ['an unknown profile', ['list', '--profiles', 'x'], /^--profiles: "x" is unknown; allowed: core, upload/],
] as const) {
  test(`3: ${what}`, async () => {
    const output = captured();
    expect(await conformance(args, output)).toBe(3);
    expect(output.stderr.text()).toMatch(sentence);
    expect(output.stdout.text()).toBe('');
  });
}

for (const [command, options] of [
  ['run', runOptions],
  ['merge', mergeOptions],
  ['diff', diffOptions],
  ['compare', compareOptions],
  ['verify', verifyOptions],
  ['list', listOptions],
] as const) {
  test(`${command} --help and docs/cli.md have every option`, async () => {
    const output = captured();
    expect(await conformance([command, '--help'], output)).toBe(0);
    const documentation = await readFile(suiteFile('docs', 'cli.md'), 'utf8');
    const [, section = ''] = documentation.split(`\n## \`conformance ${command}`);
    for (const name of Object.keys(options)) {
      expect(output.stdout.text()).toContain(`  --${name} `);
      expect(section.split('\n## ')[0]).toContain(`\`--${name}`);
    }
  });
}

test('--help of the program names the commands', async () => {
  const output = captured();
  expect(await conformance(['--help'], output)).toBe(0);
  expect(output.stdout.text()).toMatch(
    /conformance run[^]+conformance merge[^]+conformance diff[^]+conformance compare[^]+conformance verify[^]+conformance list/,
  );
});
