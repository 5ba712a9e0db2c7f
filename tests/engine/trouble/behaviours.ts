import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Behaviour } from '../../harness/hostile-server.ts';
import { answer } from '../../harness/hostile-server.ts';

const mebibyte = Buffer.alloc(2 ** 20, 'x');

/** Writes the same octets again and again, as fast as they are taken. */
function pour(socket: Socket, chunk: Uint8Array, times = Infinity): void {
  Readable.from(repeated(chunk, times), { objectMode: false }).pipe(socket, { end: false });
}

function* repeated(chunk: Uint8Array, times: number): Generator<Uint8Array> {
  for (let time = 0; time < times; time += 1) yield chunk;
}

/** Answers with octets. */
export const gives =
  (octets: Uint8Array): Behaviour =>
  (socket) =>
    void socket.write(octets);

/** Answers 200 with a JSON text, well formed or not. */
const json = (text: string | Uint8Array, fields: Record<string, string> = {}): Behaviour =>
  gives(answer(200, { 'Content-Type': 'application/json', Date: new Date().toUTCString(), ...fields }, text));

export const resets: Behaviour = (socket) => void socket.resetAndDestroy();
export const hangs: Behaviour = () => undefined;
export const cuts: Behaviour = (socket) => {
  socket.end(answer(200, { 'Content-Type': 'application/json', 'Content-Length': '500' }, '{"success":'));
};

/** Says that more octets come than do, and keeps the connection. */
export const announcesMore = json('{"success":true}', { 'Content-Length': '500' });
/** Says that fewer octets come than do. */
export const announcesFewer = json('{"success":true,"url":"https://files.example/a"}', {
  'Content-Length': '9',
});

/** An octet each second, for as long as anybody listens. */
export const dribbles: Behaviour = (socket) => {
  socket.write(answer(200, { 'Content-Type': 'application/json', 'Content-Length': '500' }, '{'));
  const timer = setInterval(() => socket.write(' '), 1000);
  socket.once('close', () => {
    clearInterval(timer);
  });
};

/** Megabytes of one letter, so many of them. */
export const gives100Megabytes: Behaviour = (socket) => {
  socket.write(answer(200, { 'Content-Type': 'application/json', 'Content-Length': String(100 * 2 ** 20) }));
  pour(socket, mebibyte, 100);
};

export const gives50MegabytesOfBrokenJson: Behaviour = (socket) => {
  socket.write(answer(200, { 'Content-Type': 'application/json', 'Content-Length': String(50 * 2 ** 20) }));
  socket.write(`{"success":true,"a":"`);
  socket.write(mebibyte.subarray(21));
  pour(socket, mebibyte, 49);
};

export const neverEnds: Behaviour = (socket) => {
  socket.write('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n');
  const size = Buffer.from(`${mebibyte.length.toString(16)}\r\n`);
  pour(socket, Buffer.concat([size, mebibyte, Buffer.from('\r\n')]));
};

export const neverEndsItsHeaders: Behaviour = (socket) => {
  socket.write('HTTP/1.1 200 OK\r\n');
  pour(socket, Buffer.from(`X-Field: ${'x'.repeat(8000)}\r\n`));
};

export const redirectsToItself: Behaviour = (socket, { target }) =>
  void socket.write(answer(302, { Location: target }));

export const nests = (depth: number): Behaviour =>
  json(`{"success":true,"a":${'['.repeat(depth)}${']'.repeat(depth)}}`);

const zeros = Buffer.alloc(200 * 2 ** 20);

/** 200 MB of zeros in some 200 kB, or in some 200 octets. */
export const bombs = {
  gzip: json(gzipSync(zeros), { 'Content-Encoding': 'gzip' }),
  brotli: json(brotliCompressSync(zeros.subarray(0, 2 ** 25)), { 'Content-Encoding': 'br' }),
};

export const isNotUtf8 = json(Buffer.from([...Buffer.from('{"a":"'), 0xff, 0xfe, ...Buffer.from('"}')]));

export const isNotGzip = json('{"success":true}', { 'Content-Encoding': 'gzip' });

export const cutsAnywhere: Behaviour = (socket, _, nth) => {
  socket.end(answer(200, { 'Content-Length': '500' }, 'x'.repeat(1 + ((nth * 7) % 400))));
};
