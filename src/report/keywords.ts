import type { Json } from '../contract/json.ts';
import { isJsonObject } from '../contract/json.ts';
import type { SchemaAt } from '../contract/operation.ts';
import { pointerOf } from '../contract/pointer.ts';

/** What became of one keyword of the request schema. */
export interface KeywordAccount {
  /** JSON Pointer into the document. */
  readonly pointer: string;
  /** Requests that exercise it, valid and invalid ones. */
  readonly exercised: number;
  readonly requirements: readonly string[];
  /** Why nothing exercises it. */
  readonly vacuous?: string;
}

/** Keywords that constrain nothing by themselves, with the reason. */
const silent: Readonly<Record<string, string>> = {
  properties: 'it only holds the schemas of members, each of which is accounted for',
  description: 'an annotation for people',
  title: 'an annotation for people',
  example: 'an annotation for people',
  examples: 'an annotation for people',
};

/** Accounts for every keyword of a schema, given what each requirement exercised. */
export function accountKeywords(
  schema: SchemaAt,
  exercised: readonly { readonly id: string; readonly keywords: Readonly<Record<string, number>> }[],
): KeywordAccount[] {
  return pointersIn(schema.schema, schema.pointer).map(({ pointer, keyword }) => {
    const those = exercised.filter(({ keywords }) => keywords[pointer] !== undefined);
    const count = those.reduce((sum, { keywords }) => sum + (keywords[pointer] ?? 0), 0);
    return {
      pointer: `#${pointer}`,
      exercised: count,
      requirements: those.map(({ id }) => id),
      ...(count === 0 && { vacuous: silent[keyword] ?? 'no check of this run exercises it' }),
    };
  });
}

function pointersIn(schema: Json, place: string): { pointer: string; keyword: string }[] {
  if (!isJsonObject(schema)) return [];
  return Object.entries(schema).flatMap(([keyword, value]) => {
    const pointer = place + pointerOf(keyword);
    const inner =
      keyword === 'properties' && isJsonObject(value)
        ? Object.entries(value).flatMap(([name, member]) => pointersIn(member, pointer + pointerOf(name)))
        : ['items', 'additionalProperties', 'not'].includes(keyword)
          ? pointersIn(value, pointer)
          : [];
    return [{ pointer, keyword }, ...inner];
  });
}
