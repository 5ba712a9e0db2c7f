/** A place of the request schema: the instance pointer, and the keyword that is broken there. */
export interface Place {
  readonly pointer: string;
  readonly keyword: string;
  /** Requests that are spent on it at `standard`: near misses, look-alikes of valid values, far misses. */
  readonly near: number;
  readonly alike: number;
  readonly far: number;
  /** The notes of the kinds of violation that a `quick` run is content with: those by which most servers are told. */
  readonly telling: readonly string[];
}

/** Where the request is broken, by the requirement that forbids it. */
export const places = {
  'REJ-01': {
    ...{ pointer: '', keyword: 'required', near: 3, alike: 3, far: 1 },
    telling: ['fileId in upper case'],
  },
  'REJ-02': {
    ...{ pointer: '/fileId', keyword: 'minLength', near: 3, alike: 0, far: 0 },
    telling: ['one character short'],
  },
  'REJ-03': {
    ...{ pointer: '/fileId', keyword: 'type', near: 9, alike: 2, far: 1 },
    telling: ['null', 'an array of one valid string', 'an object that holds a valid string'],
  },
  'REJ-04': {
    ...{ pointer: '/action', keyword: 'enum', near: 10, alike: 3, far: 0 },
    telling: ['upper case', 'a name that every object has', 'a trailing NUL', 'a trailing blank'],
  },
  'REJ-05': {
    ...{ pointer: '/action', keyword: 'type', near: 9, alike: 2, far: 0 },
    telling: ['null', 'an array of one valid string'],
  },
  'REJ-06': {
    ...{ pointer: '/expiresInMinutes', keyword: 'minimum', near: 6, alike: 1, far: 1 },
    telling: ['one below minimum', 'a millionth below minimum'],
  },
  'REJ-07': {
    ...{ pointer: '/expiresInMinutes', keyword: 'maximum', near: 6, alike: 2, far: 2 },
    telling: ['one above maximum', 'a millionth above maximum'],
  },
  'REJ-08': {
    ...{ pointer: '/expiresInMinutes', keyword: 'type', near: 10, alike: 3, far: 1 },
    telling: ['null', 'a numeric string', 'a number with a unit', 'an array of two valid values'],
  },
  'REJ-10': {
    ...{ pointer: '', keyword: 'type', near: 5, alike: 2, far: 0 },
    telling: ['null', 'an empty array', 'JSON text of a valid object'],
  },
} as const satisfies Record<string, Place>;
