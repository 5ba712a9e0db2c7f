import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { answer } from '../../harness/hostile-server.ts';

/** What the server does when the header section of an upload has come; the URL says it. */
export interface Refusal {
  /** Whether it reads the body meanwhile. */
  readonly reads: boolean;
  /** The fields of the answer; without them none is sent. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly then: 'closes' | 'resets' | 'ends its side' | 'stays connected';
}

/** The URL at which a server refuses in a given way. */
export function refusedAt(origin: string, refusal: Refusal): string {
  return `${origin}/${encodeURIComponent(JSON.stringify(refusal))}`;
}

/** Starts the server in a process of its own: in this one, its answer would never race with our writing. */
export async function startRefusingServer(): Promise<{ origin: string; close(): void }> {
  const child = fork(__filename, { execArgv: ['--import', 'tsx'] });
  const [port] = (await once(child, 'message')) as [number];
  return { origin: `http://127.0.0.1:${port}`, close: () => void child.kill() };
}

const endings: Record<Refusal['then'], (socket: Socket) => void> = {
  closes: (socket) => void socket.destroy(),
  resets: (socket) => void socket.resetAndDestroy(),
  'ends its side': (socket) => void socket.end(),
  'stays connected': () => undefined,
};

function refuse(socket: Socket, head: string): void {
  const [, path = ''] = /^\S+ \/(\S*)/.exec(head) ?? [];
  const { reads, fields, then } = JSON.parse(decodeURIComponent(path)) as Refusal;
  if (reads) socket.resume();
  else socket.pause();
  if (fields === undefined) endings[then](socket);
  else
    socket.write(answer(403, fields, 'refused'), () => {
      endings[then](socket);
    });
}

if (process.argv[1] === __filename) {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket
      .on('error', () => undefined)
      .once('data', (head) => {
        refuse(socket, head.toString('latin1'));
      });
  });
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
  process.once('disconnect', () => process.exit());
}
