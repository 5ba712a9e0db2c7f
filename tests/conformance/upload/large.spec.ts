import { streamed } from '../../../src/client/payload.ts';
import { test } from '../../../src/fixtures.ts';
import { digestOf, sizeOf } from '../../../src/judgement/retrieval.ts';
import { stored } from '../../../src/judgement/status.ts';
import { storageFault } from '../../../src/reference/defects/fault.ts';
import { isPut } from '../../../src/reference/defects/uploads.ts';
import { requirement } from '../../../src/requirement.ts';
import { askUpload, ticketIn } from '../../../src/traffic/upload/ask.ts';
import { fetchBack, isStored } from '../../../src/traffic/upload/round-trip.ts';

const large = requirement({
  id: 'UPL-17',
  level: 'SHOULD',
  clause: ['P: Upload Example', 'P: Download Example'],
  quote: 'body: file',
  effect: 'writes',
  profile: 'upload',
  defects: [
    storageFault('fails at files of more than 16 MiB', (call, next) =>
      isPut(call) && call.bytes.length > 2 ** 24
        ? Promise.resolve(new Response('out of memory', { status: 500 }))
        : next(),
    ),
    storageFault('cuts files at 16 MiB', (call, next) =>
      isPut(call) ? next({ body: call.bytes.subarray(0, 2 ** 24) }) : next(),
    ),
  ],
});

test('SHOULD take and deliver a very large file', large, async ({ session, judge }) => {
  test.setTimeout(60 * 60_000);
  const size = session.plan.largeFile;
  if (size === 0) {
    judge.inapplicable('only BUDGET=thorough uploads 1 GiB');
    return;
  }
  const label = { fileName: 'large.bin', contentType: 'application/octet-stream' };
  const ticket = ticketIn(await askUpload(session, label, { occasion: 'large' }));
  if (ticket === undefined) return session.giveUp('no upload URL is handed out (UPL-01)');
  const payload = await streamed(size, session.seed);
  const { last } = await session.storage.put(ticket.url, payload, { contentType: label.contentType });
  if (last.response?.status === 413) {
    // How much it takes is for the server to choose (RFC 9110 §15.5.14).
    judge.inapplicable(`a PUT of ${size} octets is refused with 413: the target takes no file of that size`);
    return;
  }
  judge.each(last, stored, `PUT of ${size} octets`);
  if (!isStored(last)) return;
  const { described, fetched, delivery } = await fetchBack(session, ticket.fileId);
  judge.together(fetched === undefined ? [described] : [described, fetched], () => {
    if (delivery !== undefined && digestOf(delivery) === payload.sha256) return undefined;
    const got =
      delivery === undefined ? 'no file' : `${sizeOf(delivery)} octets, SHA-256 ${digestOf(delivery)}`;
    return { received: got, expected: `${size} octets, SHA-256 ${payload.sha256}` };
  });
});
