import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { isJsonObject, textOf } from '../../src/contract/json.ts';
import type { Json, JsonObject } from '../../src/contract/json.ts';
import { documentFromOpenApi30 } from '../../src/contract/openapi30.ts';
import { pointerOf } from '../../src/contract/pointer.ts';
import { compile } from '../../src/validators/json-schema.ts';
import type { BenchSubject } from './subject.ts';

/** The schemas that ajv compiles; the others are no schemas, a defect of their document. */
export function compiling(subjects: readonly BenchSubject[]): readonly BenchSubject[] {
  return subjects.filter(({ schema, root, documents }) => {
    try {
      compile(schema, root, { documents });
      return true;
    } catch {
      return false;
    }
  });
}

/** Every schema of the OpenAPI documents in a folder: the components, and those of parameters, headers and media types that are not mere references. */
export function schemasIn(folder: string): readonly BenchSubject[] {
  const files = readdirSync(folder).filter((name) => /\.(json|ya?ml)$/.test(name));
  return files.sort().flatMap((file) => {
    const document = read(join(folder, file));
    return [...schemaPointers(document)].map(([pointer, schema]) => ({
      ...{ name: `${file}#${pointer}`, schema, root: document, documents: {} },
    }));
  });
}

function read(file: string): JsonObject {
  const document = parse(readFileSync(file, 'utf8')) as JsonObject;
  return textOf(document.openapi).startsWith('3.0') ? documentFromOpenApi30(document) : document;
}

function* schemaPointers(node: Json, pointer = ''): Iterable<readonly [string, JsonObject]> {
  if (Array.isArray(node))
    for (const [index, item] of node.entries()) yield* schemaPointers(item, pointer + pointerOf(index));
  if (!isJsonObject(node)) return;
  for (const [name, member] of Object.entries(node)) {
    const below = pointer + pointerOf(name);
    const isSchema = name === 'schema' || pointer === '/components/schemas';
    if (!isSchema && name !== 'example' && name !== 'examples') yield* schemaPointers(member, below);
    if (isSchema && isJsonObject(member) && member.$ref === undefined) yield [below, member];
  }
}
