import { mkdirSync, writeFileSync } from 'node:fs';
import type { TestInfo } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { SettingsError } from '../../../src/settings/sources.ts';
import { readWaivers } from '../../../src/settings/waivers.ts';
import type { Waiver } from '../../../src/settings/waivers.ts';
import { suiteFile } from '../../../src/suite-files.ts';

const schema = suiteFile('schemas', 'waivers.schema.json');
const catalogue = [
  { id: 'REJ-07', level: 'MUST' },
  { id: 'URL-11', level: 'SHOULD' },
  { id: 'DL-10', level: 'INFO' },
] as const;

function read(content: string, info: TestInfo): Waiver[] {
  const file = info.outputPath('waivers.yaml');
  writeFileSync(file, content);
  return readWaivers(file, schema, catalogue);
}

/** One entry in YAML, with other members or without one (null). */
function entry(members: Record<string, string | null> = {}): string {
  const whole: Record<string, string | null> = {
    id: 'REJ-07',
    reason: 'FILES-12',
    owner: 'files team',
    until: '2025-01-31',
    ...members,
  };
  const lines = Object.entries(whole).flatMap(([name, value]) =>
    value === null ? [] : [`${name}: ${value}`],
  );
  return `- ${lines.join('\n  ')}\n`;
}

test('each entry is read, a date as text', ({}, info) => {
  expect(read(entry({ finding: '"1441"' }) + entry({ id: 'URL-11' }), info)).toEqual([
    { id: 'REJ-07', reason: 'FILES-12', owner: 'files team', until: '2025-01-31', finding: '1441' },
    { id: 'URL-11', reason: 'FILES-12', owner: 'files team', until: '2025-01-31' },
  ]);
});

for (const content of ['', '[]', '# none any more\n'])
  test(`${JSON.stringify(content)} waives nothing`, ({}, info) => {
    expect(read(content, info)).toEqual([]);
  });

for (const [name, content, says] of [
  ['an unknown requirement', entry({ id: 'REJ-77' }), /: \/0\/id: REJ-77 is not in the catalogue$/],
  [
    'one waived twice',
    entry() + entry({ until: '2026-01-31' }),
    /: \/1\/id: REJ-07 is waived already, at \/0$/,
  ],
  ['an observation', entry({ id: 'DL-10' }), /: \/0\/id: DL-10 is only observed and never fails$/],
  ['no id', entry({ id: null, reason: 'x' }), /\/0 must have required property 'id'/],
  ['no reason', entry({ reason: null }), /\/0 must have required property 'reason'/],
  ['no owner', entry({ owner: null }), /\/0 must have required property 'owner'/],
  ['no end', entry({ until: null }), /\/0 must have required property 'until'/],
  ['an empty reason', entry({ reason: '" "' }), /\/0\/reason must match pattern/],
  ['a day that is none', entry({ until: '2025-02-30' }), /\/0\/until must match format "date"/],
  ['a time', entry({ until: '2025-01-31T00:00:00Z' }), /\/0\/until must match format "date"/],
  ['a number for a day', entry({ until: '20250131' }), /\/0\/until must be string/],
  ['an empty finding', entry({ finding: '""' }), /\/0\/finding must NOT have fewer than 1 char/],
  [
    'an unknown member',
    entry() + entry({ id: 'URL-11', untill: 'x' }),
    /\/1 .*additional properties \(untill\)/,
  ],
  [
    'one entry without a list',
    entry().slice(2).replaceAll('\n  ', '\n'),
    /: the file must be a list: each entry begins with "- "$/,
  ],
  ['a second document', `${entry()}---\n${entry()}`, /: the file holds more than one YAML document \(---\)$/],
  ['no YAML', '- id: "REJ-07', /quote/i],
] as const)
  test(`${name} is refused by file and place`, ({}, info) => {
    const attempt = (): Waiver[] => read(content, info);
    expect(attempt).toThrow(SettingsError);
    expect(attempt).toThrow(says);
    expect(attempt).toThrow(info.outputPath('waivers.yaml'));
  });

test('a file that is not there, and a folder, are refused by name', ({}, info) => {
  const file = info.outputPath('waivers.yaml');
  expect(() => readWaivers(file, schema, catalogue)).toThrow(`${file}: the file cannot be read (ENOENT)`);
  mkdirSync(file);
  expect(() => readWaivers(file, schema, catalogue)).toThrow(SettingsError);
});

test('what the parser only warns of is not written beside', async ({}, info) => {
  const warnings: Error[] = [];
  const listen = (warning: Error): number => warnings.push(warning);
  process.on('warning', listen);
  expect(read(entry({ reason: '!mine FILES-12' }), info)).toHaveLength(1);
  // Node hands warnings on in a later turn.
  await new Promise(setImmediate);
  process.off('warning', listen);
  expect(warnings).toEqual([]);
});
