import type { Contract } from '../contract/contract.ts';
import type { SchemaAt } from '../contract/operation.ts';
import { valueAt } from '../contract/pointer.ts';
import type { Judgement } from '../judge.ts';
import type { Failure } from '../validators/json-schema.ts';
import { compile } from '../validators/json-schema.ts';
import { quoted, readJson } from './body.ts';

/**
 * Holds when a body breaks none of the keywords that concern the requirement. A body that is no JSON passes: another
 * requirement is about that.
 */
export function conforms(
  { document }: Contract,
  { pointer }: SchemaAt,
  concerns: (failure: Failure) => boolean = () => true,
): Judgement {
  const check = compile({ $ref: `#${pointer}` }, document);
  return ({ response }) => {
    const reading = readJson(response);
    if (!('value' in reading)) return undefined;
    const failure = check(reading.value).find(concerns);
    if (failure === undefined) return undefined;
    const place = `body${failure.pointer}`;
    const received = `${response.status}: ${place} is ${quoted(valueAt(reading.value, failure.pointer), 200)}`;
    return {
      received,
      expected: `${place} ${failure.message} (\`${failure.keyword}\` at #${failure.schemaPointer})`,
    };
  };
}

/** Failures at a member of the body, at any depth below it. */
export function at(...members: readonly string[]): (failure: Failure) => boolean {
  return ({ pointer }) =>
    members.some((member) => pointer === `/${member}` || pointer.startsWith(`/${member}/`));
}
