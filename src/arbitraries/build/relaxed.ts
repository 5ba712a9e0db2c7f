/** A pattern without the assertions and back-references that no string can be built from; what it matches must be filtered. */
export function relaxed(pattern: string): string {
  const groups = capturing(pattern);
  let [text, from] = ['', 0];
  while (from < pattern.length) {
    const [replacement, length] = step(pattern, from, groups);
    text += replacement;
    from += length;
  }
  return text;
}

function step(pattern: string, from: number, groups: readonly string[]): readonly [string, number] {
  const rest = pattern.slice(from);
  const around = /^\(\?<?[=!]/.test(rest) ? groupLength(rest) : 0;
  if (around > 0) return ['', around];
  if (/^\\[bB]/.test(rest)) return ['', 2];
  const back = /^\\([1-9])(?!\d)/.exec(rest);
  if (back !== null) return [`(?:${groups[Number(back[1]) - 1] ?? ''})`, 2];
  const namedBack = /^\\k<\w+>/.exec(rest);
  if (namedBack !== null) return [`(?:${groups[0] ?? ''})`, namedBack[0].length];
  if (rest.startsWith('\\')) return [rest.slice(0, 2), 2];
  if (rest.startsWith('[')) return [rest.slice(0, classLength(rest)), classLength(rest)];
  return [rest.slice(0, 1), 1];
}

/** Length of the group that a text begins with, with its parentheses; 0 where it does not end. */
function groupLength(text: string): number {
  let [depth, at] = [0, 0];
  while (at < text.length) {
    const char = text.charAt(at);
    if (char === '\\') at += 1;
    else if (char === '[') at += classLength(text.slice(at)) - 1;
    else if (char === '(') depth += 1;
    else if (char === ')' && --depth === 0) return at + 1;
    at += 1;
  }
  return 0;
}

function classLength(text: string): number {
  return /^\[(?:\\[^]|[^\]\\])*\]/.exec(text)?.[0].length ?? 1;
}

/** The text inside each capturing group, in order. */
function capturing(pattern: string): readonly string[] {
  const found: string[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const rest = pattern.slice(at);
    if (rest.startsWith('\\')) at += 1;
    else if (rest.startsWith('[')) at += classLength(rest) - 1;
    else if (/^\((?!\?)|^\(\?<\w+>/.test(rest)) {
      found.push(
        rest
          .slice(0, groupLength(rest))
          .replace(/^\((\?<\w+>)?/, '')
          .slice(0, -1),
      );
    }
  }
  return found;
}
