import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { replayed } from '../../../src/cli/verify-replay.ts';
import { verify } from '../../../src/cli/verify.ts';
import { loadContract } from '../../../src/contract/contract.ts';
import { changesHeader } from '../../../src/reference/defects/answers.ts';
import { repairs } from '../../../src/reference/defects/requests.ts';
import { startReference } from '../../../src/reference/start.ts';
import { verification } from '../../../src/replay/comparison.ts';
import { unchecked } from '../../../src/replay/unchecked.ts';
import type { ConformanceReport } from '../../../src/report/model.ts';
import { readOff } from '../../../src/report/read-off.ts';
import { asEnvironment } from '../../../src/settings/as-environment.ts';
import { documentFile, operationUnderTest, suiteFile } from '../../../src/suite-files.ts';
import { runSuite } from '../../harness/run-suite.ts';
import { membersInSchema } from '../documentation/report-members.ts';
import { edited } from '../replay/edit.ts';
import { captured } from './captured.ts';
import type { Edit } from './verify-edits.ts';
import { asked, found, refused } from './verify-edits.ts';

const accepts1441 = repairs('accepts 1441', (body) =>
  body['expiresInMinutes'] === 1441 ? { ...body, expiresInMinutes: 1440 } : undefined,
);
const cached = changesHeader('lets answers be cached', 'cache-control', 'max-age=3600', () => true);
const waiver = [{ id: 'URL-11', reason: 'known', owner: 'somebody', until: '2999-12-31' }];

/** The report on a server that violates REJ-07, and URL-11, which is waived, NF-01 with its drawn ids in it; and what a replay comes to. */
let honest: ConformanceReport;
let replay: ConformanceReport;

test.beforeAll(async ({}, info) => {
  const folder = info.outputPath('replay');
  await mkdir(folder, { recursive: true });
  const waivers = join(folder, 'waivers.json');
  await writeFile(waivers, JSON.stringify(waiver));
  const reference = await startReference({
    defect: {
      name: 'two faults',
      wrap: (sound) => cached.wrap({ ...sound, handle: accepts1441.wrap(sound) }),
    },
  });
  const { origins, main, alt } = reference;
  const run = await runSuite(
    { ...asEnvironment({ url: origins.api, main, alt }), REAL_EXPIRY: '0', WAIVERS: waivers },
    { reportsDir: info.outputPath('reports'), filter: ['--grep=REJ-07|REJ-0[45]|EXP-06|TEN-0[123]|NF-01'] },
  );
  await reference.close();
  honest = run.report();
  replay = await replayed(honest, folder);
});

/** What is different in a report, by name, from what the honest one was replayed to. */
async function differencesIn(report: ConformanceReport): Promise<string[]> {
  const { method, path } = operationUnderTest;
  const operation = (await loadContract(documentFile)).operation(method, path);
  const { differences } = verification(report, replay, readOff(report.exchanges, operation));
  return differences.map(({ what }) => what);
}

/** The command, with the report as it was edited. */
async function verified(report: ConformanceReport): Promise<{ exitCode: number; stdout: string }> {
  const file = test.info().outputPath('edited.json');
  await writeFile(file, JSON.stringify(report));
  const output = captured();
  const exitCode = await verify([file], output);
  return { exitCode, stdout: output.stdout.text() };
}

test('nothing is different in the honest report', async () => {
  expect(await differencesIn(honest)).toEqual([]);
});

test('each member of the report is found when it is edited, or it is named as taken on the word of who made the report', async () => {
  const schema = JSON.parse(
    await readFile(suiteFile('schemas', 'conformance-report.schema.json'), 'utf8'),
  ) as object;
  const members = membersInSchema(schema).map((member) => member.replace(/\?$/, ''));
  const below = (member: string, other: string): boolean => /^(?:\.|\[\])/.test(other.slice(member.length));
  const isIn = (owner: string, member: string): boolean =>
    member === owner || (member.startsWith(owner) && below(owner, member));
  const leaves = members.filter(
    (member) => !members.some((other) => other !== member && isIn(member, other)),
  );
  const edits = [...refused, ...found, ...asked].flatMap(editedMembers);
  const words = unchecked.flatMap((one) => one.members);
  expect(leaves.filter((leaf) => !edits.includes(leaf) && !words.some((word) => isIn(word, leaf)))).toEqual(
    [],
  );
  expect([...edits, ...words].filter((name) => !members.includes(name))).toEqual([]);
});

/** The members that an edit sets: those of an object, else the one itself. */
function editedMembers([member, value]: Edit): string[] {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? Object.keys(value).map((name) => `${member}.${name}`) : [member];
}

for (const [member, value, says] of refused)
  test(`another ${member} is refused`, async () => {
    const report = edited(honest, member, value);
    await expect(verified(report)).rejects.toThrow(says);
  });

test('each edit of what came of the run is found', async () => {
  for (const [member, value, what] of found)
    expect.soft(await differencesIn(edited(honest, member, value)), member).toContain(what);
});

for (const [index, [member, value, says]] of asked.entries())
  test(`${member} is found when the checks ask again (${index})`, async () => {
    const report = edited(honest, member, value);
    const end = await verified(report).catch((error: unknown) => ({ exitCode: 3, stdout: String(error) }));
    expect(end.exitCode).not.toBe(0);
    expect(end.stdout).toContain(says);
  });
