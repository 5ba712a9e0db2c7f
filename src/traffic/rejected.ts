import type { Json } from '../contract/json.ts';
import { violations } from '../arbitraries/violations.ts';
import { compile } from '../validators/json-schema.ts';
import type { Session } from '../session.ts';
import type { Vector } from './vector.ts';
import { spread } from './vector.ts';

/** A place of the request schema: the instance pointer and the keyword that is broken there. */
export interface Place {
  readonly pointer: string;
  readonly keyword: string;
}

/**
 * Requests that passed with exactly one mutation, each breaking a keyword at a place, as ajv confirms. The nearest miss
 * goes into every host, for the others the hosts take turns. At most `most`, near misses first.
 */
export async function rejected(
  session: Session,
  { pointer, keyword }: Place,
  most: number,
): Promise<Vector[]> {
  const hosts = await session.hosts();
  const { request, contract } = session;
  const check = compile({ $ref: `#${session.operation.request.pointer}` }, contract.document);
  const found = hosts.map(({ body }) =>
    [...violations(request, contract.document, { host: body })].filter(
      (violation) =>
        violation.pointer === pointer &&
        violation.keyword === keyword &&
        check(violation.value).some((failure) => failure.keyword === keyword),
    ),
  );
  const notes = [...new Set(found.flat().map(({ note }) => note))];
  const turns = notes.flatMap((note, turn) => {
    const candidates = found.map((list) => list.filter((violation) => violation.note === note));
    const offered = candidates.filter((list) => list.length > 0);
    return turn === 0 ? offered.flat() : (offered[turn % offered.length] ?? []);
  });
  return spread(turns, most).map(({ value, note }) => ({
    body: value,
    because: `\`${keyword}\` at ${pointer || 'the root'} broken: ${note} (${shown(value, pointer)})`,
  }));
}

function shown(value: Json, pointer: string): string {
  const member = pointer.split('/').at(-1) ?? '';
  const place = pointer === '' ? value : (value as Record<string, Json>)[member];
  const text = JSON.stringify(place ?? null);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
