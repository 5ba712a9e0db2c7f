import { readArguments } from './arguments.ts';
import type { Output } from './output.ts';
import type { PricedEntry } from './catalogue.ts';
import { readCatalogue } from './catalogue.ts';
import { listHelp } from './help.ts';
import { table } from './table.ts';
import { UsageError } from './usage-error.ts';

/** The options of `conformance list`. */
export const listOptions = {
  profiles: { value: 'LIST', help: 'only these profiles: core, upload' },
  json: { help: 'as JSON, with all clauses, the quote and the defects that prove the check' },
  help: { help: 'this text' },
} as const;

/** `conformance list`: prints the requirements. Resolves to the exit code. */
export function list(args: readonly string[], { stdout }: Output): Promise<number> {
  const {
    given: { profiles, json, help },
  } = readArguments(args, listOptions);
  if (help) stdout.write(listHelp(listOptions));
  else {
    const entries = ofProfiles(readCatalogue(), profiles);
    stdout.write(`${json ? JSON.stringify(entries, null, 2) : tableOf(entries).join('\n')}\n`);
  }
  return Promise.resolve(0);
}

function ofProfiles(entries: readonly PricedEntry[], profiles: string | undefined): readonly PricedEntry[] {
  if (profiles === undefined) return entries;
  const known = [...new Set(entries.map(({ profile }) => profile))];
  const wanted = profiles.split(',').map((name) => name.trim());
  const wrong = wanted.find((name) => !known.some((profile) => profile === name));
  if (wrong !== undefined)
    throw new UsageError(`--profiles: "${wrong}" is unknown; allowed: ${known.join(', ')}`);
  return entries.filter(({ profile }) => wanted.includes(profile));
}

function tableOf(entries: readonly PricedEntry[]): string[] {
  const rows = entries.map(
    ({ id, level, profile, effect, requests, title, clause: [first = '', ...more] }) => [
      ...[id, level, profile, effect, String(requests.standard), title],
      more.length === 0 ? first : `${first} and ${more.length} more`,
    ],
  );
  return table([['id', 'level', 'profile', 'effect', 'requests', 'title', 'clause'], ...rows]);
}
