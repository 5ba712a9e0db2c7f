import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConformanceReport } from '../../src/report/model.ts';
import { suiteFile } from '../../src/suite-files.ts';

/** What a run of the suite in a process of its own came to. */
export interface SuiteRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The report; reading it throws when the run wrote none. */
  readonly report: () => ConformanceReport;
}

/** Runs the suite as its users do, `npx playwright test`, with the given settings only. */
export async function runSuite(
  settings: Readonly<Record<string, string>>,
  {
    reportsDir,
    folder = suiteFile(),
    command = 'test',
    filter = [],
    interrupt,
  }: {
    reportsDir: string;
    folder?: string;
    /** Another command of Playwright's, with `filter` as its arguments. */
    command?: string;
    filter?: readonly string[];
    /** The run gets a SIGINT when this resolves. */
    interrupt?: Promise<void>;
  },
): Promise<SuiteRun> {
  const inherited = Object.entries(process.env).filter(([name]) =>
    /^(PATH|HOME|TMPDIR|NODE_EXTRA_CA_CERTS)$/.test(name),
  );
  const env = { ...Object.fromEntries(inherited), ...settings, REPORTS_DIR: reportsDir };
  const cli = join(folder, 'node_modules', '@playwright', 'test', 'cli.js');
  const child = spawn(process.execPath, [cli, command, ...filter], { cwd: folder, env });
  void interrupt?.then(() => child.kill('SIGINT'));
  const [stdout, stderr] = [textOf(child.stdout), textOf(child.stderr)];
  const exitCode = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    exitCode,
    stdout: await stdout,
    stderr: await stderr,
    report: () => JSON.parse(readFileSync(join(reportsDir, 'conformance.json'), 'utf8')) as ConformanceReport,
  };
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
