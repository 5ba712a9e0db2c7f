/** What a signed URL grants. */
export interface Claim {
  readonly method: string;
  /** Path of the object, before signing. */
  readonly path: string;
  /** Seconds since the epoch. */
  readonly expires: number;
  /** Everything else that the signature covers, such as `disposition`. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** What a scheme signs and compares with. */
export interface Seal {
  /** HMAC-SHA256 under the key of this server. */
  of(text: string): Buffer;
  /** Whether a received signature is the one of the text. */
  matches(text: string, signature: string, encoding: SignatureEncoding): boolean;
}

/** How a signature is written in a URL. */
export type SignatureEncoding = 'hex' | 'base64' | 'base64url';

/** One way to write a claim into a URL. */
export interface SigningScheme {
  /** Path and query of the signed URL; `now` in milliseconds since the epoch. */
  write(claim: Claim, seal: Seal, now: number): string;
  /** The claim, expired or not, or undefined when the method or URL is not as it was signed. */
  read(method: string, url: URL, seal: Seal): Claim | undefined;
}
