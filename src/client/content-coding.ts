import type { Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { HeaderList } from './exchange.ts';
import { header } from './exchange.ts';

/** Removes a content coding chunk by chunk; `write` and `end` resolve when everything that could be decoded is handed out. */
export interface Decoder {
  write(chunk: Buffer): Promise<void>;
  end(): Promise<void>;
  destroy(): void;
}

const decoders = new Map<string, () => Transform>([
  ['gzip', () => createGunzip()],
  ['x-gzip', () => createGunzip()],
  ['deflate', () => createInflate()],
  ['br', () => createBrotliDecompress()],
]);

/** Thrown for octets that are not in their content coding. */
export class UndecodableError extends Error {
  override readonly name = 'UndecodableError';
}

/**
 * The decoder for a response's `Content-Encoding`, or undefined for identity and for codings we do not know. It hands out each
 * part at once and stops soon after `most` decoded octets: a few kilobytes may decode to gigabytes.
 */
export function decoderOf(
  headers: HeaderList,
  most: number,
  handOut: (part: Buffer) => void,
): Decoder | undefined {
  const coding = header(headers, 'Content-Encoding')?.trim().toLowerCase() ?? 'identity';
  const create = decoders.get(coding);
  return create && decoderOver(create(), { most, whole: isDelimited(headers) }, handOut);
}

/** True where the framing tells a body that is whole from one that was cut off on the way (RFC 9112 §6.3). */
function isDelimited(headers: HeaderList): boolean {
  return ['Content-Length', 'Transfer-Encoding'].some((name) => header(headers, name) !== undefined);
}

function decoderOver(
  stream: Transform,
  { most, whole }: { most: number; whole: boolean },
  handOut: (part: Buffer) => void,
): Decoder {
  let size = 0;
  let failure: Error | undefined;
  stream.on('data', (part: Buffer) => {
    handOut(part);
    size += part.length;
    if (size > most) stream.destroy();
  });
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // Where the framing does not tell, octets without their end may have been cut off on the way.
    const cutOff = error.code === 'Z_BUF_ERROR' && !whole;
    failure = cutOff ? error : new UndecodableError(error.message);
  });
  const check = (): void => {
    if (failure !== undefined) throw failure;
  };
  // A stream that fails in the middle of a write closes and never calls back.
  let goOn = (): void => undefined;
  stream.once('close', () => {
    goOn();
  });
  return {
    write: (chunk) =>
      new Promise<void>((done) => {
        goOn = done;
        stream.write(chunk, () => {
          done();
        });
      }).then(check),
    end: () =>
      new Promise<void>((done) => {
        goOn = done;
        if (stream.closed) done();
        else stream.end();
      }).then(check),
    destroy: () => stream.destroy(),
  };
}
