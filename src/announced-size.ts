import type { Evidence } from './client/evidence.ts';
import type { ReceivedResponse } from './client/exchange.ts';
import { objectIn } from './judgement/body.ts';

/** The octets that the answer with a URL says its file has; undefined when no answer of the run does. */
export function announcedSize(evidence: Evidence, url: string): number | undefined {
  const answer = evidence
    .final()
    .findLast(({ channel, response }) => channel === 'api' && response && handedOut(response) === url);
  const size = objectIn(answer?.response)?.['fileSize'];
  return typeof size === 'number' ? size : undefined;
}

const known = new WeakMap<ReceivedResponse, string>();

/** The URL that an answer hands out, as it is asked for; empty when it hands out none. */
function handedOut(response: ReceivedResponse): string {
  const before = known.get(response);
  if (before !== undefined) return before;
  const url = objectIn(response)?.['url'];
  const href = typeof url === 'string' && URL.canParse(url) ? new URL(url).href : '';
  known.set(response, href);
  return href;
}
