import type { HeaderList } from '../../client/exchange.ts';
import type { RecordedBody, RecordedExchange } from '../recorded.ts';
import { wire } from './facts.ts';
import type { Child, Markup } from './markup.ts';
import { markup } from './markup.ts';
import { anchor, cut, grouped, moment, someOf } from './text.ts';

/** So many characters of a body, and of a head, are shown. */
const longest = { body: 2000, head: 3000 };

/** Request and response as they were on the wire, redacted; the fragment of its id leads to it. */
export function exchangeMarkup(exchange: RecordedExchange): Markup {
  const { id, request, response, trouble, occasion, earlier, sentAt } = exchange;
  const { method, url, headers, body, payload } = request;
  const size = body === undefined ? 0 : 'text' in body ? Buffer.byteLength(body.text) : bytesIn(body.base64);
  return markup`<div class="exchange" id="${anchor('exchange', id)}">
<figure><figcaption><b>Request</b> ${id}, ${moment(sentAt)}${occasion === undefined ? undefined : `, ${occasion}`}${
    earlier.length === 0 ? undefined : `, after ${someOf(earlier, 6)}`
  }</figcaption>
${wire([cut(`${method} ${url}\n${fields(headers)}`, longest.head), bodyOf(body, size), payload && measured(payload)])}</figure>
${response && responseMarkup(response)}${
    trouble &&
    markup`<p class="trouble"><b>${trouble.kind}</b> ${cut(trouble.message, longest.head)}</p>
`
  }</div>
`;
}

function responseMarkup(response: NonNullable<RecordedExchange['response']>): Markup {
  const { status, headers, size, sha256, body, incomplete } = response;
  return markup`<figure><figcaption><b>Response</b> ${grouped(size)} octets${incomplete === undefined ? undefined : markup`, <span class="cut">${cut(incomplete, longest.head)}</span>`}</figcaption>
${wire([
  cut(`${status}\n${fields(headers)}`, longest.head),
  body === undefined && size > 0 ? measured({ size, sha256 }) : bodyOf(body, size),
])}</figure>
`;
}

function fields(headers: HeaderList): string {
  return headers.map(([name, value]) => `${name}: ${value}\n`).join('');
}

/** A body after the empty line that ends a head; of a long one the start, and how many octets it has. */
function bodyOf(body: RecordedBody | undefined, size: number): Child {
  if (body === undefined) return undefined;
  const [text, note] = 'text' in body ? [body.text, ''] : [body.base64, 'no UTF-8, shown in base64'];
  const whole = text.length <= longest.body;
  const notes = [
    ...(note === '' ? [] : [note]),
    ...(whole
      ? []
      : [`cut: the first ${grouped(longest.body)} characters of ${grouped(size)} octets are shown`]),
  ];
  const shown = whole ? text : text.slice(0, longest.body);
  const remark = markup`${whole ? '\n' : '… '}<span class="cut">${notes.join('; ')}</span>`;
  return ['\n', shown, notes.length === 0 ? undefined : remark];
}

/** What stands for octets that are not kept. */
function measured({ size, sha256 }: { readonly size: number; readonly sha256: string }): Child {
  return markup`
<span class="cut">${grouped(size)} octets, not kept; SHA-256 ${sha256}</span>`;
}

function bytesIn(base64: string): number {
  return Buffer.from(base64, 'base64').length;
}
