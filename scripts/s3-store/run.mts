import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { s3Address } from '../../src/reference/storage/s3-address.ts';
import { askBucket } from '../../src/reference/storage/s3-bucket.ts';
import { PackagesUnavailable, unpackPackages } from './packages.ts';
import type { Swift } from './swift.ts';
import { startSwift } from './swift.ts';

/** Exit status of a run that did not take place, as automake has it. */
const skipped = 77;

const folder = await mkdtemp(join(tmpdir(), 's3-store-'));
try {
  process.exitCode = await run();
} catch (error) {
  if (!(error instanceof PackagesUnavailable)) throw error;
  process.stderr.write(`skipped: the packages of the store cannot be had here: ${error.message}\n`);
  process.exitCode = skipped;
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** The exit status of the suite, run with its reference server in front of the store. */
async function run(): Promise<number> {
  const watch = stopwatch();
  const root = await unpackPackages(folder);
  watch('programs fetched and unpacked');
  const swift = await startSwift(root, folder);
  try {
    const setting = storageSetting(swift, 'files');
    await askBucket(s3Address(setting), Date.now(), { method: 'PUT', path: '' });
    watch('store started');
    const status = await suite(setting);
    watch(`suite ended with exit status ${status}`);
    return status;
  } finally {
    await swift.stop();
  }
}

function storageSetting({ origin, keyId, secret, region, clockFile }: Swift, bucket: string): string {
  const login = `${encodeURIComponent(keyId)}:${encodeURIComponent(secret)}`;
  const query = new URLSearchParams({ clock: clockFile, region }).toString();
  return `s3://${login}@${new URL(origin).host}/${bucket}?${query}`;
}

async function suite(setting: string): Promise<number> {
  const env = {
    REPORTS_DIR: 'reports/s3',
    TARGET_PROFILES: 'core,upload',
    ...process.env,
    REFERENCE_STORAGE: setting,
  };
  const cli = createRequire(import.meta.url).resolve('@playwright/test/cli');
  const child = spawn(process.execPath, [cli, 'test', ...process.argv.slice(2)], { env, stdio: 'inherit' });
  // The suite ends first, then the store; a terminal interrupts both processes by itself.
  process.on('SIGINT', () => undefined).on('SIGTERM', () => child.kill('SIGINT'));
  const [status] = (await once(child, 'exit')) as [number | null];
  return status ?? 1;
}

function stopwatch(): (what: string) => void {
  let last = performance.now();
  return (what) => {
    const now = performance.now();
    process.stdout.write(`${what} (${((now - last) / 1000).toFixed(1)} s)\n`);
    last = now;
  };
}
