import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadContract } from '../contract/contract.ts';
import type { Verification } from '../replay/comparison.ts';
import { verification } from '../replay/comparison.ts';
import { basisOf } from '../report/build.ts';
import type { ConformanceReport } from '../report/model.ts';
import { readOff } from '../report/read-off.ts';
import { SettingsError } from '../settings/sources.ts';
import { documentFile, operationUnderTest } from '../suite-files.ts';
import { readArguments } from './arguments.ts';
import { verifyHelp } from './help.ts';
import type { Output } from './output.ts';
import { readReport } from './report-file.ts';
import { replayed } from './verify-replay.ts';
import { renderVerification } from './verify-text.ts';

/** The options of `conformance verify`. */
export const verifyOptions = {
  json: { help: 'as JSON' },
  help: { help: 'this text' },
} as const;

/**
 * `conformance verify`: recomputes a report from its evidence and sends nothing. Resolves to the exit code: 0 for a report that says what
 * its evidence says, 1 for another. Throws a SettingsError for what this suite cannot verify.
 */
export async function verify(args: readonly string[], { stdout }: Output): Promise<number> {
  const { given, words } = readArguments(args, verifyOptions, ['REPORT']);
  if (given.help) {
    stdout.write(verifyHelp(verifyOptions));
    return 0;
  }
  const [word = ''] = words;
  const report = readReport(word);
  await checkBasis(word, report);
  const found = await recomputed(report);
  stdout.write(given.json ? `${JSON.stringify(found, null, 2)}\n` : renderVerification(found, report));
  return found.differences.length === 0 ? 0 : 1;
}

/** Throws a SettingsError for a report that was not made by this suite, or not on its contract. */
async function checkBasis(file: string, report: ConformanceReport): Promise<void> {
  const own = await basisOf(report.target.profiles);
  const [given, ours] = [basisIn(report), basisIn(own)];
  const what = Object.keys(ours).find((name) => given[name] !== ours[name]);
  if (what === undefined) return;
  throw new SettingsError(
    `${file}: only the suite that made a report can verify it; its ${what} is ${given[what]}, that of this suite ${ours[what]}`,
  );
}

/** What a report was judged by, as texts. */
function basisIn({ suite, contract, catalogue }: Basis): Record<string, string> {
  return {
    suite: `${suite.name} ${suite.version}`,
    contract: `${contract.title} ${contract.version}, ${contract.operation} (${contract.digest})`,
    'upload profile': contract.overlayDigest ?? 'none',
    catalogue: `of ${catalogue.requirements} requirements in ${catalogue.version} (${catalogue.digest})`,
  };
}

type Basis = Awaited<ReturnType<typeof basisOf>>;

async function recomputed(report: ConformanceReport): Promise<Verification> {
  const { method, path } = operationUnderTest;
  const operation = (await loadContract(documentFile)).operation(method, path);
  const folder = await mkdtemp(join(tmpdir(), 'flexportal-verify-'));
  try {
    return verification(report, await replayed(report, folder), readOff(report.exchanges, operation));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
