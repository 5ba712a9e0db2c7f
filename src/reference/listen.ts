import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { finished, pipeline } from 'node:stream/promises';
import type { Choices } from './choices.ts';
import type { Handler } from './handler.ts';
import { DropConnection } from './handler.ts';
import { fieldName } from './field-name.ts';
import { toRequest } from './incoming-request.ts';
import { outgoingError } from './outgoing-error.ts';

/** How answers are put on the wire. */
export type WireChoices = Pick<Choices, 'headerCase' | 'undelimited' | 'idleTimeout' | 'brokenOff'>;

const plainWire: WireChoices = {
  headerCase: 'lower',
  undelimited: 'chunked',
  idleTimeout: 60_000,
  brokenOff: 'survived',
};

/** Octets of the largest header section that is read. */
const maxHeaderSize = 256 * 1024;

/** Octets that a connection holds in each direction before it waits: few would make it wait after each read. */
const highWaterMark = 2 ** 20;

/** Serves a handler on a free port of 127.0.0.1; a handler that throws is answered 500. */
export async function listen(
  handler: Handler,
  wire: WireChoices = plainWire,
): Promise<{ origin: string; close(): Promise<void> }> {
  let origin = '';
  const server = createServer(
    { maxHeaderSize, highWaterMark, keepAliveTimeout: wire.idleTimeout },
    (incoming, outgoing) => {
      if (wire.brokenOff === 'fatal') incoming.once('error', () => void close(server));
      void serve(incoming, outgoing, handler, origin, wire).catch(() => incoming.socket.destroy());
    },
  );
  server.on('clientError', refuse);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { origin, close: () => close(server) };
}

async function serve(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  handler: Handler,
  origin: string,
  wire: WireChoices,
): Promise<void> {
  const response = await answer(incoming, handler, origin);
  outgoing.sendDate = false;
  // With a field of its own Node adds none that tells the timeout.
  if (outgoing.shouldKeepAlive) outgoing.setHeader(fieldName('connection', wire.headerCase), 'keep-alive');
  outgoing.useChunkedEncodingByDefault &&= wire.undelimited === 'chunked';
  outgoing.writeHead(
    response.status,
    [...response.headers].flatMap(([name, value]) => [fieldName(name, wire.headerCase), value]),
  );
  const written = await send(response, outgoing, () => drain(incoming));
  const announced = Number(response.headers.get('content-length') ?? written);
  // A client that was promised more would wait for it.
  if (incoming.method !== 'HEAD' && written !== announced) incoming.socket.end();
}

/**
 * Reads and forgets what the handler left of a request: unread, it would block the next one of the connection, or reset
 * a connection that is closed before the client has read its answer. Resolves at the end, or when the request breaks off.
 */
async function drain(incoming: IncomingMessage): Promise<void> {
  incoming.removeAllListeners('readable').resume();
  await finished(incoming, { writable: false }).catch(() => undefined);
}

async function answer(incoming: IncomingMessage, handler: Handler, origin: string): Promise<Response> {
  let request: Request;
  try {
    request = toRequest(incoming, origin);
  } catch {
    return outgoingError(400);
  }
  try {
    return await handler(request);
  } catch (error) {
    if (error instanceof DropConnection) throw error;
    return outgoingError(500);
  }
}

/** Writes the body and ends the answer when `settled` resolves; gives the octets written. */
async function send(
  response: Response,
  outgoing: ServerResponse,
  settled: () => Promise<void>,
): Promise<number> {
  let written = 0;
  async function* counted(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of body) {
      written += chunk.byteLength;
      yield chunk;
    }
    await settled();
  }
  if (response.body) await pipeline(counted(response.body), outgoing);
  else {
    await settled();
    outgoing.end();
  }
  return written;
}

function refuse(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const response = outgoingError(error.code === 'HPE_HEADER_OVERFLOW' ? 431 : 400);
  const fields = [...response.headers].map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const head = `HTTP/1.1 ${response.status} Refused\r\n${fields}connection: close\r\n\r\n`;
  void response.text().then((body) => socket.end(head + body));
}

async function close(server: Server): Promise<void> {
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
}
