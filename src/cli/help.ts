import type { Options } from './option.ts';
import { table } from './table.ts';

/** What the program does, and its commands. */
export const overview = `conformance: tells whether a server keeps the contract of POST /v1/files/url

  conformance run [options]         check a server, and exit by the verdict
  conformance merge DIR [options]   make one report of the shards of a run, and exit by its verdict
  conformance list [options]        print the requirements

conformance COMMAND --help has the options.
`;

/** The exit codes of a run, as the help shows them. */
const exitCodes = `exit codes
  0    nothing violated (conformant, or partial when something was left out on purpose)
  1    a MUST is violated, or a waiver is stale
  2    nothing violated, but something could not be decided or was lost
  3    a wrong setting, an error of the suite, or nothing ran
  130  interrupted
`;

/** Help of `conformance run`. */
export function runHelp(options: Options): string {
  return `conformance run [options]: checks a server, and exits by the verdict

${optionLines(options)}

The API key is never given on the command line, where other users of the machine can read it: set TARGET_TOKEN and TARGET_TENANT
(of a second organisation TARGET_ALT_TOKEN, TARGET_ALT_TENANT) in the environment, or write them into target.yaml in this folder.
An option takes precedence over its environment variable, and that over target.yaml.

${exitCodes}`;
}

/** Help of `conformance merge`. */
export function mergeHelp(options: Options): string {
  return `conformance merge DIR [options]: makes one report of the shards of a run, and exits by its verdict

${optionLines(options)}

DIR holds the blobs of all shards: each run with --shard writes its own below the folder of its reports, in "blob".

${exitCodes}`;
}

/** Help of `conformance list`. */
export function listHelp(options: Options): string {
  return `conformance list [options]: prints the requirements

${optionLines(options)}

"requests" is the number of API requests that a check adds to a whole run at the standard budget, measured on the reference server;
a check with 0 judges what others sent.
`;
}

function optionLines(options: Options): string {
  const rows = Object.entries(options).map(([name, { value = '', help, variable, sets }]) => {
    const same = variable === undefined ? '' : ` (${sets === undefined ? variable : `${variable}=${sets}`})`;
    return [`  --${name} ${value}`, help + same];
  });
  return table(rows).join('\n');
}
