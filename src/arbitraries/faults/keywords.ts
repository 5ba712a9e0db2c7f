import { keywordsOf } from '../located.ts';
import type { Located } from '../located.ts';

/** Keywords that only annotate, or hold others, which are places of their own. */
const silent = new Set(
  (
    '$ref $dynamicRef $id $schema $anchor $dynamicAnchor $defs $comment $vocabulary definitions allOf if then else properties ' +
    'patternProperties prefixItems dependentSchemas title description default examples example deprecated readOnly writeOnly ' +
    'discriminator xml externalDocs contentEncoding contentMediaType contentSchema nullable minContains maxContains'
  ).split(' '),
);

/** The keywords of a schema that a value could break by themselves; `false schema` for the schema `false`. */
export function keywordsAt(located: Located): readonly string[] {
  const schema = keywordsOf(located);
  if (schema === undefined) return located.schema === false ? ['false schema'] : [];
  return Object.keys(schema).filter((keyword) => !silent.has(keyword) && !keyword.startsWith('x-'));
}
