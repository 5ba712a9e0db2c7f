import type { JsonObject } from '../../../src/contract/json.ts';
import type { Answered } from '../../../src/client/exchange.ts';
import { isAnswered } from '../../../src/client/exchange.ts';
import { test } from '../../../src/fixtures.ts';
import type { Judgement } from '../../../src/judge.ts';
import { objectIn, quoted } from '../../../src/judgement/body.ts';
import { expiryOf, lifetimeOf } from '../../../src/judgement/expiry.ts';
import { isClientError, isSuccess, refused, summary } from '../../../src/judgement/status.ts';
import { changesBody, crashes, errorAnswer } from '../../../src/reference/defects/answers.ts';
import { apiFault } from '../../../src/reference/defects/fault.ts';
import { repairs } from '../../../src/reference/defects/requests.ts';
import { requirement } from '../../../src/requirement.ts';
import type { Session } from '../../../src/session.ts';
import { memberOf } from '../../../src/traffic/accepted.ts';
import { otherFile } from '../../../src/traffic/sibling-file.ts';
import type { Vector } from '../../../src/traffic/vector.ts';

const request = '#/paths/~1v1~1files~1url/post/requestBody/content/application~1json/schema';

const heavy = requirement({
  id: 'ROB-02',
  level: 'SHOULD',
  clause: ['RFC 9110 §15.5.14'],
  quote:
    'the server is refusing to process a request because the request content is larger than the server is willing or able to process',
  effect: 'none',
  defects: [
    crashes('overflows its stack on deep nesting', ({ bytes }) =>
      Buffer.from(bytes).includes('['.repeat(500)),
    ),
    crashes('fails on a body of a mebibyte', ({ bytes }) => bytes.length > 2 ** 20),
    (() => {
      const last = new WeakMap<object, number>();
      return apiFault('reads the rest of a large body as the next request', (call, next) => {
        const before = last.get(call.reference) ?? 0;
        last.set(call.reference, call.bytes.length);
        return before > 2 ** 20 ? Promise.resolve(errorAnswer(400, 'MALFORMED_JSON')) : next();
      });
    })(),
  ],
});

test('SHOULD answer deep nesting and a body of 1 MiB, and go on', heavy, async ({ session, judge }) => {
  const { body } = await session.host();
  const nested = (open: string, close: string, depth: number): Buffer =>
    Buffer.from(
      JSON.stringify({ unknown: 0, ...body }).replace(
        '"unknown":0',
        `"unknown":${open.repeat(depth)}0${close.repeat(depth)}`,
      ),
    );
  const deep = [
    { body: nested('[', ']', 10_000), because: '10,000 arrays in one another' },
    { body: nested('{"a":', '}', 5000), because: '5,000 objects in one another' },
  ];
  // Words, because a run of one letter is read as base64 by whatever looks for keys in the record.
  const unknown = 'word '.repeat(2 ** 18).slice(0, 2 ** 20);
  const large = { body: { ...body, unknown }, because: 'a body of 1 MiB' };
  const vectors: Vector[] = [...session.take(deep, 'emptyBodies'), large];
  for (const { exchange, because } of await session.send(vectors)) {
    if (exchange.trouble?.others === 'answered') {
      judge.violation(
        { received: exchange.trouble.message, expected: '413 or another 4xx' },
        [exchange],
        because,
      );
    } else {
      judge.each(exchange, lives, because);
    }
  }
  // Those of ROB-03 are the next: a server may refuse their names, but has to answer.
  const [next] = await session.ask(specialNames(body).slice(0, 1));
  if (next === undefined) return;
  const because = 'the request afterwards';
  judge.each(next.exchange, lives, because);
  if (!isAnswered(next.exchange) || !isClientError(next.exchange)) return;
  const [again] = await session.ask([{ body: next.body, deviation: { occasion: 'once more' }, because }]);
  if (again === undefined) return;
  judge.together([next.exchange, again.exchange], ([one, other]) =>
    one !== undefined && other !== undefined && isSuccess(other)
      ? { received: summary(one), expected: `${summary(other)}, as for the same request a moment later` }
      : undefined,
  );
});

const lives: Judgement = (answer) => (answer.response.status < 500 ? undefined : refused(answer));

/** A request with members that a language treats specially. */
function specialNames(body: JsonObject): Vector[] {
  const plain = JSON.stringify(body).slice(1, -1);
  return [
    '"__proto__":{"expiresInMinutes":1}',
    '"constructor":{"prototype":{"expiresInMinutes":1}}',
    '"__proto__":null,"toString":1,"valueOf":1,"hasOwnProperty":1,"then":1',
  ].map((text) => ({ body: Buffer.from(`{${text},${plain}}`), because: `${text} besides` }));
}

