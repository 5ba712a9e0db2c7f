import type { HeaderList, ReceivedResponse } from '../client/exchange.ts';
import { readJson, textIn } from '../judgement/body.ts';
import { isUrl, textsIn } from './json-texts.ts';

/** A URL somewhere in a text; no scheme is longer, and without a bound a long run of letters would take minutes. */
const embedded = /[a-z][a-z0-9+.-]{0,30}:\/\/[^\s"'<>\\]+/gi;

/** Every URL that an answer says, in whatever member or field, and in a body that is no JSON, too. */
export function urlsIn(response: ReceivedResponse): string[] {
  return saidIn(response).flatMap((said) =>
    isUrl(said)
      ? [said.text]
      : Array.from(said.text.replaceAll('\\/', '/').matchAll(embedded), ([url]) => url),
  );
}

/** What the fields of an answer say where it is to be found: URLs that may be relative, which nothing but their field gives away. */
export function locationsIn(headers: HeaderList): string[] {
  return headers.filter(([name]) => /^(content-)?location$/i.test(name)).map(([, value]) => value);
}

/** Every text in the JSON of an answer that is no URL itself. */
export function wordsIn(response: ReceivedResponse): string[] {
  const reading = readJson(response);
  return ('value' in reading ? textsIn(reading.value) : [])
    .filter((said) => !isUrl(said))
    .map(({ text }) => text.replaceAll('\\/', '/').replaceAll(embedded, ' '));
}

function saidIn(response: ReceivedResponse): ReturnType<typeof textsIn> {
  const reading = readJson(response);
  const body = 'value' in reading ? textsIn(reading.value) : [{ name: '', text: textIn(response) }];
  return [...body, ...response.headers.map(([name, text]) => ({ name, text }))];
}
