import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suiteFile } from '../../../src/suite-files.ts';

/** A page of the documentation; `file` counts from the root of the repository. */
export interface Page {
  readonly file: string;
  readonly text: string;
}

/** README.md and its neighbours, and everything below docs. */
export function readPages(): Page[] {
  const below = readdirSync(suiteFile('docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => join('docs', name));
  const files = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', ...below];
  return files.map((file) => ({ file, text: readFileSync(suiteFile(file), 'utf8') }));
}

/** The targets of the inline links. */
export function linksOf(text: string): string[] {
  return [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
}

/** The anchors that GitHub gives the headings. */
export function anchorsOf(text: string): Set<string> {
  const headings = [...text.replaceAll(fences, '').matchAll(/^#+ (.+)$/gm)].map(
    ([, heading = '']) => heading,
  );
  return new Set(headings.map(slugOf));
}

/** A block of commands of a page, with its first line counted from 1. */
export interface ShellBlock {
  readonly line: number;
  readonly commands: readonly string[];
}

/** The blocks that are marked `sh`, without comments and empty lines. */
export function shellBlocks(text: string): ShellBlock[] {
  return [...text.matchAll(/^```sh\n([^]*?)^```$/gm)].map(({ 1: block = '', index }) => ({
    line: text.slice(0, index).split('\n').length + 1,
    commands: block
      .split('\n')
      .map((line) => line.replace(/(^|\s)#\s.*/, '').trim())
      .filter((line) => line !== ''),
  }));
}

const fences = /^```[^]*?^```$/gm;

function withoutCode(text: string): string {
  return text.replaceAll(fences, '').replaceAll(/`[^`\n]+`/g, '');
}

function slugOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');
}
