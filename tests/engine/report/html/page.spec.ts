import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { renderHtml } from '../../../../src/report/html.ts';
import { test } from '../../../harness/browser.ts';
import { fullReport, reportOf } from './sample.ts';

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const page = renderHtml(fullReport);
const phone = { width: 360, height: 740 };
const desktop = { width: 1280, height: 800 };

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of [phone, desktop]) {
    test(`axe finds nothing, ${colorScheme}, ${viewport.width} px wide`, async ({ open }) => {
      const opened = await open(page, { colorScheme, viewport });
      await opened.page.evaluate(
        'document.querySelectorAll("details").forEach((one) => { one.open = true; })',
      );
      await opened.page.evaluate(axe);
      const found = await opened.page.evaluate<AxeResults>('axe.run()');
      expect(found.violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
      expect(found.passes.map(({ id }) => id)).toContain('color-contrast');
    });
  }
}

test('the page asks for nothing but itself and runs nothing', async ({ open }) => {
  const { page: tab, requests, happened } = await open(page);
  await tab.waitForLoadState('networkidle');
  expect(requests).toEqual([tab.url()]);
  expect(happened).toEqual([]);
});

test('its policy refuses whatever would be loaded or run after all', async ({ open }) => {
  const { page: tab, happened } = await open(page);
  await tab.evaluate(`
    const add = (name, members) => document.body.append(Object.assign(document.createElement(name), members));
    add('img', { src: 'http://127.0.0.1:9/image' });
    add('script', { text: 'alert(1)' });
    add('div', { innerHTML: '<b onclick="alert(2)">b</b>' });
    document.querySelector('b[onclick]').click();
  `);
  const refused = () => happened.map((text) => /(img-src|default-src)/.exec(text)?.[1] ?? text).sort();
  await expect.poll(refused).toEqual(['default-src', 'default-src', 'img-src']);
});

test('without scripts it has the same text', async ({ open }) => {
  const texts = [];
  for (const javaScriptEnabled of [true, false]) {
    const { page: tab } = await open(page, { javaScriptEnabled });
    texts.push(await tab.locator('body').innerText());
  }
  expect(texts[0]).toContain(fullReport.verdict.sentence);
  expect(texts[1]).toBe(texts[0]);
});

test('on a phone nothing is wider than the screen, whatever the length of words', async ({ open }) => {
  const long = 'x'.repeat(500);
  const [first] = fullReport.requirements;
  const wide =
    first === undefined ? [] : [{ ...first, title: long, clause: [long], reason: long, quote: long }];
  for (const report of [
    fullReport,
    { ...fullReport, requirements: wide, target: { ...fullReport.target, url: long } },
  ]) {
    const { page: tab } = await open(renderHtml(report), { viewport: phone });
    expect(await tab.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(phone.width);
  }
});

test('printed from dark mode it is dark on white, with the exchange that each cause names', async ({
  open,
}) => {
  const { page: tab } = await open(page, { colorScheme: 'dark', viewport: desktop });
  const evidence = tab.locator('details pre').first();
  await expect(evidence).toBeHidden();
  await tab.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect(evidence).toBeVisible();
  await expect(tab.locator('#exchange-api-0012')).toBeHidden();
  await expect(tab.locator('body')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
});

test('every link within the page leads somewhere, and no id is there twice', async ({ open }) => {
  const { page: tab } = await open(page);
  const ids = await tab.evaluate<string[]>('[...document.querySelectorAll("[id]")].map(({ id }) => id)');
  const links = await tab.evaluate<string[]>(
    '[...document.querySelectorAll("a[href^=\'#\']")].map(({ hash }) => hash.slice(1))',
  );
  expect(new Set(ids).size).toBe(ids.length);
  expect(links.filter((link) => !ids.includes(link))).toEqual([]);
  expect(links.length).toBeGreaterThan(10);
});

test('a link to an exchange opens the finding that holds it', async ({ open }) => {
  const { page: tab } = await open(page);
  await tab.goto(`${tab.url()}#exchange-api-0011`);
  await expect(tab.locator('#exchange-api-0011')).toBeVisible();
});

test('the keyboard comes to the report first, and focus is seen', async ({ open }) => {
  const { page: tab } = await open(page);
  await tab.keyboard.press('Tab');
  const skip = tab.getByRole('link', { name: 'Skip to the report' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await expect(skip).toHaveCSS('outline-style', 'solid');
});

test('headings go down one level at a time, under one first', async ({ open }) => {
  for (const report of [fullReport, reportOf([])]) {
    const { page: tab } = await open(renderHtml(report));
    const levels = await tab.evaluate<number[]>(
      '[...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].map(({ tagName }) => Number(tagName[1]))',
    );
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.forEach((level, index) => {
      expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
    });
  }
});
