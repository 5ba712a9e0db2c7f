import { format, resolveConfig } from 'prettier';
import { suiteFile } from '../../src/suite-files.ts';

/** A table; `None.` without rows. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return 'None.';
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A list; `None.` without entries. */
export function list(lines: readonly string[]): string {
  return lines.length === 0 ? 'None.' : lines.map((line) => `- ${line}`).join('\n');
}

/** Ids in a sentence. */
export function ids(all: readonly string[]): string {
  return all.join(', ') || 'nothing';
}

/** A page of these parts, in the project's format. */
export async function inFormat(parts: readonly string[]): Promise<string> {
  const options = await resolveConfig(suiteFile('docs', 'detection.md'));
  return format(parts.join('\n\n'), { ...options, parser: 'markdown' });
}
