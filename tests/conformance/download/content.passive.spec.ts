import { header, headerValues } from '../../../src/client/exchange.ts';
import { test } from '../../../src/fixtures.ts';
import { objectIn, quoted } from '../../../src/judgement/body.ts';
import { dispositionFault, dispositionOf } from '../../../src/judgement/disposition.ts';
import { essenceOf } from '../../../src/judgement/media-type.ts';
import { deliveryIn, digestOf, dispositionTypeOf, sizeOf } from '../../../src/judgement/retrieval.ts';
import { changesBody } from '../../../src/reference/defects/answers.ts';
import { storageFault } from '../../../src/reference/defects/fault.ts';
import { serves, withField } from '../../../src/reference/defects/storage.ts';
import { requirement } from '../../../src/requirement.ts';
import type { Session } from '../../../src/session.ts';
import type { Delivery } from '../../../src/traffic/deliveries.ts';
import { deliveries, mintedUrls } from '../../../src/traffic/deliveries.ts';
import { knownFileSuccesses } from '../../../src/traffic/tour.ts';

const r200 = '#/paths/~1v1~1files~1url/post/responses/200/content/application~1json/schema';
const isDownload = ({ url }: { url: URL }): boolean => url.searchParams.get('disposition') === 'attachment';

const delivers = requirement({
  id: 'DL-01',
  level: 'MUST',
  clause: ['P: Download Example', 'P: Example: Download File'],
  quote: 'Download using the signed URL',
  effect: 'none',
  defects: [
    serves(
      'answers 204',
      (response) =>
        new Response(null, { status: 204, headers: { date: response.headers.get('date') ?? '' } }),
    ),
    serves('answers 500 for views', (response, call) =>
      isDownload(call) ? response : new Response('', { status: 500 }),
    ),
    changesBody('hands out a URL where nothing listens', (body) => ({
      ...body,
      url: String(body['url']).replace(/:\d+\//, ':9/'),
    })),
    changesBody('hands out a URL of a host that does not exist', (body) => ({
      ...body,
      url: String(body['url']).replace(/\/\/[^/]+/, '//files.invalid'),
    })),
    changesBody('hands out a URL of a metadata address', (body) => ({
      ...body,
      url: 'http://169.254.169.254/latest',
    })),
    changesBody('hands out a file URL for downloads', (body) => ({ ...body, url: 'file:///var/files/a' }), {
      when: ({ asked }) => asked['action'] === 'download',
    }),
  ],
});

test('MUST deliver the file when the returned URL is read', delivers, async ({ session, judge }) => {
  for (const answer of await mintedUrls(session)) {
    const url = objectIn(answer.response)?.['url'];
    if (typeof url !== 'string' || !URL.canParse(url) || !/^https?:/i.test(url)) {
      judge.violation({ received: `url ${quoted(url)}`, expected: 'a URL that a client can GET' }, [answer]);
      continue;
    }
    const { last } = await session.storage.get(url);
    const { trouble } = last;
    const unreachable =
      trouble !== undefined && trouble.kind !== 'rate-limited' && trouble.kind !== 'gateway';
    if (unreachable && (trouble.others === 'answered' || trouble.kind === 'forbidden')) {
      judge.violation(
        { received: `${trouble.kind}: ${trouble.message}`, expected: 'the file: the API answers meanwhile' },
        [answer, last],
      );
      continue;
    }
    judge.together([answer, last], () => {
      const { response } = last;
      if (response?.status === 200) return undefined;
      return {
        received: `${response?.status ?? 'nothing'} from the returned URL`,
        expected: '200 with the file',
      };
    });
  }
});

/** What each URL delivered, where it delivered at all: DL-01 is about the others. */
async function delivered(
  session: Session,
): Promise<(Delivery & { response: NonNullable<ReturnType<typeof deliveryIn>> })[]> {
  const all = (await deliveries(session)).flatMap((delivery) => {
    const response = deliveryIn(delivery.retrieval.last);
    return response === undefined ? [] : [{ ...delivery, response }];
  });
  return all.length > 0 ? all : session.giveUp('no returned URL delivers the file (DL-01)');
}

const size = requirement({
  id: 'DL-02',
  level: 'MUST',
  clause: [`${r200}/properties/fileSize`, 'W: files/get'],
  quote: 'File size in bytes',
  effect: 'none',
  defects: [
    changesBody('has a stale fileSize', (body) => ({ ...body, fileSize: Number(body['fileSize']) + 1 })),
    changesBody('has fileSize in KiB for long lifetimes', (body, { asked }) =>
      Number(asked['expiresInMinutes']) > 600
        ? { ...body, fileSize: Math.ceil(Number(body['fileSize']) / 1024) }
        : body,
    ),
    serves('leaves out the last octet', async (response) => {
      const bytes = new Uint8Array(await response.arrayBuffer()).slice(0, -1);
      return new Response(bytes, {
        headers: { ...Object.fromEntries(response.headers), 'content-length': String(bytes.length) },
      });
    }),
  ],
});

test('MUST deliver as many octets as fileSize says', size, async ({ session, judge }) => {
  const all = await delivered(session);
  const [first] = all;
  for (const { answer, retrieval, response } of all) {
    judge.together([answer, retrieval.last], () =>
      sizeComplaint(objectIn(answer.response)?.['fileSize'], response.size, sizeOf(response)),
    );
  }
  if (first === undefined) return;
  for (const answer of await knownFileSuccesses(session)) {
    judge.together([answer, first.retrieval.last], () =>
      sizeComplaint(objectIn(answer.response)?.['fileSize'], first.response.size, sizeOf(first.response)),
    );
  }
});

function sizeComplaint(
  fileSize: unknown,
  ...measured: number[]
): { received: string; expected: string } | undefined {
  if (typeof fileSize !== 'number' || measured.includes(fileSize)) return undefined;
  return {
    received: `fileSize ${fileSize}, ${measured.at(-1)} octets delivered`,
    expected: 'the same number',
  };
}

const type = requirement({
  id: 'DL-03',
  level: 'MUST',
  clause: [`${r200}/properties/contentType`],
  quote: 'contentType: type: string',
  effect: 'none',
  defects: [
    serves('delivers everything as octet-stream', (response) =>
      withField(response, 'content-type', 'application/octet-stream'),
    ),
    serves('delivers views as HTML', (response, call) =>
      isDownload(call) ? response : withField(response, 'content-type', 'text/html'),
    ),
    changesBody(
      'announces another type for downloads',
      (body) => ({ ...body, contentType: 'application/x-download' }),
      {
        when: ({ asked }) => asked['action'] === 'download' && 'expiresInMinutes' in asked,
      },
    ),
  ],
});

test('MUST deliver the file with the type that contentType says', type, async ({ session, judge }) => {
  const all = await delivered(session);
  const typed = all.flatMap((one) => {
    const value = header(one.response.headers, 'Content-Type');
    return value === undefined ? [] : [{ ...one, value }];
  });
  if (typed.length === 0) judge.inapplicable('the storage sends no Content-Type (DL-12)');
  const complain = (
    contentType: unknown,
    value: string,
  ): { received: string; expected: string } | undefined =>
    typeof contentType !== 'string' || essenceOf(contentType) === essenceOf(value)
      ? undefined
      : { received: `Content-Type: ${value}`, expected: `contentType ${quoted(contentType)}` };
  for (const { answer, retrieval, value } of typed) {
    judge.together([answer, retrieval.last], () =>
      complain(objectIn(answer.response)?.['contentType'], value),
    );
  }
  const [first] = typed;
  if (first === undefined) return;
  for (const answer of await knownFileSuccesses(session)) {
    judge.together([answer, first.retrieval.last], () =>
      complain(objectIn(answer.response)?.['contentType'], first.value),
    );
  }
});

const typeSent = requirement({
  id: 'DL-12',
  level: 'SHOULD',
  clause: [`${r200}/properties/contentType`, 'RFC 9110 §8.3'],
  quote: 'A sender that generates a message containing content SHOULD generate a Content-Type header field',
  effect: 'none',
  defects: [serves('delivers without Content-Type', (response) => withField(response, 'content-type', null))],
});

test('SHOULD send a Content-Type with the file', typeSent, async ({ session, judge }) => {
  for (const { retrieval, response } of await delivered(session)) {
    judge.each(retrieval.last, () =>
      header(response.headers, 'Content-Type') === undefined
        ? { received: 'no Content-Type', expected: 'a Content-Type' }
        : undefined,
    );
  }
});

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
    judge.each(delivery.retrieval.last, () => {
      const received = dispositionTypeOf(delivery.retrieval);
      return received === 'attachment'
        ? undefined
        : { received: `disposition ${received}`, expected: 'attachment' };
    });
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
    judge.each(delivery.retrieval.last, () => {
      const received = dispositionTypeOf(delivery.retrieval);
      return received === 'inline'
        ? undefined
        : { received: `disposition ${received}`, expected: 'inline or none' };
    });
  }
});

