import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Page } from './documentation/pages.ts';
import { anchorsOf, linksOf, readPages } from './documentation/pages.ts';
import { membersInPage, membersInSchema } from './documentation/report-members.ts';
import { suiteFile } from '../../src/suite-files.ts';

/** A link to something in the repository: the file, and the heading in it when the link names one. */
interface InnerLink {
  readonly file: string;
  readonly anchor: string;
}

function innerLinks({ file, text }: Page): InnerLink[] {
  return linksOf(text)
    .filter((link) => !/^[a-z]+:/.test(link))
    .map((link) => {
      const [path = '', anchor = ''] = link.split('#');
      return { file: path === '' ? file : join(dirname(file), path), anchor };
    });
}

test('every link of the documentation leads to a file, and to a heading where it names one', () => {
  const pages = readPages();
  const anchors = new Map(pages.map(({ file, text }) => [file, anchorsOf(text)]));
  const dead = pages.flatMap((page) =>
    innerLinks(page)
      .filter(({ file, anchor }) =>
        anchor === '' ? !existsSync(suiteFile(file)) : anchors.get(file)?.has(anchor) !== true,
      )
      .map(({ file, anchor }) => `${page.file}: ${file}#${anchor}`),
  );
  expect(dead).toEqual([]);
  expect(pages.flatMap(innerLinks).length).toBeGreaterThan(50);
});

test('every page can be reached from README.md', () => {
  const pages = readPages();
  const reached = new Set(['README.md']);
  for (const file of reached) {
    const page = pages.find((one) => one.file === file);
    for (const link of page === undefined ? [] : innerLinks(page)) reached.add(link.file);
  }
  expect(pages.map(({ file }) => file).filter((file) => !reached.has(file))).toEqual([]);
});

test('every script and every file that the documentation names exists', async () => {
  const { scripts } = JSON.parse(await readFile(suiteFile('package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const missing = readPages().flatMap(({ file, text }) => {
    const named = [...text.matchAll(/\bnpm run (?:-\S+ )*([a-z][\w:]*)/g)].map(([, name = '']) => name);
    const paths = [...text.matchAll(/`((?:src|specs|schemas|scripts|tests|docs|bench)\/[\w./-]+)`/g)];
    return [
      ...named.filter((name) => scripts[name] === undefined).map((name) => `${file}: npm run ${name}`),
      ...paths
        .filter(([, path = '']) => !existsSync(suiteFile(path)))
        .map(([, path = '']) => `${file}: ${path}`),
    ];
  });
  expect(missing).toEqual([]);
});

test('no page names a place on a machine', () => {
  const places = readPages().flatMap(({ file, text }) =>
    [...text.matchAll(/(?<![\w.…])\/(?:home|root|work|tmp|Users)\/\S*/g)].map(
      ([place]) => `${file}: ${place}`,
    ),
  );
  expect(places).toEqual([]);
});

test('docs/report-format.md describes every member of the report, and no other, and marks those that may be absent', async () => {
  const schema = JSON.parse(
    await readFile(suiteFile('schemas', 'conformance-report.schema.json'), 'utf8'),
  ) as object;
  const page = await readFile(suiteFile('docs', 'report-format.md'), 'utf8');
  expect(membersInPage(page)).toEqual(membersInSchema(schema));
});
