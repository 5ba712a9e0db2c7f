import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { Progress, showProgress } from '../../../src/report/terminal-progress.ts';

const seconds = 1000;
const check = { id: 'TST-01', title: 'MUST be slow' };

test('progress counts checks and their requests', () => {
  const progress = new Progress(3, 0);
  expect(progress.line(0)).toBe('0 of 3 checks, 0 requests');
  progress.begins(check, 0);
  progress.ends('TST-01', 12);
  progress.begins({ ...check, id: 'TST-02' }, 0);
  progress.ends('TST-02', 0);
  expect(progress.line(60 * seconds)).toBe('2 of 3 checks, 12 requests');
});

test('a check that takes long is named with its time, until it ends', () => {
  const progress = new Progress(2, 0);
  progress.begins(check, 10 * seconds);
  expect(progress.line(14.9 * seconds)).toBe('0 of 2 checks, 0 requests');
  expect(progress.line(41.5 * seconds)).toBe(
    '0 of 2 checks, 0 requests; TST-01 has taken 31 s: MUST be slow',
  );
  progress.ends('TST-01', 5);
  expect(progress.line(50 * seconds)).toBe('1 of 2 checks, 5 requests');
});

test('a line is due every 30 s, and never sooner', () => {
  const progress = new Progress(2, 1000 * seconds);
  const due = Array.from({ length: 100 }, (_, second) => progress.due((1000 + second) * seconds));
  const at = due.flatMap((line, second) => (line === undefined ? [] : [second]));
  expect(at).toEqual([30, 60, 90]);
});

/** What is written in two seconds to an output, and at the end. */
async function shown(out: { isTTY: boolean; columns: number }, since: number): Promise<string[]> {
  const written: string[] = [];
  const progress = new Progress(12, since);
  const end = showProgress(progress, { ...out, write: (text: string) => written.push(text) > 0 });
  await sleep(2.2 * seconds);
  end();
  await sleep(1.5 * seconds);
  return written;
}

test('on a terminal one line is written over each second, within its width, and goes at the end', async () => {
  const written = await shown({ isTTY: true, columns: 12 }, Date.now());
  expect(written.length).toBeGreaterThanOrEqual(2);
  expect(new Set(written.slice(0, -1))).toEqual(new Set(['\r0 of 12 ch…\u001b[K']));
  expect(written.at(-1)).toBe('\r\u001b[K');
});

test('elsewhere a line is written when it is due, and an empty one at the end', async () => {
  expect(await shown({ isTTY: false, columns: 80 }, Date.now() - 29 * seconds)).toEqual([
    '0 of 12 checks, 0 requests\n',
    '\n',
  ]);
  expect(await shown({ isTTY: false, columns: 80 }, Date.now())).toEqual([]);
});
