import { changesBody, withText } from '../defects/answers.ts';
import type { Body, Call, When } from '../defects/fault.ts';
import { apiFault } from '../defects/fault.ts';
import { asksForUpload } from '../defects/uploads.ts';
import type { Defect } from '../start.ts';
import { minutesOf } from './occasions.ts';

const always: When = () => true;

/** Changes the successful answers about existing files. */
export function changesAnswer(
  name: string,
  change: (body: Body, call: Call) => unknown,
  when: When = always,
): Defect {
  return changesBody(name, change, { when: (call) => !asksForUpload(call) && when(call) });
}

/** Replaces one member of the successful answers about existing files; undefined drops it. */
export function changesMember(
  name: string,
  member: string,
  change: (value: unknown, call: Call) => unknown,
  when: When = always,
): Defect {
  return changesAnswer(name, (body, call) => ({ ...body, [member]: change(body[member], call) }), when);
}

/** Rewrites the text of answers with a status in a range, 200 alone by default. */
export function rewrites(
  name: string,
  change: (text: string, call: Call) => string | Uint8Array,
  { from = 200, to = from, when = always }: { from?: number; to?: number; when?: When } = {},
): Defect {
  return apiFault(name, async (call, next) => {
    const response = await next();
    const concerned = response.status >= from && response.status <= to && when(call);
    return concerned ? withText(response, change(await response.text(), call)) : response;
  });
}

/** Gives URLs of existing files, and announces for them, another lifetime in minutes than the one asked for. */
export function lasts(
  name: string,
  change: (minutes: number, call: Call) => number,
  when: When = always,
): Defect {
  return changesAnswer(
    name,
    (body, call) => {
      const minutes = minutesOf(call) ?? 60;
      const expiresAt = Number(body['expiresAt']) + Math.round((change(minutes, call) - minutes) * 60);
      return { ...body, expiresAt, url: signedUntil(expiresAt, body, call) };
    },
    when,
  );
}

/** The URL of an answer, signed anew until `expires` in seconds since the epoch. */
export function signedUntil(expires: number, body: Body, { asked, reference }: Call): string {
  const { pathname } = new URL(String(body['url']));
  const disposition = asked['action'] === 'download' ? 'attachment' : 'inline';
  return reference.sign('GET', pathname, expires, { disposition }).href;
}

/** Changes the inside of the errors with a status in a range. */
export function changesError(
  name: string,
  change: (error: Body) => unknown,
  { from, to = from, when = always }: { from: number; to?: number; when?: When },
): Defect {
  return changesBody(name, ({ error, ...rest }) => ({ ...rest, error: change(error as Body) }), {
    from,
    to,
    when,
  });
}
