import { existsSync, readFileSync } from 'node:fs';
import { parse, YAMLParseError } from 'yaml';
import type { JsonObject } from '../contract/json.ts';
import { valueAt } from '../contract/pointer.ts';
import { compile } from '../validators/json-schema.ts';

/** A setting is wrong or missing; the message is one sentence for the user. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** Content of `target.yaml`, as `schemas/target.schema.json` has it. */
export type TargetFile = JsonObject & { profiles?: string[] };

/** Where settings come from; the environment takes precedence. */
export interface Sources {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly file: TargetFile;
}

/** What a file has to be as a whole, in the words of YAML. */
const wholes: Readonly<Record<string, string>> = {
  array: 'must be a list: each entry begins with "- "',
  object: 'must be names with values: each line is like "name: value"',
};

/** Reads `target.yaml` if it exists and checks it against its schema. Throws a SettingsError that names the file and the place. */
export function readTargetFile(file: string, schemaFile: string): TargetFile {
  return existsSync(file) ? ((readYaml(file, schemaFile) ?? {}) as TargetFile) : {};
}

/** The content of a YAML file that keeps a schema; null when it is empty. Throws a SettingsError that names the file and the place, never a value. */
export function readYaml(file: string, schemaFile: string): unknown {
  const schema = JSON.parse(readFileSync(schemaFile, 'utf8')) as JsonObject;
  const content = parseYaml(file);
  const [failure] = content === null ? [] : compile(schema)(content);
  if (failure !== undefined) {
    const { allowedValues, additionalProperty } = failure.params;
    const detail = Array.isArray(allowedValues) ? `: ${allowedValues.join(', ')}` : '';
    const member = typeof additionalProperty === 'string' ? ` (${additionalProperty})` : '';
    const message = wholes[String(failure.params['type'])] ?? failure.message;
    const [place, fact] = failure.pointer === '' ? ['the file', message] : [failure.pointer, failure.message];
    throw new SettingsError(`${file}: ${place} ${fact}${detail}${member}`);
  }
  return content;
}

function parseYaml(file: string): unknown {
  try {
    // What the parser warns of does not change what it reads, and would stand beside our sentence.
    return parse(textIn(file), { logLevel: 'error' });
  } catch (cause) {
    if (cause instanceof SettingsError) throw cause;
    // Another error than one of the grammar may quote a value, which may be a key.
    const problem = cause instanceof YAMLParseError ? problemIn(cause) : 'it is not valid YAML';
    throw new SettingsError(`${file}: ${problem}`, { cause });
  }
}

function problemIn({ code, message }: YAMLParseError): string {
  if (code === 'MULTIPLE_DOCS') return 'the file holds more than one YAML document (---)';
  return message.replace(/:?\n.*$/s, '');
}

function textIn(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const { code = 'error' } = cause as NodeJS.ErrnoException;
    throw new SettingsError(`${file}: the file cannot be read (${code})`, { cause });
  }
}

/** A setting as the user wrote it: the variable, or the place in the file. */
export function writtenAs({ environment }: Sources, name: string, key?: string): string {
  return key === undefined || (environment[name]?.trim() ?? '') !== '' ? name : `target.yaml: ${key}`;
}

/** A text setting, trimmed; empty counts as not set. `key` is the dotted place in the file. */
export function textFrom({ environment, file }: Sources, name: string, key?: string): string | undefined {
  const text = environment[name]?.trim() ?? '';
  if (text !== '') return text;
  const value = key === undefined ? undefined : valueAt(file, `/${key.replaceAll('.', '/')}`);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/** A text that goes into a header field; the message never shows it. */
export function secretFrom(sources: Sources, name: string, key: string): string | undefined {
  const value = textFrom(sources, name, key);
  if (value !== undefined && !/^[\x21-\x7e]+(?: +[\x21-\x7e]+)*$/.test(value)) {
    throw new SettingsError(
      `${writtenAs(sources, name, key)} holds a character that no header field can carry`,
    );
  }
  return value;
}

/** An integer setting within bounds, both inclusive. */
export function integerFrom(
  sources: Sources,
  name: string,
  key: string,
  { minimum, maximum = Infinity }: { minimum: number; maximum?: number },
): number | undefined {
  const text = textFrom(sources, name, key);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!/^-?\d+$/.test(text) || value < minimum || value > maximum) {
    const upper = maximum === Infinity ? 'up' : `to ${maximum}`;
    throw new SettingsError(
      `${writtenAs(sources, name, key)}: "${text}" is not a whole number from ${minimum} ${upper}`,
    );
  }
  return value;
}

/** A setting that allows a few words only. */
export function choiceFrom<T extends string>(
  sources: Sources,
  name: string,
  key: string,
  allowed: readonly T[],
): T | undefined {
  const text = textFrom(sources, name, key);
  if (text === undefined) return undefined;
  const word = allowed.find((candidate) => candidate === text);
  if (word === undefined)
    throw new SettingsError(
      `${writtenAs(sources, name, key)}: "${text}" is unknown; allowed: ${allowed.join(', ')}`,
    );
  return word;
}
