import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** A request as it came over the wire. */
export interface SeenRequest {
  readonly method: string;
  /** The request target as written. */
  readonly target: string;
  /** Fields in the order and case of the wire. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

/** What the server does with the nth request (0 is the first); the socket is raw, so that it can break every rule. */
export type Behaviour = (socket: Socket, request: SeenRequest, nth: number) => void;

/** A server on 127.0.0.1 that misbehaves as told and remembers what it was asked. */
export interface HostileServer {
  readonly port: number;
  readonly origin: string;
  readonly seen: readonly SeenRequest[];
  close(): Promise<void>;
}

/** Starts a server; requests must have a Content-Length if they have a body. `greeting` is sent before anything is asked. */
export async function startHostileServer(behave: Behaviour, greeting = ''): Promise<HostileServer> {
  const seen: SeenRequest[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).once('close', () => sockets.delete(socket));
    if (greeting !== '') socket.write(greeting);
    let unread = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      unread = Buffer.concat([unread, chunk]);
      for (let next = parse(unread); next !== undefined; next = parse(unread)) {
        unread = unread.subarray(next.length);
        behave(socket, next.request, seen.push(next.request) - 1);
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    seen,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** The octets of a response; Content-Length is added unless a framing field is given. */
export function answer(
  status: number,
  fields: Readonly<Record<string, string>> = {},
  body: string | Uint8Array = '',
): Buffer {
  const framed = Object.keys(fields).some((name) =>
    /^(content-length|transfer-encoding|connection)$/i.test(name),
  );
  const all = { ...fields, ...(!framed && { 'Content-Length': String(Buffer.from(body).length) }) };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([
    Buffer.from(`HTTP/1.1 ${status} Status\r\n${head.join('')}\r\n`, 'latin1'),
    Buffer.from(body),
  ]);
}

function parse(bytes: Buffer): { request: SeenRequest; length: number } | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const [line = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const [method = '', target = ''] = line.split(' ');
  const fields = lines.map((field) => {
    const [, name = '', value = ''] = /^([^:]*): ?(.*)$/.exec(field) ?? [];
    return [name, value] as const;
  });
  const size = Number(fields.find(([name]) => name.toLowerCase() === 'content-length')?.[1] ?? 0);
  const length = end + 4 + size;
  if (bytes.length < length) return undefined;
  return { request: { method, target, fields, body: bytes.subarray(end + 4, length) }, length };
}
