import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Everything that arrived with one request. */
export interface Arrival {
  /** The origin at which it arrived. */
  readonly origin: string;
  /** The request line, as on the wire. */
  readonly line: string;
  readonly method: string;
  /** The request target as written. */
  readonly target: string;
  /** Fields of the header and the trailer section, in the order and case of the wire. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
  /** SHA-256 of the body in hex. */
  readonly sha256: string;
}

/** What is answered; without fields and body by default. */
export interface Reply {
  readonly status: number;
  readonly fields?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A server with two origins on 127.0.0.1 that keeps everything that it is sent. */
export interface RecordingServer {
  readonly origins: readonly [string, string];
  /** The requests that have arrived whole, in that order. */
  readonly arrivals: readonly Arrival[];
  close(): Promise<void>;
}

/** Starts both origins; `reply` sees each request when it has arrived whole. */
export async function startRecordingServer(reply: (arrival: Arrival) => Reply): Promise<RecordingServer> {
  const arrivals: Arrival[] = [];
  const listening = async (): Promise<{ server: Server; origin: string }> => {
    const server = createServer((request, response) => {
      void arrivalOf(request, origin).then((arrival) => {
        arrivals.push(arrival);
        const { status, fields = {}, body = '' } = reply(arrival);
        response.writeHead(status, fields).end(body);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return { server, origin };
  };
  const [first, second] = [await listening(), await listening()];
  return {
    origins: [first.origin, second.origin],
    arrivals,
    close: async () => {
      for (const { server } of [first, second]) {
        server.closeAllConnections();
        server.close();
        await once(server, 'close');
      }
    },
  };
}

async function arrivalOf(request: IncomingMessage, origin: string): Promise<Arrival> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { method = '', url = '', httpVersion, rawHeaders, rawTrailers } = request;
  const body = Buffer.concat(chunks);
  return {
    origin,
    line: `${method} ${url} HTTP/${httpVersion}`,
    method,
    target: url,
    fields: pairs([...rawHeaders, ...rawTrailers]),
    body,
    sha256: createHash('sha256').update(body).digest('hex'),
  };
}

function pairs(raw: readonly string[]): [string, string][] {
  return Array.from({ length: raw.length / 2 }, (_, index) => [
    raw[2 * index] ?? '',
    raw[2 * index + 1] ?? '',
  ]);
}
