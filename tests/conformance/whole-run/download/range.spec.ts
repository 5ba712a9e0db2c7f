import { header } from '../../../../src/client/exchange.ts';
import type { HeaderList } from '../../../../src/client/exchange.ts';
import { test } from '../../../../src/fixtures.ts';
import type { Span } from '../../../../src/judgement/range.ts';
import { complaintOfRange } from '../../../../src/judgement/range.ts';
import { storageFault } from '../../../../src/reference/defects/fault.ts';
import { sendsPart, withField } from '../../../../src/reference/defects/storage.ts';
import { requirement } from '../../../../src/requirement.ts';
import type { Session } from '../../../../src/session.ts';
import { delivered, firstOctet } from '../../../../src/traffic/deliveries.ts';

const range = requirement({
  id: 'DL-10',
  level: 'INFO',
  clause: ['RFC 9110 §14.2', 'RFC 9110 §14.4', 'RFC 9110 §15.3.7'],
  quote: 'a server MAY ignore the Range header field; a 206 has a Content-Range',
  effect: 'none',
  defects: [
    storageFault('answers a range with the wrong Content-Range', (call, next) =>
      call.request.headers.has('range')
        ? Promise.resolve(new Response('x', { status: 206, headers: { 'content-range': 'bytes 5-9/10' } }))
        : next(),
    ),
    storageFault('answers a range with 500', (call, next) =>
      call.request.headers.has('range') ? Promise.resolve(new Response('', { status: 500 })) : next(),
    ),
  ],
});

test(
  'INFO: an answer to a range request that is neither right nor whole',
  range,
  async ({ session, judge }) => {
    const { answer, response: whole } = await fileToPart(session);
    if (whole.size === 0) {
      judge.inapplicable('the known file is empty');
      return;
    }
    const { last } = await session.retrieve(answer, { headers: firstOctet });
    judge.each(last, ({ response }) => {
      const contentRange = header(response.headers, 'Content-Range');
      const right =
        response.status === 206 && /^bytes 0-0\/(\d+|\*)$/.test(contentRange ?? '') && response.size === 1;
      if (response.status === 200 || right) return undefined;
      return {
        received: `${response.status} with Content-Range: ${contentRange ?? '(absent)'}`,
        expected: '206 with bytes 0-0, or 200',
      };
    });
  },
);

const part = requirement({
  id: 'DL-13',
  level: 'MUST',
  clause: ['RFC 9110 §15.3.7.1', 'RFC 9110 §14.4', 'RFC 9110 §15.3.1'],
  quote:
    'the server generating the 206 response MUST generate a Content-Range header field, describing what range of the selected representation is enclosed',
  effect: 'none',
  defects: [
    sendsPart('shifts a range by an octet', (bytes) =>
      Buffer.concat([bytes.subarray(1), bytes.subarray(0, 1)]),
    ),
    sendsPart('loses the last octet of a range', (bytes) => bytes.subarray(0, -1)),
    storageFault('sends the first octets for the last ones', (call, next) => {
      const [, count] = /^bytes=-(\d+)$/.exec(call.request.headers.get('range') ?? '') ?? [];
      return count === undefined ? next() : next({ headers: { range: `bytes=0-${Number(count) - 1}` } });
    }),
    storageFault('sends a part with 200', async (_, next) => {
      const { status, headers, body } = await next();
      return new Response(body, { status: status === 206 ? 200 : status, headers });
    }),
    storageFault('says 206 without Content-Range', async (_, next) => {
      const response = await next();
      return response.status === 206 ? withField(response, 'content-range', null) : response;
    }),
    storageFault('counts a file from one in Content-Range', async (_, next) => {
      const response = await next();
      const value = response.headers.get('content-range') ?? '';
      const total = Number(value.split('/')[1]) - 1;
      return response.status === 206
        ? withField(response, 'content-range', value.replace(/\d+$/, String(total)))
        : response;
    }),
  ],
});

test(
  'MUST answer a range with the octets that the answer names: a part, or all',
  part,
  async ({ session, judge }) => {
    const { answer, response: whole } = await fileToPart(session);
    const { size } = whole;
    if (size < 3) {
      judge.inapplicable('the known file has no middle');
      return;
    }
    const some = Math.min(Math.floor(size / 2), 300);
    const asked: [range: string, span: Span][] = [
      ['0-0', { first: 0, last: 0 }],
      [`1-${some}`, { first: 1, last: some }],
      [`${size - some}-`, { first: size - some, last: size - 1 }],
      [`-${some}`, { first: size - some, last: size - 1 }],
    ];
    for (const [range, span] of asked) {
      const headers: HeaderList = [['Range', `bytes=${range}`]];
      const { last } = await session.retrieve(answer, { headers });
      judge.each(last, ({ response }) => complaintOfRange(whole, span, response), `Range: bytes=${range}`);
      // Who ignores a range need not send the whole file each time.
      if (last.response?.status === 200) break;
    }
  },
);

/** The delivery of which parts are asked for: not the first, at which others look closely, where there is another. */
async function fileToPart(session: Session): Promise<Awaited<ReturnType<typeof delivered>>[number]> {
  const [first, second = first] = await delivered(session);
  return second ?? session.giveUp('no returned URL delivers the file (DL-01)');
}
