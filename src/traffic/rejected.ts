import type { Json, JsonObject } from '../contract/json.ts';
import { violations } from '../arbitraries/violations.ts';
import type { Violation } from '../arbitraries/violations.ts';
import { compile } from '../validators/json-schema.ts';
import type { Session } from '../session.ts';
import type { Place } from './places.ts';
import type { Vector } from './vector.ts';
import { spread } from './vector.ts';

/**
 * Requests that passed with exactly one mutation, each breaking a keyword at a place, as ajv confirms. The nearest miss
 * goes into every host, for the others the hosts take turns. Near misses first, as many as the plan has.
 */
export async function rejected(session: Session, { pointer, keyword, weight }: Place): Promise<Vector[]> {
  const hosts = await session.hosts();
  const found = hosts.map(({ body }) =>
    violationsOf(session, body).filter(
      (violation) => violation.pointer === pointer && violation.keyword === keyword,
    ),
  );
  const notes = [...new Set(found.flat().map(({ note }) => note))];
  const turns = notes.flatMap((note, turn) => {
    const candidates = found.map((list) => list.filter((violation) => violation.note === note));
    const offered = candidates.filter((list) => list.length > 0);
    const inTurn = offered[turn % offered.length] ?? [];
    return turn === 0 ? offered.flat() : inTurn.slice(turn % inTurn.length).slice(0, 1);
  });
  return spread(turns, Math.ceil(weight * session.plan.violations)).map(({ value, note, schemaPointer }) => ({
    body: value,
    because: `\`${keyword}\` at ${pointer || 'the root'} broken: ${note} (${shown(value, pointer)})`,
    keywords: [schemaPointer],
  }));
}

const known = new WeakMap<JsonObject, Map<string, Violation[]>>();

/** Every violation that can be put into a host, once for each host. */
function violationsOf({ request, contract, operation }: Session, host: JsonObject): Violation[] {
  const byHost = known.get(contract.document) ?? new Map<string, Violation[]>();
  known.set(contract.document, byHost);
  const text = JSON.stringify(host);
  const check = compile({ $ref: `#${operation.request.pointer}` }, contract.document);
  const list =
    byHost.get(text) ??
    [...violations(request, contract.document, { host })].filter(({ value, keyword }) =>
      check(value).some((failure) => failure.keyword === keyword),
    );
  byHost.set(text, list);
  return list;
}

function shown(value: Json, pointer: string): string {
  const member = pointer.split('/').at(-1) ?? '';
  const place = pointer === '' ? value : (value as Record<string, Json>)[member];
  const text = JSON.stringify(place ?? null);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
