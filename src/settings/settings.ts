import type { Contract } from '../contract/contract.ts';
import type { Profile } from '../requirement.ts';
import type { Budget } from '../budget.ts';
import { budgets } from '../budget.ts';
import { choiceFrom, integerFrom, secretFrom, SettingsError, textFrom, writtenAs } from './sources.ts';
import type { Sources } from './sources.ts';
import { urlOf } from './target-url.ts';

/** An organisation that the run may act for. */
export interface Principal {
  readonly token: string;
  readonly tenant: string;
  /** An existing file of it; found by the run when absent. */
  readonly fileId?: string | undefined;
}

/** The server under test. */
export interface Target {
  /** Base URL without a trailing slash. */
  readonly url: string;
  readonly main: Principal;
  /** A second organisation, for tenancy. */
  readonly alt?: Principal | undefined;
}

/** The settings of one run, checked. */
export interface Settings {
  /** Absent: the embedded reference server is started and tested. */
  readonly target?: Target | undefined;
  readonly profiles: readonly Profile[];
  readonly budget: Budget;
  /** Requests a minute over the whole run; unlimited when absent. */
  readonly rateLimit?: number | undefined;
  /** False when the checks that wait for the real clock are left out. */
  readonly realExpiry: boolean;
  readonly failOn: 'must' | 'should';
  /** Seed of every generated value, a 32-bit integer. */
  readonly seed: number;
  /** Position of the one request of a check that is sent again; absent in a whole run. */
  readonly path?: number | undefined;
  /** Folder for everything that the run writes. */
  readonly reportsDir: string;
  /** File with the waivers; none when absent. */
  readonly waiversFile?: string | undefined;
  /** Storage behind the embedded reference server, with its key: `s3://KEY:SECRET@HOST:PORT/BUCKET?clock=FILE`; its own when absent. */
  readonly referenceStorage?: string | undefined;
}

/** Reads the settings from the environment and `target.yaml`. Throws a SettingsError that names the setting as the user wrote it. */
export function readSettings(sources: Sources, contract: Pick<Contract, 'servers'>): Settings {
  const target = readTarget(sources, contract);
  return {
    target,
    profiles: readProfiles(sources, target === undefined ? known : ['core']),
    budget: choiceFrom(sources, 'BUDGET', 'budget', budgets) ?? 'standard',
    rateLimit: integerFrom(sources, 'RATE_LIMIT', 'rateLimit', { minimum: 1 }),
    realExpiry: choiceFrom(sources, 'REAL_EXPIRY', 'realExpiry', ['0', '1']) !== '0',
    failOn: choiceFrom(sources, 'FAIL_ON', 'failOn', ['must', 'should']) ?? 'must',
    seed: integerFrom(sources, 'FC_SEED', 'seed', { minimum: -(2 ** 31), maximum: 2 ** 31 - 1 }) ?? 1440,
    path: integerFrom(sources, 'FC_PATH', 'path', { minimum: 0 }),
    reportsDir: readReportsDir(sources),
    waiversFile: textFrom(sources, 'WAIVERS', 'waivers'),
    referenceStorage: readReferenceStorage(sources, target),
  };
}

/** The folder for everything that the run writes. */
export function readReportsDir(sources: Sources): string {
  return textFrom(sources, 'REPORTS_DIR', 'reportsDir') ?? 'reports';
}

const known: readonly Profile[] = ['core', 'upload'];

/** The profiles that are claimed; without a target those of the embedded reference server. */
function readProfiles(sources: Sources, preset: readonly Profile[]): Profile[] {
  const list = sources.file.profiles ?? preset;
  const names = (textFrom(sources, 'TARGET_PROFILES') ?? list.join(','))
    .split(',')
    .map((name) => name.trim());
  const wrong = names.find((name) => !known.some((profile) => profile === name));
  if (wrong !== undefined || !names.includes('core')) {
    throw new SettingsError(
      `TARGET_PROFILES: "${wrong ?? names.join(',')}" is unknown; allowed: core, or core,upload`,
    );
  }
  return known.filter((profile) => names.includes(profile));
}

function readReferenceStorage(sources: Sources, target: Target | undefined): string | undefined {
  const storage = textFrom(sources, 'REFERENCE_STORAGE');
  if (storage !== undefined && target !== undefined)
    throw new SettingsError(
      `REFERENCE_STORAGE is the storage of the embedded reference server; it does not go with ${writtenAs(sources, 'TARGET_URL', 'url')}`,
    );
  return storage;
}

const dependent = [
  ['TARGET_TOKEN', 'token'],
  ['TARGET_TENANT', 'tenant'],
  ['TARGET_FILE_ID', 'fileId'],
  ['TARGET_ALT_TOKEN', 'alt.token'],
  ['TARGET_ALT_TENANT', 'alt.tenant'],
  ['TARGET_ALT_FILE_ID', 'alt.fileId'],
] as const;

function readTarget(sources: Sources, contract: Pick<Contract, 'servers'>): Target | undefined {
  if (sources.environment['TARGET_URL']?.trim() === '') {
    throw new SettingsError('TARGET_URL is empty; unset it to test the embedded reference server');
  }
  const url = textFrom(sources, 'TARGET_URL', 'url');
  if (url === undefined) {
    const orphan = dependent.find(([name, key]) => textFrom(sources, name, key) !== undefined);
    if (orphan === undefined) return undefined;
    throw new SettingsError(
      `TARGET_URL is missing: ${writtenAs(sources, orphan[0], orphan[1])} is set, but not the server that it belongs to`,
    );
  }
  return {
    url: urlOf(url, contract, writtenAs(sources, 'TARGET_URL', 'url')),
    main: {
      token:
        secretFrom(sources, 'TARGET_TOKEN', 'token') ?? missing('TARGET_TOKEN', 'an API key of the target'),
      tenant: secretFrom(sources, 'TARGET_TENANT', 'tenant') ?? missing('TARGET_TENANT', 'its Tenant-ID'),
      fileId: textFrom(sources, 'TARGET_FILE_ID', 'fileId'),
    },
    alt: readAlt(sources),
  };
}

function readAlt(sources: Sources): Principal | undefined {
  const token = secretFrom(sources, 'TARGET_ALT_TOKEN', 'alt.token');
  const tenant = secretFrom(sources, 'TARGET_ALT_TENANT', 'alt.tenant');
  const fileId = textFrom(sources, 'TARGET_ALT_FILE_ID', 'alt.fileId');
  if (token === undefined && tenant === undefined && fileId === undefined) return undefined;
  return {
    token: token ?? missing('TARGET_ALT_TOKEN', 'the API key of the second organisation'),
    tenant: tenant ?? missing('TARGET_ALT_TENANT', 'the Tenant-ID of the second organisation'),
    fileId,
  };
}

function missing(name: string, what: string): never {
  throw new SettingsError(`${name} is missing: ${what}`);
}
