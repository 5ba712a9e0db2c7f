import { expect, test } from '@playwright/test';
import type { Contract } from '../../../src/contract/contract.ts';
import { asEnvironment } from '../../../src/settings/as-environment.ts';
import type { Settings } from '../../../src/settings/settings.ts';
import { readSettings } from '../../../src/settings/settings.ts';
import type { TargetFile } from '../../../src/settings/sources.ts';
import { SettingsError } from '../../../src/settings/sources.ts';

const contract: Pick<Contract, 'servers'> = {
  servers: ['eu', 'us', 'qatar'].map((name) => ({
    url: `https://api-${name}.flexportal.io`,
    description: name,
  })),
};

const target = { TARGET_URL: 'http://127.0.0.1:8080', TARGET_TOKEN: 'sk_secret_1', TARGET_TENANT: 'unit' };

const read = (environment: Record<string, string>, file: TargetFile = {}): Settings =>
  readSettings({ environment, file }, contract);

function refusal(environment: Record<string, string>, file: TargetFile = {}): string {
  try {
    read(environment, file);
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError);
    return (error as Error).message;
  }
  throw new Error('refusal: the settings are accepted');
}

test('nothing set means the embedded reference server and the defaults', () => {
  expect(read({})).toEqual({
    target: undefined,
    profiles: ['core', 'upload'],
    budget: 'standard',
    rateLimit: undefined,
    realExpiry: true,
    failOn: 'must',
    seed: 1440,
    path: undefined,
    reportsDir: 'reports',
    waiversFile: undefined,
    referenceStorage: undefined,
  });
});

test('a target claims the core profile unless it says more', () => {
  expect(read(target).profiles).toEqual(['core']);
  expect(read({ TARGET_PROFILES: 'core' }).profiles).toEqual(['core']);
});

test('REFERENCE_STORAGE is for the embedded reference server only', () => {
  const storage = 's3://k:s@127.0.0.1:1/b?clock=/tmp/c';
  expect(read({ REFERENCE_STORAGE: storage }).referenceStorage).toBe(storage);
  const message = refusal({ ...target, REFERENCE_STORAGE: storage });
  expect(message).toContain('it does not go with TARGET_URL');
  expect(message).not.toContain(storage);
});

const everything: [variable: Record<string, string>, file: TargetFile, read: Record<string, unknown>][] = [
  [{ RATE_LIMIT: '100' }, { rateLimit: 100 }, { rateLimit: 100 }],
  [{ RATE_LIMIT: ' 1 ' }, { rateLimit: 1 }, { rateLimit: 1 }],
  [{ BUDGET: 'quick' }, { budget: 'quick' }, { budget: 'quick' }],
  [{ FC_PATH: '0' }, { path: 0 }, { path: 0 }],
  [{ REAL_EXPIRY: '0' }, { realExpiry: 0 }, { realExpiry: false }],
  [{ REAL_EXPIRY: '1' }, { realExpiry: '1' }, { realExpiry: true }],
  [{ TARGET_PROFILES: 'core, upload' }, { profiles: ['core', 'upload'] }, { profiles: ['core', 'upload'] }],
  [{ FAIL_ON: 'should' }, { failOn: 'should' }, { failOn: 'should' }],
  [{ FAIL_ON: 'must' }, { failOn: 'must' }, { failOn: 'must' }],
  [{ FC_SEED: '-2147483648' }, { seed: -2147483648 }, { seed: -2147483648 }],
  [{ FC_SEED: '2147483647' }, { seed: 2147483647 }, { seed: 2147483647 }],
  [{ FC_SEED: '0' }, { seed: 0 }, { seed: 0 }],
  [{ REPORTS_DIR: '/tmp/a b' }, { reportsDir: '/tmp/a b' }, { reportsDir: '/tmp/a b' }],
  [{ WAIVERS: 'known faults.yaml' }, { waivers: 'known faults.yaml' }, { waiversFile: 'known faults.yaml' }],
  [{ TARGET_PROFILES: 'core' }, { profiles: ['core'] }, { profiles: ['core'] }],
  [
    { ...target, TARGET_FILE_ID: 'f 1' },
    { url: target.TARGET_URL, token: 'sk_secret_1', tenant: 'unit', fileId: 'f 1' },
    { target: { url: target.TARGET_URL, main: { token: 'sk_secret_1', tenant: 'unit', fileId: 'f 1' } } },
  ],
  [
    { ...target, TARGET_ALT_TOKEN: 'b', TARGET_ALT_TENANT: 'c d', TARGET_ALT_FILE_ID: 'e' },
    {
      url: target.TARGET_URL,
      token: 'sk_secret_1',
      tenant: 'unit',
      alt: { token: 'b', tenant: 'c d', fileId: 'e' },
    },
    { target: { alt: { token: 'b', tenant: 'c d', fileId: 'e' } } },
  ],
];

