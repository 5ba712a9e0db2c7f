/** Thrown to answer a request with an `Error` body; `message` never holds anything of the request. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  /** Upper snake case. */
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}
