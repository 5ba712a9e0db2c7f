import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import type { PricedEntry } from '../../../src/cli/catalogue.ts';
import { readCatalogue } from '../../../src/cli/catalogue.ts';
import { list } from '../../../src/cli/list.ts';
import { playwrightTest } from '../../../src/cli/playwright.ts';
import { table } from '../../../src/cli/table.ts';
import { captured } from './captured.ts';

const catalogue = readCatalogue();

test('list prints every requirement with level, profile, effect, requests, title and clause, aligned', async () => {
  const output = captured();
  expect(await list([], output)).toBe(0);
  const [head = '', ...rows] = output.stdout.text().trimEnd().split('\n');
  expect(head.split(/ +/)).toEqual(['id', 'level', 'profile', 'effect', 'requests', 'title', 'clause']);
  expect(rows).toHaveLength(catalogue.length);
  const [title, clause] = [head.indexOf('title'), head.indexOf('clause')];
  for (const [index, { id, level, profile, effect, requests, ...entry }] of catalogue.entries()) {
    const row = rows[index] ?? '';
    expect(row.slice(0, title).trim().split(/ +/)).toEqual([
      id,
      level,
      profile,
      effect,
      String(requests.standard),
    ]);
    expect(row.slice(title, clause).trim()).toBe(entry.title);
    expect(row.slice(clause).startsWith(entry.clause[0] ?? '-')).toBe(true);
  }
});

test('list --json has all there is, of the profiles that are asked for', async () => {
  const output = captured();
  await list(['--profiles', 'upload', '--json'], output);
  const entries = JSON.parse(output.stdout.text()) as PricedEntry[];
  expect(entries).toEqual(catalogue.filter(({ profile }) => profile === 'upload'));
});

test('a table aligns all columns but the last, and leaves no space at the end of a line', () => {
  expect(
    table([
      ['a', 'bb', 'c'],
      ['aaa', 'b', ''],
    ]),
  ).toEqual(['a    bb  c', 'aaa  b']);
});

test('the list of the test runner names the tests that it would run', async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    playwrightTest('--list', '--grep', 'REJ-07'),
  );
  expect(stdout).toContain(catalogue.find(({ id }) => id === 'REJ-07')?.title);
  expect(stdout).not.toContain(catalogue.find(({ id }) => id === 'REJ-08')?.title);
  expect(stdout).toMatch(/Total: \d+ tests/);
});
