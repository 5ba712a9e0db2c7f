import type { RecordedBody, RecordedExchange } from './recorded.ts';

/** Fields that every request of the suite carries and that curl need not repeat. */
const usual = /^(accept|accept-encoding|user-agent)$/i;

/** The request as a curl command for a POSIX shell; keys stand in it as `$TARGET_TOKEN`. */
export function curlOf({ request }: RecordedExchange): string {
  const { method, url, headers, body } = request;
  const fields = headers
    .filter(([name]) => !usual.test(name))
    .map(([name, value]) => `-H ${quote(fieldOf(name, value))}`);
  const typed = headers.some(([name]) => name.toLowerCase() === 'content-type');
  const parts = [
    ...(body !== undefined && 'base64' in body ? [`echo ${quote(body.base64)} | base64 -d |`] : []),
    'curl -sS -i',
    ...(method === 'GET' ? [] : [`-X ${method}`]),
    quote(url),
    ...fields,
    ...(body === undefined ? [] : [...(typed ? [] : ["-H 'Content-Type:'"]), dataOf(body)]),
  ];
  return parts.join(' ');
}

/** curl drops a field whose value is empty unless it is written with a semicolon. */
function fieldOf(name: string, value: string): string {
  return value === '' ? `${name};` : `${name}: ${value}`;
}

function dataOf(body: RecordedBody): string {
  return 'text' in body ? `--data-binary ${quote(body.text)}` : '--data-binary @-';
}

function quote(text: string): string {
  if (!/\$TARGET_\w+/.test(text)) return `'${text.replaceAll("'", `'\\''`)}'`;
  return `"${text.replace(/["\\`]|\$(?!TARGET_(?:ALT_)?TOKEN)/g, (character) => `\\${character}`)}"`;
}
