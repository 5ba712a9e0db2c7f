/** A place of the request schema: the instance pointer, and the keyword that is broken there. */
export interface Place {
  readonly pointer: string;
  readonly keyword: string;
  /** Requests that are spent on it at `standard`: near misses, look-alikes of valid values, far misses. */
  readonly near: number;
  readonly alike: number;
  readonly far: number;
}

/** Where the request is broken, by the requirement that forbids it. */
export const places = {
  'REJ-01': { pointer: '', keyword: 'required', near: 3, alike: 3, far: 1 },
  'REJ-02': { pointer: '/fileId', keyword: 'minLength', near: 3, alike: 0, far: 0 },
  'REJ-03': { pointer: '/fileId', keyword: 'type', near: 10, alike: 2, far: 1 },
  'REJ-04': { pointer: '/action', keyword: 'enum', near: 11, alike: 3, far: 0 },
  'REJ-05': { pointer: '/action', keyword: 'type', near: 10, alike: 2, far: 0 },
  'REJ-06': { pointer: '/expiresInMinutes', keyword: 'minimum', near: 6, alike: 1, far: 1 },
  'REJ-07': { pointer: '/expiresInMinutes', keyword: 'maximum', near: 6, alike: 2, far: 2 },
  'REJ-08': { pointer: '/expiresInMinutes', keyword: 'type', near: 10, alike: 3, far: 1 },
  'REJ-10': { pointer: '', keyword: 'type', near: 6, alike: 1, far: 0 },
} as const satisfies Record<string, Place>;
