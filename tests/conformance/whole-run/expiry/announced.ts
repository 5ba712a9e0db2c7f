import type { Announced } from '../../../../src/judgement/announced.ts';
import { announcedBy } from '../../../../src/judgement/announced.ts';
import { sentObject } from '../../../../src/judgement/body.ts';
import { changesBody } from '../../../../src/reference/defects/answers.ts';
import type { Body, Call } from '../../../../src/reference/defects/fault.ts';
import type { Session } from '../../../../src/session.ts';
import { memberOf } from '../../../../src/traffic/accepted.ts';
import { lifetimes } from '../../../../src/traffic/lifetimes.ts';
import { everySuccess } from '../../../../src/traffic/tour.ts';
import { compile } from '../../../../src/validators/json-schema.ts';

/** Where the document declares the lifetime. */
export const minutesClause =
  '#/paths/~1v1~1files~1url/post/requestBody/content/application~1json/schema/properties/expiresInMinutes';

/** Answers with the lifetime, in minutes, that `choose` makes of the one asked for. */
export function lives(
  name: string,
  choose: (minutes: number, call: Call) => number,
): ReturnType<typeof changesBody> {
  return changesBody(name, (body, call) => {
    const asked = minutesOf(call.asked);
    return { ...body, expiresAt: Math.floor(Number(body['expiresAt']) + 60 * (choose(asked, call) - asked)) };
  });
}

/** The lifetime that a request asks for, in minutes. */
export function minutesOf({ expiresInMinutes = 60 }: Body): number {
  return Number(expiresInMinutes);
}

/** Every success of the run whose request was valid, with what it announced. */
export async function announced(session: Session): Promise<Announced[]> {
  if (session.selected) await session.send(await lifetimes(session));
  const check = compile({ $ref: `#${session.operation.request.pointer}` }, session.contract.document);
  const longest = bound(session, 'maximum');
  return (await everySuccess(session)).flatMap((answer) => {
    const asked = sentObject(answer);
    return asked === undefined || check(asked).length > 0 ? [] : [announcedBy(answer, asked, longest)];
  });
}

/** A bound of the lifetime, or its default, in minutes. */
export function bound(session: Session, keyword: 'minimum' | 'maximum' | 'default'): number {
  return Number(memberOf(session.request, 'expiresInMinutes').schema[keyword]);
}
