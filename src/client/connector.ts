import type { Socket } from 'node:net';
import { buildConnector } from 'undici';

type Written = (error?: Error | null) => void;

/** What a write meets when the other side has closed the connection. */
const closed = new Set(['EPIPE', 'ECONNRESET']);

/**
 * Connects like undici, by sockets that can still be read when they can no longer be written. A server may refuse an upload
 * and close before it has read the body: the refusal has then arrived, but a failed write would destroy the socket unread.
 */
export function connector(options: buildConnector.BuildOptions): buildConnector.connector {
  const connect = buildConnector(options);
  return (destination, done) => {
    connect(destination, (...result) => {
      if (result[0] === null) reportLate(result[1]);
      done(...result);
    });
  };
}

/** Lets failed writes of a socket report only when everything that had arrived is read. */
function reportLate(socket: Socket): void {
  const write = socket._write.bind(socket);
  const writev = socket._writev?.bind(socket);
  socket._write = (chunk, encoding, written) => {
    write(chunk, encoding, onceRead(socket, written));
  };
  if (writev !== undefined)
    socket._writev = (chunks, written) => {
      writev(chunks, onceRead(socket, written));
    };
}

function onceRead(socket: Socket, written: Written): Written {
  return (error) => {
    const code = (error as NodeJS.ErrnoException | null | undefined)?.code ?? '';
    if (!closed.has(code) || socket.readableEnded || socket.destroyed) {
      written(error);
      return;
    }
    const report = (): void => {
      socket.off('end', report).off('close', report);
      written(error);
    };
    socket.on('end', report).on('close', report);
  };
}
