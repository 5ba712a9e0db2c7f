import type { Exchange } from '../client/exchange.ts';
import { signedParts } from '../client/redaction.ts';
import { urlsIn, wordsIn } from './handed-out.ts';
import { percentDecoded } from './json-texts.ts';
import { TextIndex } from './text-index.ts';

/** Shorter parts, such as dates, occur by chance. */
const shortest = 20;

/**
 * What makes the URLs work that a target handed out, as written and percent-decoded: long parts that look random, stand in one URL
 * only, and in nothing else that was said. So file ids, names, media types and credential scopes are not among them.
 */
export function liveSignatures(exchanges: readonly Exchange[]): string[] {
  const answers = exchanges.flatMap(({ channel, response }) =>
    channel === 'api' && response !== undefined ? [response] : [],
  );
  const urls = new Set(answers.flatMap(urlsIn));
  const counts = new Map<string, number>();
  for (const url of urls) {
    const parts = signedParts(url).flatMap((part) => [part, percentDecoded(part)]);
    for (const part of new Set(parts)) counts.set(part, (counts.get(part) ?? 0) + 1);
  }
  const candidates = [...counts]
    .filter(([part, count]) => count === 1 && looksRandom(part))
    .map(([part]) => part);
  // What is said plainly may stand in a path encoded, and encoded again.
  const index = new TextIndex(candidates.flatMap((part) => [part, percentDecoded(part)]));
  const said = [...answers.flatMap(wordsIn), ...exchanges.flatMap(saidIn)];
  const known = new Set(said.flatMap((text) => [...index.within(text)]));
  return candidates.filter((part) => !known.has(part) && !known.has(percentDecoded(part)));
}

/** True for a long part of a URL that no word and no number is. */
export function looksRandom(part: string): boolean {
  const text = percentDecoded(part);
  return text.length >= shortest && /^[\w.~+/=-]+$/.test(text) && /\d/.test(text) && /[a-z]/i.test(text);
}

/** What a request says, and what storage says of the content. */
function saidIn({ channel, request, response }: Exchange): string[] {
  if (channel === 'api') return [request.url, Buffer.from(request.body ?? '').toString('latin1')];
  const fields = (response?.headers ?? []).filter(([name]) =>
    /^content-(type|disposition|language)$/i.test(name),
  );
  return fields.map(([, value]) => value);
}
