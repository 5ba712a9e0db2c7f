import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { closed } from '../../../scripts/allure-report/closed.ts';
import { writeAllureReport } from '../../../scripts/allure-report/write.ts';
import type { Badge } from '../../../src/report/badge.ts';
import { runSuite } from '../../harness/run-suite.ts';

const forms = ['conformance.json', 'junit.xml', 'earl.jsonld', 'evidence.har', 'badge.json', 'badge.svg'];

test('a run writes the report in all its forms, and a page for Allure that talks to nobody', async ({}, info) => {
  const reportsDir = info.outputPath('reports');
  await runSuite({ BUDGET: 'quick' }, { reportsDir, filter: ['--grep', 'ACC-01'] });
  expect(await readdir(reportsDir)).toEqual(expect.arrayContaining(forms));
  const badge = JSON.parse(await readFile(join(reportsDir, 'badge.json'), 'utf8')) as Badge;
  expect(badge.message).toMatch(/^partial · core\+upload · .* · reference server$/);

  const page = join(reportsDir, 'allure.html');
  await writeAllureReport(join(reportsDir, 'allure-results'), page);
  const html = await readFile(page, 'utf8');
  expect(html).toContain('<meta http-equiv="Content-Security-Policy" content="default-src \'none\';');
  expect(html).not.toMatch(/googletagmanager|gtag\(|<script[^>]+src="(?!data:)/);
  // What is packed into it: the attachments have the request of the check.
  expect(html).toContain('data/attachments/');

  // A run without a report of its own leaves none of the one before.
  await runSuite({}, { reportsDir, filter: ['--grep', 'ACC-02', '--reporter=line'] });
  const left = await readdir(reportsDir);
  for (const name of [...forms, 'allure.html', 'allure-results']) expect(left).not.toContain(name);
});

test('a page of Allure that is not as it was so far is refused', () => {
  const head = '<html><head>';
  const analytics =
    '<script async src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>\n<script>function gtag(){}; gtag(\'js\')</script>';
  expect(closed(`${head}</head>${analytics}<p>`)).toMatch(/<head>\s+<meta [^>]+><\/head><p>$/);
  expect(() => closed(`${head}</head>`)).toThrow(/analytics script/);
  expect(() => closed(`${head}</head>${analytics}<script src="https://cdn.test/x.js"></script>`)).toThrow(
    /loads/,
  );
  expect(() => closed(`${head}</head>${analytics}<link href="//cdn.test/x.css">`)).toThrow(/loads/);
});

test('Allure says what is wrong with results that are none', async ({}, info) => {
  const file = info.outputPath('x.html');
  await writeFile(info.outputPath('empty'), '');
  await expect(writeAllureReport(info.outputPath('no-such'), file)).rejects.toThrow(/allure/);
});
