import type { Redact } from './client/redaction.ts';
import { redactor } from './client/redaction.ts';
import { secretsOf } from './secrets.ts';
import type { Target } from './settings/settings.ts';

/** Characters below which a secret would be found by chance in what has nothing to do with it. */
const shortest = 8;

/** Takes the keys of a target out of everything that this process prints from now on, whoever prints it. */
export function guardOutput(target: Target): void {
  const redact = redactor(secretsOf(target).filter(({ value }) => value.length >= shortest));
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream) as (chunk: string | Uint8Array, ...rest: unknown[]) => boolean;
    stream.write = (chunk: string | Uint8Array, ...rest: unknown[]) => write(cleaned(chunk, redact), ...rest);
  }
}

function cleaned(chunk: string | Uint8Array, redact: Redact): string | Uint8Array {
  if (typeof chunk === 'string') return redact(chunk);
  const text = Buffer.from(chunk).toString('latin1');
  const clean = redact(text);
  return clean === text ? chunk : Buffer.from(clean, 'latin1');
}
