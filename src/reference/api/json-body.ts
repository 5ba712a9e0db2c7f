import { gunzipSync } from 'node:zlib';
import type { Choices } from '../choices.ts';
import { codingOf } from '../request-coding.ts';
import { nestingOf } from './nesting.ts';
import { Refusal } from './refusal.ts';

/** The JSON value of the body; throws when it is too large, not UTF-8, not JSON or nested too deeply. */
export async function jsonBody(
  request: Request,
  choices: Pick<Choices, 'bodyLimit' | 'codedBodies' | 'invalidUtf8' | 'nestingLimit' | 'trailingCommas'>,
): Promise<unknown> {
  const received = await readUpTo(choices.bodyLimit, request.body);
  const isCoded = choices.codedBodies === 'decoded' && codingOf(request.headers) !== 'identity';
  const octets = isCoded ? unpacked(received, choices.bodyLimit) : received;
  const decoder = new TextDecoder('utf-8', { fatal: choices.invalidUtf8 === 'rejected', ignoreBOM: true });
  try {
    const decoded = decoder.decode(octets);
    const text = choices.trailingCommas === 'ignored' ? withoutTrailingCommas(decoded) : decoded;
    if (nestingOf(text) <= choices.nestingLimit) return JSON.parse(text) as unknown;
  } catch {
    throw malformed();
  }
  throw malformed();
}

function unpacked(octets: Buffer, maxOutputLength: number): Buffer {
  try {
    return gunzipSync(octets, { maxOutputLength });
  } catch {
    throw new Refusal(400, 'MALFORMED_GZIP', 'The body is not the gzip that Content-Encoding says.');
  }
}

/** Nobody asks for a text with a comma in front of a bracket, so it is not told apart from the end of a list. */
function withoutTrailingCommas(text: string): string {
  return text.replaceAll(/,(\s*[\]}])/g, '$1');
}

async function readUpTo(limit: number, body: ReadableStream<Uint8Array> | null): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > limit) throw new Refusal(413, 'PAYLOAD_TOO_LARGE', `The body is larger than ${limit} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function malformed(): Refusal {
  return new Refusal(400, 'MALFORMED_JSON', 'The body is not well-formed JSON in UTF-8.');
}
