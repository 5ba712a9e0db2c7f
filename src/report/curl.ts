import type { Octets } from '../client/exchange.ts';
import type { RecordedBody, RecordedExchange } from './recorded.ts';
import { shellWord } from './shell-key.ts';

/** Fields as most requests of the suite carry them; curl need not repeat these. */
const usual =
  /^(accept: (application\/json|\*\/\*)|accept-encoding: (gzip|identity)|user-agent: flexportal-conformance)$/i;

/** The request as a curl command for a POSIX shell; keys stand in it as `$TARGET_TOKEN`, and what is made of them as expressions. */
export function curlOf({ request }: RecordedExchange): string {
  const { method, url, headers, body, payload } = request;
  const fields = headers
    .filter(([name, value]) => !usual.test(`${name}: ${value}`))
    .map(([name, value]) => `-H ${shellWord(fieldOf(name, value))}`);
  const typed = headers.some(([name]) => name.toLowerCase() === 'content-type');
  const piped = body && pipedOf(body);
  const parts = [
    ...(piped === undefined ? [] : [`echo ${shellWord(piped)} | base64 -d |`]),
    'curl -sS -i',
    ...(method === 'GET' ? [] : [`-X ${method}`]),
    shellWord(url),
    // Brackets and braces in a URL are patterns to curl.
    ...(/[[\]{}]/.test(url) ? ['-g'] : []),
    ...fields,
    ...(body === undefined ? [] : [...(typed ? [] : ["-H 'Content-Type:'"]), dataOf(body, piped)]),
    // curl would first ask whether a large upload is welcome, which the suite does not.
    ...(payload === undefined ? [] : ["-H 'Expect:'", `-T ${payloadName(payload)}`]),
  ];
  return parts.join(' ');
}

/** Name of the file that a command uploads; the suite makes its octets from the seed and keeps none. */
export function payloadName({ sha256 }: Octets): string {
  return `payload-${sha256.slice(0, 8)}.bin`;
}

/** curl drops a field whose value is empty unless it is written with a semicolon. */
function fieldOf(name: string, value: string): string {
  return value === '' ? `${name};` : `${name}: ${value}`;
}

/** The base64 of a body that no argument of a command can carry. */
function pipedOf(body: RecordedBody): string | undefined {
  if ('base64' in body) return body.base64;
  return body.text.includes('\0') ? Buffer.from(body.text).toString('base64') : undefined;
}

/** `--data-raw`, because to `--data-binary` a text that begins with `@` names a file. */
function dataOf(body: RecordedBody, piped: string | undefined): string {
  return 'text' in body && piped === undefined ? `--data-raw ${shellWord(body.text)}` : '--data-binary @-';
}
