/** A place of the request schema: the instance pointer, and the keyword that is broken there. */
export interface Place {
  readonly pointer: string;
  readonly keyword: string;
  /** Requests that are spent on it at `standard`. */
  readonly weight: number;
}

/** Where the request is broken, by the requirement that forbids it. */
export const places = {
  'REJ-01': { pointer: '', keyword: 'required', weight: 6 },
  'REJ-02': { pointer: '/fileId', keyword: 'minLength', weight: 4 },
  'REJ-03': { pointer: '/fileId', keyword: 'type', weight: 12 },
  'REJ-04': { pointer: '/action', keyword: 'enum', weight: 18 },
  'REJ-05': { pointer: '/action', keyword: 'type', weight: 12 },
  'REJ-06': { pointer: '/expiresInMinutes', keyword: 'minimum', weight: 14 },
  'REJ-07': { pointer: '/expiresInMinutes', keyword: 'maximum', weight: 14 },
  'REJ-08': { pointer: '/expiresInMinutes', keyword: 'type', weight: 16 },
  'REJ-10': { pointer: '', keyword: 'type', weight: 10 },
} as const satisfies Record<string, Place>;
