import { randomBytes } from 'node:crypto';

/** Stands around a text that is still to be cut; no target can write it, so that what it writes is never taken for one. */
const fence = `\uf8ff${randomBytes(6).toString('hex')}\uf8ff`;
const fenced = new RegExp(`${fence}(\\d+) (\\d+) ([^]*?)${fence}`, 'g');

/** Characters that are kept until the cut: far more than are shown, because names are shorter than the secrets they stand for. */
const kept = 2 ** 14;

/**
 * A text of which people are to see `most` characters, the ellipsis among them and `ending` behind it. The redactor cuts it, after it has
 * taken the secrets out: nobody would recognise a piece of one, and a report that is computed again would be cut elsewhere.
 */
export function cut(text: string, most: number, ending = 0): string {
  // Of so little nothing is cut, however much longer the names of secrets are.
  if (text.length <= most / 3) return text;
  const rest = ending === 0 ? '' : text.slice(Math.max(kept, text.length - kept));
  return `${fence}${most} ${ending} ${text.slice(0, kept)}${rest}${fence}`;
}

/** A text with everything in it cut that is to be, each after `clean`. */
export function withCuts(text: string, clean: (whole: string) => string): string {
  return text.replace(fenced, (_, most: string, ending: string, whole: string) =>
    shortened(Array.from(clean(whole)), Number(most), Number(ending)),
  );
}

function shortened(characters: readonly string[], most: number, ending: number): string {
  if (characters.length <= most) return characters.join('');
  const end = ending === 0 ? [] : characters.slice(-ending);
  return [...characters.slice(0, most - 1 - ending), '…', ...end].join('');
}
