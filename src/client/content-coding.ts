import type { Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { HeaderList } from './exchange.ts';
import { header } from './exchange.ts';

/** Removes a content coding chunk by chunk; `write` and `end` give the decoded octets that became available. */
export interface Decoder {
  write(chunk: Buffer): Promise<Buffer[]>;
  end(): Promise<Buffer[]>;
  destroy(): void;
}

const decoders = new Map<string, () => Transform>([
  ['gzip', () => createGunzip()],
  ['x-gzip', () => createGunzip()],
  ['deflate', () => createInflate()],
  ['br', () => createBrotliDecompress()],
]);

/** The decoder for a response's `Content-Encoding`, or undefined for identity and for codings we do not know. */
export function decoderOf(headers: HeaderList): Decoder | undefined {
  const coding = header(headers, 'Content-Encoding')?.trim().toLowerCase() ?? 'identity';
  const create = decoders.get(coding);
  return create && decoderOver(create());
}

function decoderOver(stream: Transform): Decoder {
  const ready: Buffer[] = [];
  let failure: Error | undefined;
  stream.on('data', (part: Buffer) => ready.push(part));
  stream.on('error', (error) => (failure = error));
  const take = (): Buffer[] => {
    if (failure !== undefined) throw failure;
    return ready.splice(0);
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
      }).then(take),
    end: () =>
      new Promise<void>((done) => {
        goOn = done;
        if (stream.closed) done();
        else stream.end();
      }).then(take),
    destroy: () => stream.destroy(),
  };
}
