import type { Given } from './option.ts';

/** The options of `conformance run`; each that names a variable is the same setting as that variable, and takes precedence. */
export const runOptions = {
  target: {
    value: 'URL',
    help: 'base URL of the server, or eu, us, qatar; the embedded reference server by default',
    variable: 'TARGET_URL',
  },
  profiles: { value: 'LIST', help: 'core, or core,upload', variable: 'TARGET_PROFILES' },
  budget: { value: 'NAME', help: 'API requests: quick, standard, thorough', variable: 'BUDGET' },
  'rate-limit': { value: 'N', help: 'requests a minute', variable: 'RATE_LIMIT' },
  'reports-dir': { value: 'DIR', help: 'folder for everything that is written', variable: 'REPORTS_DIR' },
  'fail-on': { value: 'LEVEL', help: 'must, or should: a broken SHOULD fails too', variable: 'FAIL_ON' },
  waivers: { value: 'FILE', help: 'failures that are accepted for a while', variable: 'WAIVERS' },
  'no-real-expiry': {
    help: 'leave out the checks that wait about 105 s for URLs to expire',
    variable: 'REAL_EXPIRY',
    sets: '0',
  },
  seed: { value: 'N', help: 'seed of the generated requests', variable: 'FC_SEED' },
  grep: { value: 'RE', help: 'only checks whose title, id or file matches' },
  shard: { value: 'I/N', help: 'the I-th of N parts of the checks' },
  'dry-run': { help: 'print what would be done, and send nothing' },
  help: { help: 'this text' },
} as const;

/** What the user asks of `conformance run`. */
export type RunRequest = Given<typeof runOptions>;

/** The options of a request that are settings, as the environment variables that they stand for. */
export function variablesOf(request: RunRequest): ReadonlyMap<string, { option: string; value: string }> {
  const given = Object.entries(runOptions).flatMap(([option, spec]) => {
    const asked = request[option as keyof typeof runOptions];
    if (asked === undefined || !('variable' in spec)) return [];
    const value = 'sets' in spec ? spec.sets : String(asked);
    return [[spec.variable, { option: `--${option}`, value }] as const];
  });
  return new Map<string, { option: string; value: string }>(given);
}