for (const [environment, file, expected] of everything)
  test(`${JSON.stringify(environment)} reads like ${JSON.stringify(file)}`, () => {
    expect(read(environment)).toMatchObject(expected);
    expect(read({}, file)).toEqual(read(environment));
  });

test('the environment goes before the file, setting by setting', () => {
  const file = { url: 'http://file.example', token: 'from-file', tenant: 'file', seed: 1, failOn: 'should' };
  const { target: found, seed, failOn } = read({ TARGET_TOKEN: 'from-environment', FC_SEED: '2' }, file);
  expect(found).toMatchObject({
    url: 'http://file.example',
    main: { token: 'from-environment', tenant: 'file' },
  });
  expect({ seed, failOn }).toEqual({ seed: 2, failOn: 'should' });
});

test('an empty variable counts as not set', () => {
  const file = { url: target.TARGET_URL, token: 'from-file', tenant: 'unit' };
  expect(read({ TARGET_TOKEN: ' ', FAIL_ON: '', RATE_LIMIT: '' }, file).target?.main.token).toBe('from-file');
});

const urls: [given: string, url: string][] = [
  ['eu', 'https://api-eu.flexportal.io'],
  ['US', 'https://api-us.flexportal.io'],
  ['qatar', 'https://api-qatar.flexportal.io'],
  ['https://host.example/', 'https://host.example'],
  ['https://HOST.example:443/base//', 'https://host.example/base'],
  [' http://[::1]:8080/api ', 'http://[::1]:8080/api'],
];

for (const [given, url] of urls)
  test(`TARGET_URL "${given}" is ${url}`, () => {
    expect(read({ ...target, TARGET_URL: given }).target?.url).toBe(url);
  });

const wrong: [environment: Record<string, string>, says: RegExp][] = [
  [{ RATE_LIMIT: '0' }, /^RATE_LIMIT: "0" is not a whole number from 1 up$/],
  [{ RATE_LIMIT: '1.5' }, /^RATE_LIMIT: "1\.5"/],
  [{ RATE_LIMIT: '1e3' }, /^RATE_LIMIT: "1e3"/],
  [{ RATE_LIMIT: 'fast' }, /^RATE_LIMIT: "fast"/],
  [{ FC_SEED: '2147483648' }, /^FC_SEED: "2147483648" is not a whole number from -2147483648 to 2147483647$/],
  [{ FAIL_ON: 'MUST' }, /^FAIL_ON: "MUST" is unknown; allowed: must, should$/],
  [
    { TARGET_PROFILES: 'core,everything' },
    /^TARGET_PROFILES: "everything" is unknown; allowed: core, or core,upload$/,
  ],
  [{ TARGET_PROFILES: 'upload' }, /^TARGET_PROFILES: "upload" is unknown; allowed: core, or core,upload$/],
  [{ TARGET_PROFILES: 'core,' }, /^TARGET_PROFILES: ""/],
  [{ BUDGET: 'fast' }, /^BUDGET: "fast" is unknown; allowed: quick, standard, thorough$/],
  [{ REAL_EXPIRY: 'no' }, /^REAL_EXPIRY: "no" is unknown; allowed: 0, 1$/],
  [{ FC_PATH: '-1' }, /^FC_PATH: "-1" is not a whole number from 0 up$/],
  [{ TARGET_URL: '' }, /^TARGET_URL is empty; unset it/],
  [{ TARGET_URL: ' ' }, /^TARGET_URL is empty/],
  [{ ...target, TARGET_URL: 'asia' }, /^TARGET_URL: its value is neither .* eu, us, qatar$/],
  [{ ...target, TARGET_URL: 'ftp://host.example' }, /^TARGET_URL: "ftp:\/\/host\.example" is neither/],
  [{ ...target, TARGET_URL: 'host.example' }, /^TARGET_URL: its value is neither/],
  [
    { ...target, TARGET_URL: 'https://host.example/?a=1' },
    /^TARGET_URL must not have a query or a fragment$/,
  ],
  [{ ...target, TARGET_URL: 'https://host.example/#a' }, /^TARGET_URL must not have a query or a fragment$/],
  [{ ...target, TARGET_TOKEN: '' }, /^TARGET_TOKEN is missing: /],
  [{ ...target, TARGET_TENANT: '' }, /^TARGET_TENANT is missing: /],
  [{ ...target, TARGET_TENANT: 'a\tb' }, /^TARGET_TENANT holds a character that no header field can carry$/],
  [{ ...target, TARGET_ALT_TOKEN: 'x' }, /^TARGET_ALT_TENANT is missing: /],
  [{ ...target, TARGET_ALT_TENANT: 'x' }, /^TARGET_ALT_TOKEN is missing: /],
  [{ ...target, TARGET_ALT_FILE_ID: 'x' }, /^TARGET_ALT_TOKEN is missing: /],
  ...['TOKEN', 'TENANT', 'FILE_ID', 'ALT_TOKEN', 'ALT_TENANT', 'ALT_FILE_ID'].map(
    (name): [Record<string, string>, RegExp] => [
      { [`TARGET_${name}`]: 'x' },
      new RegExp(`^TARGET_URL is missing: TARGET_${name} is set`),
    ],
  ),
];

