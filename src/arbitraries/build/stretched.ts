/** One character of a pattern with its quantifier. */
const atom =
  /^(\\[pP]\{[^}]*\}|\\u\{[^}]*\}|\\u[\da-fA-F]{4}|\\x[\da-fA-F]{2}|\\[^bBkxu\d]|\[(?:\\[^]|[^\]\\])*\]|[^\\[\](){}?*+|^$])(\*|\+|\?|\{\d+(?:,\d*)?\})?/u;

interface Run {
  readonly text: string;
  readonly least: number;
  readonly most: number;
}

/**
 * A pattern with its repetitions narrowed so that what it matches has a length (in code points, inclusive) within the bounds;
 * the pattern itself where it is not a plain sequence of repeated characters from `^` to `$`.
 */
export function stretched(pattern: string, min: number, max: number): string {
  const runs = runsOf(pattern);
  if (runs === undefined) return pattern;
  const widest = runs.reduce((best, run, index) => (width(run) > width(runs[best]) ? index : best), 0);
  const others = runs.filter((_, index) => index !== widest);
  const fixed = others.reduce((sum, run) => sum + run.least, 0);
  const narrowed = runs.map((run, index) => {
    if (index !== widest)
      return max < Infinity || min > 0 ? `${run.text}{${run.least}}` : `${run.text}${quantifier(run)}`;
    return (
      run.text +
      quantifier({ ...run, least: Math.max(run.least, min - fixed), most: Math.min(run.most, max - fixed) })
    );
  });
  return `^${narrowed.join('')}$`;
}

function width(run: Run | undefined): number {
  return run === undefined ? 0 : run.most - run.least;
}

function quantifier({ least, most }: Run): string {
  return most === Infinity ? `{${least},}` : `{${least},${Math.max(least, most)}}`;
}

function runsOf(pattern: string): readonly Run[] | undefined {
  if (!pattern.startsWith('^') || !pattern.endsWith('$') || pattern.endsWith('\\$')) return undefined;
  const runs: Run[] = [];
  let rest = pattern.slice(1, -1);
  while (rest !== '') {
    const found = atom.exec(rest);
    // A lazy or possessive mark after the quantifier is left to the pattern itself.
    if (found === null || /^[?+]/.test(rest.slice(found[0].length))) return undefined;
    runs.push({ text: found[1] ?? '', ...counts(found[2]) });
    rest = rest.slice(found[0].length);
  }
  return runs.length === 0 ? undefined : runs;
}

function counts(text: string | undefined): Pick<Run, 'least' | 'most'> {
  if (text === undefined) return { least: 1, most: 1 };
  if (text === '*') return { least: 0, most: Infinity };
  if (text === '+') return { least: 1, most: Infinity };
  if (text === '?') return { least: 0, most: 1 };
  const [least = '0', most] = text.slice(1, -1).split(',');
  return {
    least: Number(least),
    most: most === undefined ? Number(least) : most === '' ? Infinity : Number(most),
  };
}