const polluting = requirement({
  id: 'ROB-03',
  level: 'SHOULD',
  clause: ['RFC 8259 §4', 'sec'],
  quote: 'good practice: names that a language treats specially are names like any other',
  effect: 'none',
  defects: [
    repairs('merges __proto__ into the request', (asked, { bytes }) => {
      const text = Buffer.from(bytes).toString();
      return text.includes('__proto__') ? { ...asked, expiresInMinutes: 1 } : undefined;
    }),
    (() => {
      const polluted = new WeakSet();
      return repairs('keeps what __proto__ holds for later requests', (asked, { bytes, reference }) => {
        if (Buffer.from(bytes).toString().includes('"__proto__":{')) polluted.add(reference);
        else if (polluted.has(reference)) return { expiresInMinutes: 1, ...asked };
        return undefined;
      });
    })(),
    apiFault('refuses names of inherited members', async (call, next) =>
      Buffer.from(call.bytes).includes('"constructor"') ? new Response('', { status: 500 }) : next(),
    ),
  ],
});

test('SHOULD NOT let __proto__ and its like change the answer', polluting, async ({ session, judge }) => {
  const { body, exchange: control } = await session.control();
  const sent = await session.send(session.take(specialNames(body), 'emptyBodies'));
  const occasion = 'after names that a language treats specially';
  const after = session.plan.asksAgain ? [{ body, deviation: { occasion }, because: occasion }] : [];
  for (const { exchange, because } of [...sent, ...(await session.ask(after))]) {
    judge.together(
      [control, exchange],
      ([one, other]) => {
        if (one === undefined || other === undefined) return undefined;
        // Some parsers refuse such names by design: what counts is that nothing comes of them.
        if (isClientError(other)) return undefined;
        if (!isSuccess(other))
          return { received: summary(other), expected: 'the same answer as without them' };
        const [lived, lives] = [lifetime(session, one), lifetime(session, other)];
        if (lived === undefined || lives === undefined || Math.abs(lived - lives) < 31) return undefined;
        return { received: `a lifetime of ${lives} s`, expected: `${lived} s, as without them` };
      },
      because,
    );
  }
});

/** The announced lifetime in seconds; undefined when it is not recognised (EXP-04). */
function lifetime(session: Session, answer: Answered): number | undefined {
  const { schema } = memberOf(session.request, 'expiresInMinutes');
  const expiry = expiryOf(objectIn(answer.response)?.['expiresAt'], Number(schema['maximum']));
  return expiry && Math.round(lifetimeOf(answer, expiry) / 1000);
}

const apart = requirement({
  id: 'ROB-04',
  level: 'SHOULD',
  clause: [request, 'sec'],
  quote: 'good practice: requests that run at once do not touch one another',
  effect: 'none',
  defects: [
    (() => {
      const last = new WeakMap<object, { running: number; name: unknown }>();
      return changesBody('mixes up requests that run at once', (body, { reference }) => {
        const before = last.get(reference) ?? { running: 0, name: body['filename'] };
        last.set(reference, { running: before.running + 1, name: body['filename'] });
        return before.running > 0 ? { ...body, filename: before.name } : body;
      });
    })(),
  ],
});

test('SHOULD keep requests for several files that run at once apart', apart, async ({ session, judge }) => {
  const control = await session.control();
  const other = await otherFile(session);
  const alt = session.target.alt;
  if (other === undefined || sentFile(other) === undefined) {
    judge.inapplicable('there is no second file; set TARGET_ALT_FILE_ID');
    return;
  }
  const owner = other.request.headers.some(([, value]) => value === alt?.tenant) ? alt : undefined;
  const files = [
    { expected: control.exchange, fileId: control.fileId, as: session.target.main },
    { expected: other, fileId: sentFile(other) ?? '', as: owner ?? session.target.main },
  ];
  const vectors = Array.from({ length: session.plan.atOnce }, (_, index) => {
    const file = files[index % files.length];
    const body: JsonObject = { fileId: file?.fileId ?? '' };
    return {
      body,
      deviation: { ...(file && { as: file.as }), occasion: `at once ${index}` },
      because: `request ${index + 1} of ${session.plan.atOnce} at once`,
    };
  });
  for (const [index, { exchange, because }] of (await session.send(vectors)).entries()) {
    const expected = files[index % files.length]?.expected;
    judge.each(
      exchange,
      (answer) => {
        const [got, known] = [objectIn(answer.response), objectIn(expected?.response)];
        const differing = ['filename', 'contentType', 'fileSize'].find(
          (name) => got?.[name] !== known?.[name],
        );
        if (differing === undefined) return undefined;
        return { received: `${differing} ${quoted(got?.[differing])}`, expected: quoted(known?.[differing]) };
      },
      because,
    );
  }
});

function sentFile({ request: { body } }: { request: { body?: Uint8Array } }): string | undefined {
  const asked = JSON.parse(Buffer.from(body ?? '{}').toString()) as { fileId?: string };
  return asked.fileId;
}
