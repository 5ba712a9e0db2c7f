import type { ReceivedResponse } from '../client/exchange.ts';
import { header } from '../client/exchange.ts';
import type { Complaint } from '../judge.ts';

/** Octets of a file, counted from 0, the last one included. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

/**
 * Says what is wrong with a 206 or a 200 to a request for a range of a file, without content coding: the 206 holds the octets that its
 * Content-Range names (RFC 9110 §14.4, §15.3.7.1), some that were asked for among them, for a store may keep whole blocks alone; the 200
 * holds all. Octets are compared as far as they were kept; a 200 that breaks off shows nothing.
 */
export function complaintOfRange(
  whole: ReceivedResponse,
  asked: Span,
  answer: ReceivedResponse,
): Complaint | undefined {
  if (whole.decoded !== undefined || answer.decoded !== undefined) return undefined;
  if (answer.status === 200) return complaintOfWhole(whole, answer);
  return answer.status === 206 ? complaintOfPart(whole, asked, answer) : undefined;
}

function complaintOfWhole(
  { size, sha256 }: ReceivedResponse,
  answer: ReceivedResponse,
): Complaint | undefined {
  if (answer.incomplete !== undefined || answer.sha256 === sha256) return undefined;
  const octets = answer.size === size ? 'other octets' : `${answer.size} octets`;
  return { received: `200 with ${octets}`, expected: `the ${size} octets of the file, or 206` };
}

function complaintOfPart(
  whole: ReceivedResponse,
  asked: Span,
  part: ReceivedResponse,
): Complaint | undefined {
  const value = header(part.headers, 'Content-Range');
  const [, from, to, total] = /^bytes (\d+)-(\d+)\/(\d+|\*)$/i.exec(value ?? '') ?? [];
  const [first, last] = [Number(from), Number(to)];
  const said = `206 with Content-Range: ${value ?? '(absent)'}`;
  const isTotal = total === '*' || Number(total) === whole.size;
  if (!isTotal || !(first <= last && last < whole.size))
    return { received: said, expected: `bytes first-last/${whole.size}, a part of the file` };
  if (last < asked.first || first > asked.last)
    return { received: said, expected: `octets ${asked.first} to ${asked.last}` };
  const length = last - first + 1;
  if (part.size !== length || part.incomplete !== undefined)
    return {
      received: `${said} and ${part.incomplete ?? `${part.size} octets`}`,
      expected: `octets ${first} to ${last}`,
    };
  const kept = Math.min(part.body.length, whole.body.length - first);
  return kept <= 0 ||
    Buffer.from(part.body.subarray(0, kept)).equals(whole.body.subarray(first, first + kept))
    ? undefined
    : { received: `${said} and other octets`, expected: 'those octets of the file' };
}
