import { test } from '../../../src/fixtures.ts';
import { accepted } from '../../../src/judgement/status.ts';
import { refuses } from '../../../src/reference/defects/answers.ts';
import { apiFault } from '../../../src/reference/defects/fault.ts';
import { errorAnswer } from '../../../src/reference/defects/answers.ts';
import { requirement } from '../../../src/requirement.ts';
import { enumOf, memberOf } from '../../../src/traffic/accepted.ts';
import { lifetimes } from '../../../src/traffic/lifetimes.ts';
import { numberSpellings } from '../../../src/traffic/spellings.ts';

const minutes =
  '#/paths/~1v1~1files~1url/post/requestBody/content/application~1json/schema/properties/expiresInMinutes';

const asked = (body: Record<string, unknown>): number | undefined =>
  typeof body['expiresInMinutes'] === 'number' ? body['expiresInMinutes'] : undefined;

const wholeRange = requirement({
  id: 'ACC-04',
  level: 'MUST',
  clause: [`${minutes}/minimum`, `${minutes}/maximum`],
  quote: 'minimum: 1, maximum: 1440',
  effect: 'none',
  defects: [
    refuses('takes the minimum for exclusive', (call) => asked(call.asked) === 1),
    refuses('takes the maximum for exclusive', (call) => asked(call.asked) === 1440),
    refuses(
      'refuses 600 to 700 minutes',
      (call) => (asked(call.asked) ?? 0) >= 600 && (asked(call.asked) ?? 0) < 700,
    ),
  ],
});

test(
  'MUST accept every whole number of minutes from the minimum to the maximum',
  wholeRange,
  async ({ session, judge }) => {
    const whole = (await lifetimes(session)).filter(({ body }) =>
      Number.isInteger(asked(body as object as Record<string, unknown>)),
    );
    for (const { exchange, because } of await session.send(whole)) judge.each(exchange, accepted, because);
  },
);

const fractions = requirement({
  id: 'ACC-05',
  level: 'MUST',
  clause: [`${minutes}/type`, 'RFC 8259 §6'],
  quote: 'type: number',
  effect: 'none',
  defects: [
    refuses('accepts whole numbers only', (call) => !Number.isInteger(asked(call.asked) ?? 1)),
    apiFault('reads digits only', (call, next) =>
      /"expiresInMinutes": ?\d+[.eE]/.test(Buffer.from(call.bytes).toString())
        ? Promise.resolve(errorAnswer(400, 'BAD'))
        : next(),
    ),
  ],
});

test(
  'MUST accept fractions of minutes, and every way to write a number',
  fractions,
  async ({ session, judge }) => {
    const { body } = await session.host();
    const fractional = (await lifetimes(session)).filter((vector) => {
      const value = asked(vector.body as object as Record<string, unknown>);
      return value !== undefined && !Number.isInteger(value);
    });
    const most = Number(memberOf(session.request, 'expiresInMinutes').schema['maximum']);
    const [action = null] = enumOf(memberOf(session.request, 'action'));
    // From parts of the range that few other requests are in.
    const values = [0.51, 0.73, 0.25, 0.87].map((share) => Math.round((share * most) / 10) * 10);
    const spelled = session.take(
      numberSpellings({ ...body, action }, 'expiresInMinutes', values),
      'numberSpellings',
    );
    for (const { exchange, because } of await session.send([...fractional, ...spelled]))
      judge.each(exchange, accepted, because);
  },
);
