import { header, headerValues } from '../../../../src/client/exchange.ts';
import { test } from '../../../../src/fixtures.ts';
import { dispositionFault } from '../../../../src/judgement/disposition.ts';
import { isActive } from '../../../../src/judgement/media-type.ts';
import { dispositionTypeOf } from '../../../../src/judgement/retrieval.ts';
import { serves, withField } from '../../../../src/reference/defects/storage.ts';
import { requirement } from '../../../../src/requirement.ts';
import { delivered } from '../../../../src/traffic/deliveries.ts';

const attachment = requirement({
  id: 'DL-04',
  level: 'SHOULD',
  clause: ['RFC 6266 §4.2', 'P: URL Types'],
  quote: 'download: Get URL to download existing file',
  effect: 'none',
  defects: [
    serves('delivers downloads inline', (response) => withField(response, 'content-disposition', 'inline')),
  ],
});

test('SHOULD deliver downloads as attachment', attachment, async ({ session, judge }) => {
  for (const delivery of (await delivered(session)).filter(({ action }) => action === 'download')) {
    judge.each(
      delivery.retrieval.last,
      () => {
        const received = dispositionTypeOf(delivery.retrieval.last);
        return received === 'attachment'
          ? undefined
          : { received: `disposition ${received}`, expected: 'attachment' };
      },
      delivery.because,
    );
  }
});

const inline = requirement({
  id: 'DL-05',
  level: 'SHOULD',
  clause: ['RFC 6266 §4.2', '#/paths/~1v1~1files~1url/post/description'],
  quote: 'a signed URL for viewing',
  effect: 'none',
  defects: [
    serves('delivers views as attachment', (response) =>
      withField(response, 'content-disposition', 'attachment'),
    ),
  ],
});

test('SHOULD deliver views inline', inline, async ({ session, judge }) => {
  for (const delivery of (await delivered(session)).filter(({ action }) => action === 'view')) {
    judge.each(
      delivery.retrieval.last,
      () => {
        const received = dispositionTypeOf(delivery.retrieval.last);
        // DL-11 would have a file that a browser would run as attachment.
        return received === 'inline' || isActive(header(delivery.response.headers, 'Content-Type') ?? '')
          ? undefined
          : { received: `disposition ${received}`, expected: 'inline or none' };
      },
      delivery.because,
    );
  }
});

const grammar = requirement({
  id: 'DL-07',
  level: 'MUST',
  clause: ['RFC 6266 §3', 'RFC 6266 §4.1'],
  quote: 'Senders MUST NOT generate Content-Disposition header fields that are invalid',
  effect: 'none',
  defects: [
    serves('does not quote a name with blanks', (response) =>
      withField(response, 'content-disposition', 'attachment; filename=annual report.pdf'),
    ),
    serves('writes filename* without a charset', (response) =>
      withField(response, 'content-disposition', 'attachment; filename*=report.pdf'),
    ),
    serves('does not escape a quotation mark', (response) =>
      withField(response, 'content-disposition', 'attachment; filename="a "b".pdf"'),
    ),
    serves('names the file twice', (response) =>
      withField(response, 'content-disposition', 'attachment; filename="a.pdf"; filename="b.pdf"'),
    ),
    serves('leaves out the type', (response) =>
      withField(response, 'content-disposition', 'filename="a.pdf"'),
    ),
  ],
});

test('MUST send a valid Content-Disposition, if any', grammar, async ({ session, judge }) => {
  for (const { retrieval, response, because } of await delivered(session)) {
    const values = headerValues(response.headers, 'Content-Disposition');
    judge.each(
      retrieval.last,
      () => {
        const [value] = values;
        if (value === undefined) return undefined;
        const fault = values.length > 1 ? 'the field is sent twice' : dispositionFault(value);
        return fault === undefined
          ? undefined
          : { received: `Content-Disposition: ${value}`, expected: `a valid field: ${fault}` };
      },
      because,
    );
  }
});

const active = requirement({
  id: 'DL-11',
  level: 'SHOULD',
  clause: ['sec'],
  quote: 'good practice: a file that a browser would run is viewed with nosniff or as attachment',
  effect: 'none',
  defects: [
    serves('delivers HTML to view without nosniff', (response) =>
      withField(withField(response, 'content-type', 'text/html'), 'x-content-type-options', null),
    ),
  ],
});

test(
  'SHOULD deliver active types to view with nosniff or as attachment',
  active,
  async ({ session, judge }) => {
    const views = (await delivered(session)).filter(({ action }) => action !== 'download');
    const those = views.filter(({ response }) => isActive(header(response.headers, 'Content-Type') ?? ''));
    if (those.length === 0) judge.inapplicable('the known file has no active type');
    for (const { retrieval, response, because } of those) {
      judge.each(
        retrieval.last,
        () => {
          const nosniff = /^nosniff\s*(?:,|$)/i.test(
            header(response.headers, 'X-Content-Type-Options') ?? '',
          );
          if (nosniff || dispositionTypeOf(retrieval.last) === 'attachment') return undefined;
          return {
            received: `${header(response.headers, 'Content-Type') ?? ''} without nosniff`,
            expected: 'nosniff or attachment',
          };
        },
        because,
      );
    }
  },
);
