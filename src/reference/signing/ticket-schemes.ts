import { createHash, randomUUID } from 'node:crypto';
import { randomText } from '../random-text.ts';
import type { Claim, SigningScheme } from './scheme.ts';

/** How a ticket, which says nothing and which the storage looks up, stands in a URL. */
interface Place {
  write(ticket: string, claim: Claim): string;
  /** The ticket in a URL, or nothing. */
  find(url: URL, claim: (ticket: string) => Claim | undefined): Claim | undefined;
}

const characters = 22;

/** Everything is looked up under a random path; the URL has nothing else. */
export const ticket = ticketScheme(alone(/^\/storage\/tickets\/(\w+)$/, (path) => path));

/** The path ends in a name that nobody reads. */
export const namedTicket = ticketScheme(
  alone(/^\/storage\/tickets\/(\w+)\/[^/]*$/, (path, { path: object }) => `${path}/${lastOf(object)}`),
);

/** The path ends in an extension that nobody reads. */
export const ticketWithExtension = ticketScheme(
  alone(/^\/storage\/tickets\/(\w+)\.[^/]*$/, (path) => `${path}.pdf`),
);

/** The query is for logs: nobody reads it. */
export const tracedTicket = ticketScheme(
  alone(/^\/storage\/tickets\/(\w+)$/, (path) => `${path}?_download_id=${randomText(32)}&dl=1`),
);

/** To read, the query has a hash for caches that is the same for each URL of a file: nobody looks at it. */
export const ticketWithHash = ticketScheme(
  alone(/^\/storage\/tickets\/(\w+)$/, (path, { method, path: object }) =>
    method === 'GET' ? `${path}?hash=${createHash('md5').update(object).digest('hex')}` : path,
  ),
);

/** The path names the object; the expiry beside the ticket is for people: the ticket decides. */
export const ticketWithExpiry = ticketScheme({
  write: (ticket, { path, expires }) => `${path}?expires=${expires}&ticket=${ticket}`,
  find(url, known) {
    const claim = known(url.searchParams.get('ticket') ?? '');
    return claim?.path === url.pathname ? claim : undefined;
  },
});

/** The ticket stands under a name that tells nothing, beside a longer id that is for logs. */
export const ticketBesideId = ticketScheme({
  write: (ticket) => `/storage/get?d=${ticket}&request_id=${randomUUID()}`,
  find: (url, known) =>
    url.pathname === '/storage/get' ? known(url.searchParams.get('d') ?? '') : undefined,
});

function alone(shape: RegExp, write: (path: string, claim: Claim) => string): Place {
  return {
    write: (ticket, claim) => write(`/storage/tickets/${ticket}`, claim),
    find: (url, known) => known(shape.exec(url.pathname)?.[1] ?? ''),
  };
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function ticketScheme(place: Place): SigningScheme {
  const claims = new Map<string, Claim>();
  return {
    write(claim) {
      const fresh = randomText(characters);
      claims.set(fresh, claim);
      return place.write(fresh, claim);
    },
    read(method, url) {
      const claim = place.find(url, (known) => claims.get(known));
      return claim?.method === method ? claim : undefined;
    },
  };
}
