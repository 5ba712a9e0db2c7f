import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { closed } from './closed.ts';

/** Makes one HTML file of a folder with results for Allure. Throws with what Allure says when it makes none. */
export async function writeAllureReport(results: string, file: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'allure-'));
  try {
    // In a folder of its own Allure finds no configuration.
    const command = [
      allure(),
      'awesome',
      '--single-file',
      '--name=Conformance',
      '--output=page',
      resolve(results),
    ];
    const child = spawn(process.execPath, command, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    const [stdout, stderr] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    if (child.exitCode !== 0) throw new Error(`allure: exit status ${child.exitCode}: ${stdout}${stderr}`);
    await writeFile(file, closed(await readFile(join(folder, 'page', 'index.html'), 'utf8')));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The program of the installed Allure; its package does not export the path. */
function allure(): string {
  return join(require.resolve('allure'), '..', '..', 'cli.js');
}
