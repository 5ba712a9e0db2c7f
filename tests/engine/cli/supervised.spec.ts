import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { suiteFile } from '../../../src/suite-files.ts';

for (const [what, signals, outcome] of [
  ['Ctrl-C', ['SIGINT'], 'interrupted 1'],
  ['one Ctrl-C that comes twice', ['SIGINT', 'SIGINT'], 'interrupted 1'],
  ['a second Ctrl-C', ['SIGINT', 1500, 'SIGINT'], 'interrupted 2'],
  ['a CI that asks to end', ['SIGTERM'], 'interrupted 1'],
  ['a CI that asks twice', ['SIGINT', 1500, 'SIGTERM'], 'interrupted 1'],
  ['a terminal that goes away', ['SIGHUP'], 'interrupted 1'],
] as const) {
  test(`${what} interrupts the run: ${outcome}`, async () => {
    const loader = require.resolve('tsx');
    const script = suiteFile('tests', 'engine', 'cli', 'supervising.mts');
    const child = spawn(process.execPath, ['--import', loader, script]);
    const output = text(child.stdout);
    const closed = once(child, 'close');
    await once(child.stdout, 'data');
    for (const step of signals) {
      if (typeof step === 'number') await sleep(step);
      else {
        child.kill(step);
        await sleep(50);
      }
    }
    await closed;
    expect(await output).toBe(`ready\n${outcome}\n`);
    expect(child.exitCode).toBe(130);
  });
}
