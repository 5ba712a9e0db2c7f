import type { Answered } from '../client/exchange.ts';
import type { Complaint } from '../judge.ts';
import { objectIn, quoted, sentObject } from './body.ts';
import { errorIn, memberPaths } from './error-body.ts';

/** Fields that differ from answer to answer without telling anything about the file. */
const incidental =
  /^(date|age|content-length|connection|keep-alive|set-cookie|via|server-timing|etag|retry-after|transfer-encoding|.*(request|trace|correlation|ray|amz|ratelimit|rate-limit|time|duration).*)$/i;

/** Fields whose values are the same for all refusals of a kind. */
const constant = /^(cache-control|content-type|content-language|vary)$/;

/**
 * What tells an answer from those to unknown ids, when these are alike among themselves: status, code, message apart from the id,
 * members of the body, header fields.
 */
export function distinction(answer: Answered, unknown: readonly Answered[]): Complaint | undefined {
  for (const [what, view] of Object.entries(views)) {
    const usual = new Set(unknown.map(view));
    const received = view(answer);
    if (usual.size === 1 && !usual.has(received)) {
      return {
        received: `${what} ${received}`,
        expected: `${what} ${[...usual][0] ?? ''}, as for an unknown id`,
      };
    }
  }
  return undefined;
}

const views: Readonly<Record<string, (answer: Answered) => string>> = {
  status: ({ response }) => String(response.status),
  code: (answer) => quoted(errorIn(answer).code),
  message: (answer) => quoted(withoutId(errorIn(answer).message ?? '', answer)),
  members: ({ response }) => memberPaths(objectIn(response)).join(' '),
  fields: ({ response }) =>
    [
      ...new Set(
        response.headers
          .map(([name, value]) => [name.toLowerCase(), value] as const)
          .filter(([name]) => !incidental.test(name))
          .map(([name, value]) => (constant.test(name) ? `${name}: ${value}` : name)),
      ),
    ]
      .sort()
      .join(' '),
};

/** A message without the id that was asked for and without numbers, such as the time or the number of the request. */
function withoutId(message: string, answer: Answered): string {
  const fileId = sentObject(answer)?.['fileId'];
  const text = typeof fileId === 'string' ? message.replaceAll(fileId, '…') : message;
  return text.replaceAll(/\d+(?:[.,:]\d+)*/g, '0');
}
