import { test } from '../../../src/fixtures.ts';
import type { Exchange } from '../../../src/client/exchange.ts';
import { errorIn } from '../../../src/judgement/error-body.ts';
import { errorAnswer } from '../../../src/reference/defects/answers.ts';
import { apiFault } from '../../../src/reference/defects/fault.ts';
import { isJson } from '../../../src/reference/defects/requests.ts';
import { requirement } from '../../../src/requirement.ts';
import { credentialVectors } from '../../../src/traffic/credentials.ts';
import { unknownIds } from '../../../src/traffic/identifiers.ts';
import { anonymous } from '../../../src/traffic/wrong-keys.ts';

const independent = requirement({
  id: 'AUT-08',
  level: 'SHOULD',
  clause: ['sec', 'RFC 9110 §15.5.4'],
  quote: 'good practice: without a valid key an answer tells nothing of files',
  effect: 'none',
  defects: [
    apiFault('validates before it authenticates', async (call, next) => {
      const sound = await next();
      return sound.status === 401 && typeof call.asked['fileId'] !== 'string'
        ? errorAnswer(422, 'INVALID_REQUEST')
        : sound;
    }),
    apiFault('wants a fileId before it authenticates', async (call, next) => {
      const sound = await next();
      return sound.status === 401 && isJson(Buffer.from(call.bytes).toString()) && !call.asked['fileId']
        ? errorAnswer(400, 'INVALID_REQUEST')
        : sound;
    }),
    apiFault('looks at the action before it authenticates', async (call, next) => {
      const sound = await next();
      const { action = 'view' } = call.asked;
      return sound.status === 401 && action !== 'view' && action !== 'download'
        ? errorAnswer(422, 'INVALID_REQUEST')
        : sound;
    }),
    apiFault('parses the body before it authenticates', async (call, next) => {
      const sound = await next();
      return sound.status === 401 && !isJson(Buffer.from(call.bytes).toString())
        ? errorAnswer(400, 'MALFORMED_JSON')
        : sound;
    }),
    apiFault('looks the file up before it looks an unknown key up', async (call, next) => {
      const sound = await next();
      const known = call.reference.files.withId(String(call.asked['fileId'])) !== undefined;
      const given = call.request.headers.has('authorization');
      return sound.status === 401 && given && !known ? errorAnswer(404, 'NOT_FOUND') : sound;
    }),
    apiFault('looks the file up before it authenticates', async (call, next) => {
      const sound = await next();
      const known = call.reference.files.withId(String(call.asked['fileId'])) !== undefined;
      return sound.status === 401 && !known ? errorAnswer(404, 'NOT_FOUND') : sound;
    }),
  ],
});

test(
  'SHOULD answer without a valid key whatever the file and the body are',
  independent,
  async ({ session, judge }) => {
    const { body: plain, fileId } = await session.host();
    const body = (await session.hosts()).at(-1)?.body ?? plain;
    const [id] = unknownIds(fileId, 1, session.seed);
    const unknown = { fileId: id?.value ?? '' };
    const wrong = { action: 'none', expiresInMinutes: 0 };
    const others = [
      { ...body, ...unknown },
      wrong,
      Buffer.from('{'),
      { fileId: 1 },
      { fileId, action: 'none' },
    ];
    const bodies = [body, ...session.take(others, 'anonymousBodies')];
    const vectors = bodies.map((other) => ({
      body: other,
      deviation: anonymous,
      because: 'no Authorization',
    }));
    const anonymously = (await session.send(vectors)).map(({ exchange }) => exchange);
    const [, stranger] = credentialVectors(session, plain);
    const strangers = [plain, { ...plain, ...unknown }].map((each) => ({
      body: each,
      deviation: stranger?.deviation ?? {},
      because: 'an unknown key',
    }));
    const unknownTo = (await session.send(session.take(strangers, 'anonymousBodies'))).map(
      ({ exchange }) => exchange,
    );
    for (const [first, other] of [...pairsOf(anonymously), ...pairsOf(unknownTo)]) {
      judge.together([first, other], ([known, asked]) => {
        const said = [known, asked].map(
          (answer) => answer && `${answer.response.status} ${errorIn(answer).code ?? ''}`.trim(),
        );
        if (said[0] === said[1]) return undefined;
        return {
          received: `${said[1]} instead of ${said[0]}`,
          expected: 'the same answer as for a known file',
        };
      });
    }
  },
);

/** The first of a list with each of the others. */
function pairsOf(list: readonly Exchange[]): [Exchange, Exchange][] {
  const [first, ...rest] = list;
  return first === undefined ? [] : rest.map((other) => [first, other]);
}
