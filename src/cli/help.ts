import { invocation } from '../suite-files.ts';
import type { Options } from './option.ts';
import { table } from './table.ts';

/** What the program does, and its commands. */
export const overview = `conformance: tells whether a server keeps the contract of POST /v1/files/url

  conformance run [options]           check a server, and exit by the verdict
  conformance merge DIR [options]     make one report of the shards of a run, and exit by its verdict
  conformance diff OLD NEW [options]  say what changed between two reports, and exit 1 when something got worse
  conformance compare REPORTS…        show the reports on several servers side by side
  conformance verify REPORT           recompute a report from its evidence, without the server
  conformance list [options]          print the requirements

A first run judges the reference server that comes with the suite, in seconds, and writes the folder reports:

  ${invocation} run

Then your server, with an API key and its Tenant-ID; --dry-run shows first what would be sent:

  export TARGET_TOKEN=… TARGET_TENANT=…
  ${invocation} run --target https://staging.example.com --dry-run
  ${invocation} run --target https://staging.example.com

${invocation} COMMAND --help has the options.
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

/** Help of `conformance verify`. */
export function verifyHelp(options: Options): string {
  return `conformance verify REPORT [options]: recomputes every verdict of a report from the exchanges in it, and sends nothing

${optionLines(options)}

REPORT is conformance.json of this version of the suite. What follows from more than the exchanges is named and not judged.

exit codes
  0  the report says what its evidence says
  1  it does not: an edited or incomplete report
  3  no report, or one of another suite or contract
`;
}

/** Help of `conformance list`. */
export function listHelp(options: Options): string {
  return `conformance list [options]: prints the requirements

${optionLines(options)}

"requests" is the number of API requests that a check adds to a whole run at the standard budget, measured on the reference server;
a check with 0 judges what others sent.
`;
}

/** Help of `conformance diff`. */
export function diffHelp(options: Options): string {
  return `conformance diff OLD NEW [options]: says what changed between two reports on one contract

${optionLines(options)}

OLD and NEW are files like reports/conformance.json. Requirements are compared by their ids, findings without the values in them.

exit codes
  0  no requirement got worse
  1  a requirement got worse: violated now, at a level that fails the new run (FAIL_ON), or not decided any more
  3  the files cannot be compared: one is no report, or they are on different contracts
`;
}

/** Help of `conformance compare`. */
export function compareHelp(options: Options): string {
  return `conformance compare REPORT REPORTS… [options]: shows the reports on several servers side by side

${optionLines(options)}

REPORTS are files like reports/conformance.json, at least two, all on one contract. Requirements in which they differ come first.

exit codes
  0  comparison.html and comparison.json are written, whatever they say
  3  nothing is written: a file is no report, they are on different contracts, or the folder cannot be written to
`;
}

function optionLines(options: Options): string {
  const rows = Object.entries(options).map(([name, { value = '', help, variable, sets }]) => {
    const same = variable === undefined ? '' : ` (${sets === undefined ? variable : `${variable}=${sets}`})`;
    return [`  --${name} ${value}`, help + same];
  });
  return table(rows).join('\n');
}
