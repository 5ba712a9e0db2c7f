import type { Contract } from './contract.ts';
import type { SchemaAt } from './operation.ts';
import { schemaAt } from './operation.ts';
import { pointerOf } from './pointer.ts';

/** The schema `#/components/schemas/<name>`, or where its `$ref` leads; throws an Error that names it when the document has none. */
export function schemaOf({ document }: Contract, name: string): SchemaAt {
  return schemaAt(document, pointerOf('components', 'schemas', name));
}
