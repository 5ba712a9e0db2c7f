import { writeFileSync } from 'node:fs';
import type { TestInfo } from '@playwright/test';
import { expect, test } from '@playwright/test';
import type { TargetFile } from '../../../src/settings/sources.ts';
import { readTargetFile, SettingsError } from '../../../src/settings/sources.ts';
import { suiteFile } from '../../../src/suite-files.ts';

function read(content: string, info: TestInfo): TargetFile {
  const file = info.outputPath('target.yaml');
  writeFileSync(file, content);
  return readTargetFile(file, suiteFile('schemas', 'target.schema.json'));
}

test('a file that is not there sets nothing', ({}, info) => {
  expect(readTargetFile(info.outputPath('none.yaml'), suiteFile('schemas', 'target.schema.json'))).toEqual(
    {},
  );
});

for (const [content, expected] of [
  ['', {}],
  ['# nothing yet\n', {}],
  [
    'url: eu\ntoken: "0123"\ntenant: a\nalt:\n  token: b\n  tenant: c\n',
    { url: 'eu', token: '0123', tenant: 'a', alt: { token: 'b', tenant: 'c' } },
  ],
  [
    '{"rateLimit": 100, "failOn": "should", "seed": -1, "reportsDir": "r", "waivers": "w", "profiles": ["core"]}',
    { rateLimit: 100, failOn: 'should', seed: -1, reportsDir: 'r', waivers: 'w', profiles: ['core'] },
  ],
] as const)
  test(`${JSON.stringify(content)} is read`, ({}, info) => {
    expect(read(content, info)).toEqual(expected);
  });

const secret = 'sk_VERY_secret_0123456789';

const wrong: [name: string, content: string, says: RegExp][] = [
  ['an unknown member', `tokn: ${secret}`, /additional properties \(tokn\)$/],
  ['a number for a key', 'token: 12345678901234567890', /\/token must be string/],
  ['a list for a key', `token: [${secret}]`, /\/token must be string/],
  ['a number for a file id', 'fileId: 7', /\/fileId must be string/],
  ['an empty tenant', 'tenant: ""', /\/tenant must NOT have fewer than 1 char/],
  ['no requests a minute', 'rateLimit: 0', /\/rateLimit must be >= 1/],
  ['half a request a minute', 'rateLimit: 1.5', /\/rateLimit must be integer/],
  ['an unknown word', 'failOn: never', /\/failOn must be equal to one of the allowed values: must, should$/],
  ['a seed of more than 32 bits', 'seed: 2147483648', /\/seed must be <= 2147483647/],
  ['a profile twice', 'profiles: [core, core]', /\/profiles must NOT have duplicate items/],
  [
    'an unknown profile',
    'profiles: [core, everything]',
    /\/profiles\/1 must be equal to one of the allowed values: core, upload$/,
  ],
  ['half a second organisation', `alt:\n  token: ${secret}`, /\/alt must have required property 'tenant'/],
  ['a list', `- ${secret}`, /the file must be names with values/],
  ['a bare text', secret, /the file must be names with values/],
  ['an open quotation mark', `token: "${secret}`, /quote/i],
  ['an alias of nothing', `token: *${secret}`, /YAML/],
  ['a member twice', `token: ${secret}\ntoken: ${secret}`, /unique/],
  ['a reserved character', `token: @${secret}`, /reserved/],
];

for (const [name, content, says] of wrong)
  test(`${name} is refused by file and place, without a value`, ({}, info) => {
    const attempt = (): TargetFile => read(content, info);
    expect(attempt).toThrow(SettingsError);
    expect(attempt).toThrow(says);
    expect(attempt).toThrow(info.outputPath('target.yaml'));
    expect(attempt).not.toThrow(secret);
  });
