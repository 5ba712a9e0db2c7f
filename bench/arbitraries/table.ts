/** Rows as a Markdown table; the first row is the header. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map(
    (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`,
  );
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [lines[0], rule, ...lines.slice(1)].join('\n');
}

/** A share in per cent with two digits; rounded down, so that 100 means all. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? '-' : `${(Math.floor((part / whole) * 10000) / 100).toFixed(2)} %`;
}
