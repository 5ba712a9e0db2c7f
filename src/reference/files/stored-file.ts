/** What the server knows of a file besides its bytes. */
export interface StoredFile {
  readonly fileId: string;
  /** The business unit that owns it. */
  readonly tenant: string;
  readonly filename: string;
  readonly contentType: string;
  /** Octets. */
  readonly fileSize: number;
  readonly type: string;
  readonly orderId: string;
  /** Strong entity tag, with its quotes. */
  readonly etag: string;
  /** Path of the object in the storage, before signing. */
  readonly objectPath: string;
  /** Path of the bytes on the local disk. */
  readonly diskPath: string;
}

/** What a caller decides about a file to be stored. */
export type NewFile = Pick<StoredFile, 'tenant' | 'filename' | 'contentType' | 'type' | 'orderId'>;
