import { isAnswered } from '../../../src/client/exchange.ts';
import { test } from '../../../src/fixtures.ts';
import { objectIn } from '../../../src/judgement/body.ts';
import { accepted, isSuccess } from '../../../src/judgement/status.ts';
import { dispositionTypeOf } from '../../../src/judgement/retrieval.ts';
import { refuses } from '../../../src/reference/defects/answers.ts';
import { repairs } from '../../../src/reference/defects/requests.ts';
import { requirement } from '../../../src/requirement.ts';
import type { Session } from '../../../src/session.ts';
import { enumOf, memberOf } from '../../../src/traffic/accepted.ts';
import { afterAnother } from '../../../src/traffic/after-another.ts';
import { minutesAsked } from '../../../src/traffic/lifetimes.ts';
import { misleadingMembers } from '../../../src/traffic/unknown-members.ts';
import type { Vector } from '../../../src/traffic/vector.ts';

const request = '#/paths/~1v1~1files~1url/post/requestBody/content/application~1json/schema';

const fileIdAlone = requirement({
  id: 'ACC-01',
  level: 'MUST',
  clause: [`${request}/required`],
  quote: 'required: [fileId] (D2: the prose demands action; the OpenAPI document stands)',
  effect: 'none',
  defects: [refuses('demands action', ({ asked }) => !('action' in asked))],
});

test('MUST accept a request with fileId alone', fileIdAlone, async ({ session, judge }) => {
  const { fileId } = await session.host();
  judge.each(await session.api.ask({ fileId }), accepted, 'fileId alone');
});

const everyAction = requirement({
  id: 'ACC-02',
  level: 'MUST',
  clause: [`${request}/properties/action/enum`],
  quote: 'enum: [view, download]',
  effect: 'none',
  defects: [
    refuses('refuses view', ({ asked }) => asked['action'] === 'view'),
    refuses(
      'refuses download with a lifetime',
      ({ asked }) => asked['action'] === 'download' && 'expiresInMinutes' in asked,
    ),
  ],
});

test('MUST accept each action of the enum', everyAction, async ({ session, judge }) => {
  const { fileId } = await session.host();
  const bodies = session.validBodies(fileId).filter((body) => body['action'] !== undefined);
  for (const { exchange, because } of await session.send(
    bodies.map((body) => ({ body, because: JSON.stringify(body['action']) })),
  )) {
    judge.each(exchange, accepted, `action ${because}`);
  }
});

const defaultAction = requirement({
  id: 'ACC-03',
  level: 'SHOULD',
  clause: [`${request}/properties/action/default`],
  quote: 'default: view',
  effect: 'none',
  defects: [
    repairs('takes download for the default', (asked) =>
      'action' in asked ? undefined : { ...asked, action: 'download' },
    ),
    repairs('takes a member download for the action', (asked) =>
      asked['download'] === true && !('action' in asked) ? { ...asked, action: 'download' } : undefined,
    ),
    repairs('takes download for the default of long lifetimes', (asked) =>
      'action' in asked || Number(asked['expiresInMinutes'] ?? 0) < 600
        ? undefined
        : { ...asked, action: 'download' },
    ),
    (() => {
      const last = new WeakMap<object, unknown>();
      return repairs('takes the action of the request before for the default', (asked, { reference }) => {
        if ('action' in asked) last.set(reference, asked['action']);
        return 'action' in asked ? undefined : { ...asked, action: last.get(reference) ?? 'view' };
      });
    })(),
  ],
});

/** Lifetimes without an action: a default may hang on the other members. */
function withLifetimes(session: Session, fileId: string): Vector[] {
  return minutesAsked(session).marks.map((expiresInMinutes) => ({
    body: { fileId, expiresInMinutes },
    because: `no action, and expiresInMinutes ${expiresInMinutes}`,
  }));
}

test('SHOULD treat an omitted action as the default', defaultAction, async ({ session, judge }) => {
  const action = memberOf(session.request, 'action');
  const preset = action.schema['default'];
  if (preset === undefined || !enumOf(action).includes(preset)) {
    judge.inapplicable('the document gives action no default');
    return;
  }
  const control = await session.control();
  const { fileId } = control;
  const [given, ...omitted] = await session.send([
    { body: { fileId, action: preset }, because: 'the default written out' },
    { body: { fileId }, because: 'no action' },
    ...withLifetimes(session, fileId),
  ]);
  if (given === undefined) return;
  omitted.push(...(await session.send(await afterAnother(session))));
  // Whether they are tolerated at all is for ACC-09.
  const misled = await session.send(misleadingMembers(session, control).slice(0, 1));
  omitted.push(...misled.filter(({ exchange }) => isAnswered(exchange) && isSuccess(exchange)));
  const right = await session.follow(given.exchange);
  for (const { exchange, because } of omitted) {
    const left = await session.follow(exchange);
    judge.together(
      [exchange, given.exchange, left.last, right.last],
      () => {
        const [received, expected] = [dispositionTypeOf(left.last), dispositionTypeOf(right.last)];
        const same =
          objectIn(exchange.response)?.['filename'] === objectIn(given.exchange.response)?.['filename'];
        if (received === expected && same) return undefined;
        return {
          received: `Content-Disposition ${received} without action`,
          expected: `${expected}, as with ${JSON.stringify(preset)}`,
        };
      },
      because,
    );
  }
});
