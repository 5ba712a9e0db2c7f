/** A place of the request schema: the instance pointer, and the keyword that is broken there. */
export interface Place {
  readonly pointer: string;
  readonly keyword: string;
  /** Requests that are spent on it. */
  readonly most: number;
}

/** Where the request is broken, by the requirement that forbids it. */
export const places = {
  'REJ-01': { pointer: '', keyword: 'required', most: 6 },
  'REJ-02': { pointer: '/fileId', keyword: 'minLength', most: 6 },
  'REJ-03': { pointer: '/fileId', keyword: 'type', most: 14 },
  'REJ-04': { pointer: '/action', keyword: 'enum', most: 22 },
  'REJ-05': { pointer: '/action', keyword: 'type', most: 14 },
  'REJ-06': { pointer: '/expiresInMinutes', keyword: 'minimum', most: 16 },
  'REJ-07': { pointer: '/expiresInMinutes', keyword: 'maximum', most: 16 },
  'REJ-08': { pointer: '/expiresInMinutes', keyword: 'type', most: 18 },
  'REJ-10': { pointer: '', keyword: 'type', most: 12 },
} as const satisfies Record<string, Place>;
