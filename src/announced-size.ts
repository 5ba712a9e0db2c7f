import type { Evidence } from './client/evidence.ts';
import { objectIn } from './judgement/body.ts';

/** The octets that the answer with a URL says its file has; undefined when no answer of the run does. */
export function announcedSize(evidence: Evidence, url: string): number | undefined {
  const answer = evidence.final().findLast(({ channel, response }) => {
    const handedOut = channel === 'api' ? objectIn(response)?.['url'] : undefined;
    return typeof handedOut === 'string' && URL.canParse(handedOut) && new URL(handedOut).href === url;
  });
  const size = objectIn(answer?.response)?.['fileSize'];
  return typeof size === 'number' ? size : undefined;
}
