import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Secret } from '../client/redaction.ts';
import { patternOf } from '../client/secret-forms.ts';
import { piecesOf } from '../client/secret-pieces.ts';
import { TextIndex } from './text-index.ts';
import { unpacked } from './unpack.ts';

/** What must not stand in any file of a run. */
export interface Guarded {
  /** Keys; those of fewer than 8 characters would be found by chance and are not looked for. */
  readonly secrets: readonly Secret[];
  /** What makes URLs work that the target handed out. */
  readonly signatures: readonly string[];
}

/** A file with a secret in it, and which one, in words. */
export interface Find {
  readonly file: string;
  readonly what: string;
}

/** Characters below which a key would be found by chance. */
const shortest = 8;
/** Packed and encoded layers that are looked into, one inside the other. */
const deepest = 6;

/** The files below folders, or given themselves, that hold something guarded and were written since a time in epoch ms. */
export function scan(paths: readonly string[], since: number, { secrets, signatures }: Guarded): Find[] {
  const patterns = secrets
    .filter(({ value }) => value.length >= shortest)
    .flatMap(({ value, name }) => [
      { pattern: patternOf(value), name },
      ...[piecesOf(value) ?? []].flat().map((pattern) => ({ pattern, name: `a piece of ${name}` })),
    ]);
  const index = new TextIndex(signatures);
  const inText = (text: string): string | undefined =>
    patterns.find(({ pattern }) => text.search(pattern) !== -1)?.name ??
    (index.within(text).size > 0 ? 'the signature of a URL' : undefined);
  const files = [...new Set(paths.flatMap(filesBelow))].filter((file) => statSync(file).mtimeMs >= since);
  return files.flatMap((file) => {
    const what = inFile(file, inText);
    return what === undefined ? [] : [{ file, what }];
  });
}

function inFile(file: string, inText: (text: string) => string | undefined): string | undefined {
  try {
    return inOctets(readFileSync(file), inText) ?? inText(file);
  } catch (error) {
    return `something that cannot be searched (${error instanceof Error ? error.message : String(error)})`;
  }
}

/** Searches octets, what is packed in them, and what is written in them in base64. */
function inOctets(
  bytes: Buffer,
  inText: (text: string) => string | undefined,
  depth = deepest,
): string | undefined {
  for (const content of unpacked(bytes)) {
    if (content !== bytes) {
      const what = depth > 0 ? inOctets(content, inText, depth - 1) : undefined;
      if (what !== undefined) return what;
      continue;
    }
    const text = content.toString('latin1');
    const what = inText(text);
    if (what !== undefined || depth === 0) return what;
    for (const [encoded] of text.matchAll(/[\w+/-]{24,}/g)) {
      const inner = inOctets(Buffer.from(encoded, 'base64'), inText, depth - 1);
      if (inner !== undefined) return inner;
    }
  }
  return undefined;
}

/** The files below a folder, without following links; the path itself when it is a file; none where nothing is. */
function filesBelow(path: string): string[] {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return [];
  if (stats.isFile()) return [path];
  if (!stats.isDirectory()) return [];
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
