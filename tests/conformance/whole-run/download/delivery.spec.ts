import { setTimeout as sleep } from 'node:timers/promises';
import { test } from '../../../../src/fixtures.ts';
import { objectIn, quoted } from '../../../../src/judgement/body.ts';
import { isFollowable } from '../../../../src/judgement/followable.ts';
import { changeSince, deliveryIn, sizeOf } from '../../../../src/judgement/retrieval.ts';
import { silence } from '../../../../src/judgement/trouble.ts';
import { changesBody } from '../../../../src/reference/defects/answers.ts';
import { isDownload, serves, withField } from '../../../../src/reference/defects/storage.ts';
import { requirement } from '../../../../src/requirement.ts';
import type { Session } from '../../../../src/session.ts';
import type { Delivered, Fetched } from '../../../../src/traffic/deliveries.ts';
import { delivered, fetched, mintedUrls, readAgain, urlFor } from '../../../../src/traffic/deliveries.ts';
import { otherFile } from '../../../../src/traffic/sibling-file.ts';

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
    serves('writes the length in hex', (response) => {
      const length = Number(response.headers.get('content-length'));
      return withField(response, 'content-length', `0x${length.toString(16)}`);
    }),
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
    changesBody('writes one slash behind the scheme', (body) => ({
      ...body,
      url: String(body['url']).replace('//', '/'),
    })),
    changesBody('hands out a file URL for downloads', (body) => ({ ...body, url: 'file:///var/files/a' }), {
      when: ({ asked }) => asked['action'] === 'download',
    }),
  ],
});

test('MUST deliver the file when the returned URL is read', delivers, async ({ session, judge }) => {
  for (const minted of await mintedUrls(session)) {
    const because = urlFor(minted);
    const url = objectIn(minted.response)?.['url'];
    if (!isFollowable(url)) {
      judge.violation(
        { received: `url ${quoted(url)}`, expected: 'a URL that a client can GET' },
        [minted],
        because,
      );
      continue;
    }
    const { answer, retrieval } = await fetched(session, minted);
    const { last } = retrieval;
    const { trouble } = last;
    const forbidden = trouble?.kind === 'forbidden' && { received: trouble.message, expected: 'the file' };
    const complaint = forbidden || silence(last);
    if (complaint !== undefined) {
      judge.violation(complaint, [answer, last], because);
      continue;
    }
    judge.together(
      [answer, last],
      () => {
        const { response } = last;
        if (response?.status === 200 && response.incomplete === undefined) return undefined;
        const part = response?.incomplete === undefined ? '' : ` and a body that is ${response.incomplete}`;
        return {
          received: `${response?.status ?? 'nothing'}${part} from the returned URL`,
          expected: '200 with the file',
        };
      },
      because,
    );
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
    (() => {
      const reads = new WeakMap<object, Map<string, number>>();
      return serves('has nothing left for the second reader of a URL', (response, { reference, url }) => {
        const ofServer = reads.get(reference) ?? new Map<string, number>();
        reads.set(reference, ofServer);
        const count = (ofServer.get(url.href) ?? 0) + 1;
        ofServer.set(url.href, count);
        return count === 2 ? withField(new Response('', response), 'content-length', '0') : response;
      });
    })(),
    (() => {
      const buffers = new WeakMap<object, ArrayBuffer>();
      return serves('reads files at the same time into one buffer', async (response, { reference }) => {
        buffers.set(reference, await response.arrayBuffer());
        await sleep(50);
        const headers = new Headers(response.headers);
        headers.delete('content-length');
        return new Response(buffers.get(reference) ?? null, { headers });
      });
    })(),
  ],
});

test('MUST deliver the same octets through every URL of a file', bytes, async ({ session, judge }) => {
  const all = await delivered(session);
  const [first, ...others] = all;
  if (first === undefined) return;
  const another = session.selected ? await readBesideAnother(session, first) : undefined;
  for (const other of [...others, ...readAgain(session, all)]) {
    judge.together(
      [first.retrieval.last, other.retrieval.last],
      () => {
        const received = changeSince(first.response, other.response);
        const expected = `the ${sizeOf(first.response)} octets that the ${first.because} delivers`;
        return received === undefined ? undefined : { received, expected };
      },
      other.because,
    );
  }
  const { answer, retrieval } = another ?? {};
  const got = retrieval && deliveryIn(retrieval.last);
  if (answer === undefined || retrieval === undefined || got === undefined) return;
  judge.together(
    [answer, retrieval.last],
    () => {
      const announced = objectIn(answer.response)?.['fileSize'];
      const isItsOwn = typeof announced !== 'number' || [got.size, sizeOf(got)].includes(announced);
      if (isItsOwn || got.sha256 !== first.response.sha256) return undefined;
      return {
        received: 'the octets of the known file',
        expected: `the ${quoted(announced)} octets of its own`,
      };
    },
    'another file, read at the same time as the known one',
  );
});

/** Reads another file and, at the same time, the known one through its first URL; undefined when there is no other file. */
async function readBesideAnother(session: Session, first: Delivered): Promise<Fetched | undefined> {
  const file = await otherFile(session);
  if (file === undefined) return undefined;
  const [other] = await Promise.all([
    fetched(session, file),
    session.retrieve(first.answer, { occasion: 'beside another file' }),
  ]);
  return other;
}
