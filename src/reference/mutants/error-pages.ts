import type { When } from '../defects/fault.ts';
import { apiFault } from '../defects/fault.ts';
import type { Defect } from '../start.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf, subtle } from './mutant.ts';
import { textOf } from './occasions.ts';
import { fieldOf } from './request-fields.ts';

const { must } = mutantsOf('error shapes');

const page = (title: string) =>
  `<!DOCTYPE html><html><head><title>${title}</title></head><body>${title}</body></html>`;

function htmlAnswer(status: number, title: string): Response {
  const headers = { 'content-type': 'text/html; charset=utf-8', date: new Date().toUTCString() };
  return new Response(page(title), { status, headers });
}

/** Answers errors as a page to clients for which `when` holds. */
function showsPages(name: string, when: When): Defect {
  return apiFault(name, async (call, next) => {
    const response = await next();
    return response.status >= 400 && when(call) ? htmlAnswer(response.status, 'Oops') : response;
  });
}

/** Stops requests before they reach the server, as a firewall in front of it does. */
function blocks(name: string, status: number, when: When): Defect {
  return apiFault(name, (call, next) =>
    when(call) ? Promise.resolve(htmlAnswer(status, 'Request blocked')) : next(),
  );
}

/** Errors that are pages for some clients, and those of what stands in front of a server. */
export const errorPages: readonly Mutant[] = [
  must(
    ['ERR-03'],
    showsPages('answers errors with a page to a client that takes pages', (call) =>
      fieldOf(call, 'accept').includes('text/html'),
    ),
    subtle,
  ),
  must(
    ['ERR-03'],
    showsPages(
      'answers errors with a page to a client that does not ask for JSON',
      (call) => !fieldOf(call, 'accept').includes('json'),
    ),
    subtle,
  ),
  must(['REJ-06', 'REJ-07', 'REJ-08'], sendsBack(), subtle),
  must(
    ['ERR-03'],
    blocks('lets a firewall answer to a script in a body', 403, (call) => /<script/i.test(textOf(call))),
    subtle,
  ),
  must(
    ['ERR-03'],
    blocks('lets a firewall answer to a path of the system', 403, (call) =>
      /etc\/passwd|\.\.\//.test(textOf(call)),
    ),
    subtle,
  ),
  must(
    ['ERR-03'],
    blocks(
      'lets the proxy answer to a long key',
      400,
      (call) => fieldOf(call, 'authorization').length > 4096,
    ),
    subtle,
  ),
  must(
    ['ERR-03'],
    blocks('lets the proxy answer to a long tenant', 400, (call) => fieldOf(call, 'tenant-id').length > 1024),
    subtle,
  ),
  must(
    ['SCH-01', 'ERR-03'],
    blocks('refuses clients that do not say who they are', 403, (call) => fieldOf(call, 'user-agent') === ''),
    subtle,
  ),
];

/** A form that was filled in wrongly is shown again, to clients that do not ask for JSON. */
function sendsBack(): Defect {
  return apiFault('sends a wrong lifetime back to the page it came from', async (call, next) => {
    const response = await next();
    const isLifetime = response.status === 422 && 'expiresInMinutes' in call.asked;
    if (!isLifetime || fieldOf(call, 'accept').includes('json')) return response;
    return new Response('', { status: 302, headers: { location: '/', date: new Date().toUTCString() } });
  });
}