const name = requirement({
  id: 'DL-06',
  level: 'SHOULD',
  clause: ['RFC 6266 §4.3', 'RFC 8187 §3.2'],
  quote: 'a filename to be constructed',
  effect: 'none',
  defects: [
    serves('writes the name in the wrong charset', (response) =>
      withField(
        response,
        'content-disposition',
        "attachment; filename*=UTF-8''Vertrag%20N%C2%BA%207%20-%20gr%FC%DFe.pdf",
      ),
    ),
    serves('names every file download', (response) =>
      withField(response, 'content-disposition', 'attachment; filename="download"'),
    ),
    changesBody('announces a stale name now and then', (body, { asked }) =>
      Number(asked['expiresInMinutes']) > 1000 ? { ...body, filename: 'old.pdf' } : body,
    ),
  ],
});

test('SHOULD deliver the file under the name that filename says', name, async ({ session, judge }) => {
  const all = await delivered(session);
  const named = all.flatMap((one) => {
    const value = header(one.response.headers, 'Content-Disposition');
    if (value === undefined || !/filename\*?\s*=/i.test(value)) return [];
    return [{ ...one, filename: dispositionOf(value).filename ?? `(undecodable) ${value}` }];
  });
  if (named.length === 0) judge.inapplicable('the storage sends no file name');
  const complain = (
    announced: unknown,
    filename: string,
  ): { received: string; expected: string } | undefined =>
    typeof announced !== 'string' || announced === filename
      ? undefined
      : { received: `filename ${quoted(filename)}`, expected: quoted(announced) };
  for (const { answer, retrieval, filename } of named) {
    judge.together([answer, retrieval.last], () =>
      complain(objectIn(answer.response)?.['filename'], filename),
    );
  }
  const [first] = named;
  if (first === undefined) return;
  for (const answer of await knownFileSuccesses(session)) {
    judge.together([answer, first.retrieval.last], () =>
      complain(objectIn(answer.response)?.['filename'], first.filename),
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
  for (const { retrieval, response } of await delivered(session)) {
    const values = headerValues(response.headers, 'Content-Disposition');
    judge.each(retrieval.last, () => {
      const [value] = values;
      if (value === undefined) return undefined;
      const fault = values.length > 1 ? 'the field is sent twice' : dispositionFault(value);
      return fault === undefined
        ? undefined
        : { received: `Content-Disposition: ${value}`, expected: `a valid field: ${fault}` };
    });
  }
});

const length = requirement({
  id: 'DL-08',
  level: 'MUST',
  clause: ['RFC 9110 §8.6'],
  quote:
    'a sender MUST NOT forward a message with a Content-Length header field value that is known to be incorrect',
  effect: 'none',
  defects: [
    serves('announces more octets than it sends', (response) =>
      withField(response, 'content-length', String(Number(response.headers.get('content-length')) + 7)),
    ),
    serves('announces fewer octets than it sends', (response) =>
      withField(response, 'content-length', String(Number(response.headers.get('content-length')) - 7)),
    ),
  ],
});

test('MUST send a right Content-Length, if any', length, async ({ session, judge }) => {
  for (const { answer, retrieval } of await deliveries(session)) {
    judge.together([answer, retrieval.last], () => {
      const { response } = retrieval.last;
      const announced = response?.status === 200 ? header(response.headers, 'Content-Length') : undefined;
      if (response === undefined || announced === undefined) return undefined;
      const { size: measured, incomplete } = response;
      const fileSize = objectIn(answer.response)?.['fileSize'];
      const coded = response.decoded !== undefined;
      const short =
        !coded && typeof fileSize === 'number' && Number(announced) < fileSize && measured < fileSize;
      if (Number(announced) === measured && incomplete === undefined && !short) return undefined;
      const said = short ? `fileSize is ${fileSize}` : (incomplete ?? `${measured} octets come`);
      return {
        received: `Content-Length: ${announced}, but ${said}`,
        expected: 'the number of octets of the body',
      };
    });
  }
});

const bytes = requirement({
  id: 'DL-09',
  level: 'MUST',
  clause: ['P: URL Types', '#/paths/~1v1~1files~1url/post/description'],
  quote: 'a signed URL for viewing or downloading a file',
  effect: 'none',
  defects: [
    serves('delivers another file to view', async (response, call) => {
      const { main } = call.reference;
      const other = call.reference.files.ofTenant(main.tenant)[1];
      if (isDownload(call) || other === undefined) return response;
      const content = await call.reference.files.read(other);
      return new Response(content, {
        headers: { ...Object.fromEntries(response.headers), 'content-length': String(content.length) },
      });
    }),
    serves('changes line ends in views', async (response, call) => {
      if (isDownload(call)) return response;
      const content = Buffer.from(await response.arrayBuffer());
      for (let index = content.indexOf(13); index !== -1; index = content.indexOf(13, index + 1))
        content[index] = 10;
      return new Response(content, { headers: response.headers });
    }),
  ],
});

test('MUST deliver the same octets through every URL of a file', bytes, async ({ session, judge }) => {
  const [first, ...others] = await delivered(session);
  if (first === undefined) return;
  for (const other of others) {
    judge.together([first.retrieval.last, other.retrieval.last], () =>
      digestOf(first.response) === digestOf(other.response)
        ? undefined
        : {
            received: `SHA-256 ${digestOf(other.response)} for action ${other.action ?? 'omitted'}`,
            expected: `${digestOf(first.response)}, as for action ${first.action ?? 'omitted'}`,
          },
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

const activeTypes = ['text/html', 'application/xhtml+xml', 'image/svg+xml', 'text/xml', 'application/xml'];

test(
  'SHOULD deliver active types to view with nosniff or as attachment',
  active,
  async ({ session, judge }) => {
    const views = (await delivered(session)).filter(({ action }) => action !== 'download');
    const those = views.filter(({ response }) =>
      activeTypes.includes(essenceOf(header(response.headers, 'Content-Type')) ?? ''),
    );
    if (those.length === 0) judge.inapplicable('the known file has no active type');
    for (const { retrieval, response } of those) {
      judge.each(retrieval.last, () => {
        const nosniff = header(response.headers, 'X-Content-Type-Options')?.toLowerCase() === 'nosniff';
        if (nosniff || dispositionTypeOf(retrieval) === 'attachment') return undefined;
        return {
          received: `${header(response.headers, 'Content-Type') ?? ''} without nosniff`,
          expected: 'nosniff or attachment',
        };
      });
    }
  },
);

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
    const first = (await delivered(session)).find(({ response }) => response.size > 0);
    if (first === undefined) {
      judge.inapplicable('the known file is empty');
      return;
    }
    const { last } = await session.retrieve(first.answer, { headers: [['Range', 'bytes=0-0']] });
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
