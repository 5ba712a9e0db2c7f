/** The whole server as a function: it opens no port and rejects only when a defect makes it. */
export type Handler = (request: Request) => Promise<Response>;

/** Thrown by a defective handler, or by the stream of its body, to have the connection destroyed without an answer. */
export class DropConnection extends Error {
  override readonly name = 'DropConnection';
}
