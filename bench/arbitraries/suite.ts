import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { isJsonObject } from '../../src/contract/json.ts';
import type { Json, JsonObject } from '../../src/contract/json.ts';
import { compile } from '../../src/validators/json-schema.ts';
import type { Schema } from '../../src/validators/json-schema.ts';
import type { BenchSubject } from './subject.ts';

/** A group of the official suite: a schema, and what the suite says of values. */
export interface Group extends BenchSubject {
  /** False when the suite knows no valid value. */
  readonly satisfiable: boolean;
  /** False when the suite knows no invalid value. */
  readonly breakable: boolean;
  /** What keeps ajv from being the judge: undefined when it agrees with every test of the group. */
  readonly disagreement: string | undefined;
}

interface Written {
  readonly description: string;
  readonly schema: Schema;
  readonly tests: readonly { readonly data: Json; readonly valid: boolean }[];
}

/** Every group of draft 2020-12 in the folder of the official suite, with the optional ones. */
export function groupsIn(folder: string): readonly Group[] {
  const documents = remotesIn(join(folder, 'remotes'));
  const tests = join(folder, 'tests', 'draft2020-12');
  return jsonFiles(tests).flatMap((file) =>
    (JSON.parse(readFileSync(file, 'utf8')) as Written[]).map((written) => {
      const name = `${relative(tests, file).replace(/\.json$/, '')}: ${written.description}`;
      return groupOf(name, written, documents);
    }),
  );
}

function groupOf(name: string, { schema, tests }: Written, documents: Record<string, JsonObject>): Group {
  const root = isJsonObject(schema) ? schema : undefined;
  const subject = { name, schema, root, documents };
  return {
    ...subject,
    satisfiable: tests.some(({ valid }) => valid),
    breakable: tests.some(({ valid }) => !valid),
    disagreement: disagreement(subject, tests),
  };
}

function disagreement(
  { schema, root, documents }: BenchSubject,
  tests: Written['tests'],
): string | undefined {
  try {
    const check = compile(schema, root, { documents });
    const wrong = tests.filter(({ data, valid }) => (check(data).length === 0) !== valid);
    return wrong.length === 0 ? undefined : `ajv judges ${wrong.length} of ${tests.length} values otherwise`;
  } catch (error) {
    return `ajv does not compile it: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function remotesIn(folder: string): Record<string, JsonObject> {
  const files = jsonFiles(folder).filter((file) => !/draft[3467]|draft2019|\/v1\//.test(file));
  return Object.fromEntries(
    files.map((file) => {
      const document = JSON.parse(readFileSync(file, 'utf8')) as JsonObject;
      return [`http://localhost:1234/${relative(folder, file).replaceAll('\\', '/')}`, document];
    }),
  );
}

function jsonFiles(folder: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return entries
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(folder, name));
}
