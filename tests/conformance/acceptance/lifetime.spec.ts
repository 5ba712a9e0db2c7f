import { test } from '../../../src/fixtures.ts';
import { accepted } from '../../../src/judgement/status.ts';
import { refuses } from '../../../src/reference/defects/answers.ts';
import { apiFault } from '../../../src/reference/defects/fault.ts';
import { errorAnswer } from '../../../src/reference/defects/answers.ts';
import { requirement } from '../../../src/requirement.ts';
import { lifetimes } from '../../../src/traffic/lifetimes.ts';
import { judgeManner, judgePlainly } from './judge-manners.ts';

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
    const whole = (await lifetimes(session)).filter((one) => Number.isInteger(asked(one.asked)));
    await judgePlainly(session, judge, whole);
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
    const all = await lifetimes(session);
    const fractional = all.filter((one) => (asked(one.asked) ?? 1) % 1 !== 0);
    await judgePlainly(session, judge, fractional);
    await judgeManner(session, judge, 'number', accepted);
  },
);
