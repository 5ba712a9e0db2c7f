/** Ids in the order given, neighbours as the first and the last of them: `ACC-01…09 DL-02`. */
export function idRanges(ids: readonly string[]): string {
  const runs: string[][] = [];
  for (const id of ids) {
    const run = runs.at(-1);
    if (run?.at(-1) !== undefined && id === successor(run.at(-1) ?? '')) run.push(id);
    else runs.push([id]);
  }
  return runs.flatMap((run) => (run.length < 3 ? run : [`${run[0]}…${run.at(-1)?.split('-')[1]}`])).join(' ');
}

function successor(id: string): string {
  const [area, number] = id.split('-');
  return `${area}-${String(Number(number) + 1).padStart(2, '0')}`;
}

/** A text on one line, cut after `most` characters. */
export function brief(text: string, most: number): string {
  const line = text.replace(/\s*[\r\n]\s*/g, ' ');
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}
