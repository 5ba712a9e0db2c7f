import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { loadContract } from '../../../src/contract/contract.ts';
import { valueAt } from '../../../src/contract/pointer.ts';
import { documentFile, suiteFile } from '../../../src/suite-files.ts';

const head = 'overlay: 1.0.0\ninfo: {title: t, version: 1.0.0}\n';
const titled = "actions:\n  - {target: $.info, update: {title: 'Another API'}}\n";
const nowhere = "$.paths['/v2/files/url'].post";

test('an overlay changes the document from which it is read, in order', async ({}, info) => {
  const again = titled + '  - {target: $.info.contact, remove: true, update: {name: nobody}}\n';
  const file = info.outputPath('overlay.yaml');
  writeFileSync(file, head + again);
  const { title, document } = await loadContract(documentFile, file);
  expect(title).toBe('Another API');
  expect(valueAt(document, '/info/contact')).toBeUndefined();
});

test('the published overlay follows a changed document', async ({}, info) => {
  const file = info.outputPath('document.yaml');
  writeFileSync(file, readFileSync(documentFile, 'utf8').replace('- download', '- fetch'));
  const contract = await loadContract(file, suiteFile('specs', 'upload.overlay.yaml'));
  const { schema } = contract.operation('POST', '/v1/files/url').request;
  expect(valueAt(schema, '/properties/action/enum')).toEqual(['view', 'fetch', 'upload']);
});

const refused: [name: string, content: string, complaint: string][] = [
  ['text that is no YAML', 'overlay: 1.0.0\n  info: [unclosed\n"', ''],
  ['an empty file', '', 'no OpenAPI Overlay'],
  ['a list', '- a\n', 'no OpenAPI Overlay'],
  ['no version', titled, 'overlay is undefined'],
  ['an unknown version', head.replace('overlay: 1.0.0', 'overlay: 2.0.0') + titled, 'overlay is "2.0.0"'],
  ['a number as version', head.replace('overlay: 1.0.0', 'overlay: 1.0') + titled, 'overlay is 1'],
  ['no actions', head, 'no actions'],
  ['an empty list of actions', `${head}actions: []\n`, 'no actions'],
  ['an action that is no object', `${head}actions: [remove]\n`, 'actions[0] is no object'],
  ['an action without target', `${head}actions: [{remove: true}]\n`, 'actions[0].target is undefined'],
  ['an action without effect', `${head}actions: [{target: $.info}]\n`, 'actions[0] ($.info)'],
  ['an action on nothing', `${head}${titled}  - {target: "${nowhere}", remove: true}\n`, nowhere],
  ['a document made invalid', `${head}actions: [{target: $.info, remove: true}]\n`, 'info'],
  [
    'a reference to nothing',
    `${head}actions: [{target: $.components.schemas, update: {A: {$ref: '#/components/schemas/B'}}}]\n`,
    'B',
  ],
];

for (const [name, content, complaint] of refused)
  test(`refuses an overlay with ${name}, and names the file`, async ({}, info) => {
    const file = info.outputPath('overlay.yaml');
    writeFileSync(file, content);
    const error: unknown = await loadContract(documentFile, file).catch((cause: unknown) => cause);
    expect(String(error)).toMatch(/^Error: loadContract: /);
    expect(String(error)).toContain(file);
    expect(String(error).replace(file, '')).toContain(complaint);
  });

test('refuses a missing overlay and names it; a missing document is named itself', async ({}, info) => {
  const missing = info.outputPath('missing.yaml');
  await expect(loadContract(documentFile, missing)).rejects.toThrow(`loadContract: ${missing}: ENOENT`);
  const overlay = suiteFile('specs', 'upload.overlay.yaml');
  await expect(loadContract(missing, overlay)).rejects.toThrow(`loadContract: ${missing}: `);
});
