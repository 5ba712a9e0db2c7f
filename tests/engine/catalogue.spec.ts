import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { collectCatalogue } from '../../scripts/catalogue.ts';
import { cataloguePage, renderCatalogue } from '../../scripts/catalogue/page.ts';
import { readTraffic } from '../../scripts/catalogue/traffic.ts';
import type { MeasuredRequests } from '../../src/cli/catalogue.ts';
import { measuredBudgets, readCatalogue } from '../../src/cli/catalogue.ts';
import { loadContract } from '../../src/contract/contract.ts';
import { valueAt } from '../../src/contract/pointer.ts';
import { documentFile, suiteFile } from '../../src/suite-files.ts';

// One worker for all, so that the catalogue is collected once.
test.describe.configure({ mode: 'default' });

const catalogue = collectCatalogue();

test('specs/catalogue.json is what the conformance tests declare (npm run catalogue writes it)', async () => {
  const written = JSON.parse(await readFile(suiteFile('specs', 'catalogue.json'), 'utf8')) as unknown;
  expect(written).toEqual(await catalogue);
});

test('specs/requests.json counts the requests of requirements only', async () => {
  const ids = (await catalogue).map(({ id }) => id);
  const written = JSON.parse(await readFile(suiteFile('specs', 'requests.json'), 'utf8')) as MeasuredRequests;
  const counted = measuredBudgets.flatMap((budget) => Object.keys(written[budget]));
  expect(counted.filter((id) => !ids.includes(id))).toEqual([]);
});

test('specs/traffic.json says of every requirement, and of no other, what is sent', async () => {
  const ids = (await catalogue).map(({ id }) => id);
  expect(Object.keys(await readTraffic())).toEqual(ids);
});

test('docs/catalogue.md shows the requirements as they are (npm run catalogue writes it)', async () => {
  const measured = readCatalogue();
  const entries = (await catalogue).map((entry) => {
    const requests = measured.find(({ id }) => id === entry.id)?.requests ?? { quick: 0, standard: 0 };
    return { ...entry, requests };
  });
  expect(await readFile(cataloguePage, 'utf8')).toBe(await renderCatalogue(entries, await readTraffic()));
});

test('every requirement has a defect that its check must catch', async () => {
  const without = (await catalogue).filter(({ defects }) => defects.length === 0).map(({ id }) => id);
  expect(without).toEqual([]);
});

test('every defect has a name of its own within its requirement', async () => {
  const doubled = (await catalogue).filter(({ defects }) => new Set(defects).size < defects.length);
  expect(doubled.map(({ id }) => id)).toEqual([]);
});

test('every id is declared once', async () => {
  const ids = (await catalogue).map(({ id }) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

test('every title begins with its level', async () => {
  const wrong = (await catalogue).filter(({ title, level }) => !title.startsWith(level));
  expect(wrong.map(({ id }) => id)).toEqual([]);
});

test('a requirement with no more than good practice behind it is never a MUST', async () => {
  const wrong = (await catalogue).filter(
    ({ level, clause }) => level === 'MUST' && clause.every((one) => one === 'sec'),
  );
  expect(wrong.map(({ id }) => id)).toEqual([]);
});

test('every clause is a place in the document, a prose section, a page or an RFC', async () => {
  const { document } = await loadContract(documentFile);
  const wrong = (await catalogue).flatMap(({ id, clause }) =>
    clause
      .filter((one) =>
        one.startsWith('#/')
          ? valueAt(document, one) === undefined
          : !/^(P|W): \S|^RFC \d{4} §\d|^sec$/.test(one),
      )
      .map((one) => `${id}: ${one}`),
  );
  expect(wrong).toEqual([]);
});
