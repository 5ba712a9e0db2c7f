import { header } from '../../../../src/client/exchange.ts';
import { test } from '../../../../src/fixtures.ts';
import { isShown } from '../../../../src/judgement/media-type.ts';
import { dispositionTypeOf } from '../../../../src/judgement/retrieval.ts';
import { isDownload, serves, withField } from '../../../../src/reference/defects/storage.ts';
import { requirement } from '../../../../src/requirement.ts';
import { uploadDeliveries } from '../../../../src/traffic/deliveries.ts';
import { roundTrips } from '../../../../src/traffic/upload/cargo.ts';
import { hazardousTrips, labelledTrips } from '../../../../src/traffic/upload/labelled.ts';

const asAsked = requirement({
  id: 'UPL-32',
  level: 'SHOULD',
  clause: ['P: URL Types', 'RFC 6266 §4.2'],
  quote: 'view: Get URL to view existing file; download: Get URL to download existing file',
  effect: 'writes',
  profile: 'upload',
  defects: [
    serves('delivers downloads of pictures inline', (response, call) =>
      isDownload(call) && /^image\//.test(response.headers.get('content-type') ?? '')
        ? withField(response, 'content-disposition', 'inline')
        : response,
    ),
    serves('delivers views of uploads as attachment', (response, call) =>
      call.reference.files.atPath(call.url.pathname)?.type === 'upload'
        ? withField(response, 'content-disposition', 'attachment')
        : response,
    ),
  ],
});

test(
  'SHOULD deliver an uploaded file as attachment to download, and inline to view',
  asAsked,
  async ({ session, judge }) => {
    if (session.selected)
      await Promise.all([roundTrips(session), labelledTrips(session), hazardousTrips(session)]);
    const deliveries = await uploadDeliveries(session);
    if (deliveries.length === 0) judge.undecided('no URL of an uploaded file delivers it (UPL-09)');
    for (const { exchange, response, action, because } of deliveries) {
      const type = header(response.headers, 'Content-Type') ?? '';
      // What a browser does not show, or would run (UPL-29), may be an attachment for whoever views it, too.
      const wanted =
        action === 'download' ? 'attachment' : action === 'view' && isShown(type) ? 'inline' : undefined;
      const received = dispositionTypeOf(exchange);
      if (wanted === undefined) continue;
      judge.each(
        exchange,
        () =>
          received === wanted
            ? undefined
            : { received: `disposition ${received} of ${type}`, expected: wanted },
        because,
      );
    }
  },
);
