/** What the server knows of a file besides its bytes; while those are not there, the file is pending. */
export interface StoredFile {
  readonly fileId: string;
  /** The business unit that owns it. */
  readonly tenant: string;
  readonly filename: string;
  readonly contentType: string;
  readonly type: string;
  /** The order that it belongs to, if any. */
  readonly orderId: string | null;
  /** Path of the object in the storage, before signing. */
  readonly objectPath: string;
}

/** What a caller decides about a new file. */
export type NewFile = Omit<StoredFile, 'fileId' | 'objectPath'>;