for (const [environment, says] of wrong)
  test(`${JSON.stringify(environment)} is refused by name`, () => {
    expect(refusal(environment)).toMatch(says);
  });

const inFile: [file: TargetFile, says: RegExp][] = [
  [{ url: 'asia', token: 'a', tenant: 'b' }, /^target\.yaml: url: its value is neither/],
  [{ url: 'http://host.example', token: 'ä', tenant: 'b' }, /^target\.yaml: token holds a character/],
  [{ token: 'a' }, /^TARGET_URL is missing: target\.yaml: token is set/],
  [{ rateLimit: 0 }, /^target\.yaml: rateLimit: "0"/],
  [{ failOn: 'never' }, /^target\.yaml: failOn: "never"/],
];

for (const [file, says] of inFile)
  test(`a wrong setting in the file, ${JSON.stringify(file)}, is refused by its name there`, () => {
    expect(refusal({}, file)).toMatch(says);
  });

const secret = 'sk_VERY/secret+0123456789';
const careless: [name: string, environment: Record<string, string>][] = [
  ['a key with a line feed', { ...target, TARGET_TOKEN: `${secret}\n${secret}` }],
  ['a key outside ASCII', { ...target, TARGET_TOKEN: `${secret}é` }],
  ['a second key outside ASCII', { ...target, TARGET_ALT_TOKEN: `${secret}é`, TARGET_ALT_TENANT: 'x' }],
  ['a key without a server', { TARGET_TOKEN: secret }],
  ['a key without a tenant', { ...target, TARGET_TOKEN: secret, TARGET_TENANT: '' }],
  ['a password in the URL', { ...target, TARGET_URL: `https://user:${secret}@host.example` }],
  ['a password in a URL of another scheme', { ...target, TARGET_URL: `ftp://user:${secret}@host.example` }],
  ['a password in a URL without a scheme', { ...target, TARGET_URL: `user:${secret}@host.example` }],
  ['a key in the query of the URL', { ...target, TARGET_URL: `https://host.example/?key=${secret}` }],
];

for (const [name, environment] of careless)
  test(`${name} is refused without being shown`, () => {
    const message = refusal(environment);
    expect(message).not.toContain(secret);
    expect(message).not.toContain(encodeURIComponent(secret));
    expect(message).toMatch(/^TARGET_\w+ ?/);
  });

test('a target survives its way through the environment', () => {
  for (const alt of [undefined, { token: 'b', tenant: 'c', fileId: 'd' }, { token: 'b', tenant: 'c' }]) {
    const given = { url: target.TARGET_URL, main: { token: 'a', tenant: 'u', fileId: 'f' }, alt };
    expect(read(asEnvironment(given)).target).toEqual(given);
  }
});
