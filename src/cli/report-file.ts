import { readFileSync } from 'node:fs';
import type { JsonObject } from '../contract/json.ts';
import { isJsonObject } from '../contract/json.ts';
import type { ConformanceReport } from '../report/model.ts';
import { SettingsError } from '../settings/sources.ts';
import { suiteFile } from '../suite-files.ts';
import { compile } from '../validators/json-schema.ts';

/** The format that this suite reads. */
const formatVersion: ConformanceReport['formatVersion'] = 1;

/** Reads a report that somebody hands in. Throws a SettingsError, one sentence with the file, for whatever is none. */
export function readReport(file: string): ConformanceReport {
  const content = parsed(file);
  if (!isJsonObject(content) || content['formatVersion'] === undefined)
    throw new SettingsError(`${file}: it is no conformance report`);
  if (content['formatVersion'] !== formatVersion)
    throw new SettingsError(
      `${file}: the report has format ${JSON.stringify(content['formatVersion'])}; this suite reads format ${formatVersion}`,
    );
  const schema = JSON.parse(
    readFileSync(suiteFile('schemas', 'conformance-report.schema.json'), 'utf8'),
  ) as JsonObject;
  const [failure] = compile(schema)(content);
  if (failure !== undefined)
    throw new SettingsError(
      `${file}: it is no conformance report: ${failure.pointer || 'the file'} ${failure.message}`,
    );
  return content as unknown as ConformanceReport;
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why =
      cause instanceof SyntaxError ? 'it is not JSON' : `the file cannot be read (${code ?? String(cause)})`;
    throw new SettingsError(`${file}: ${why}`, { cause });
  }
}
