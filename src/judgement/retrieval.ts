import type { Exchange, ReceivedResponse } from '../client/exchange.ts';
import { header } from '../client/exchange.ts';
import type { Judgement } from '../judge.ts';
import type { GotBytes } from './byte-difference.ts';
import { describeAgain } from './byte-difference.ts';
import { dispositionOf } from './disposition.ts';

/** The disposition type that a file was delivered with; `inline` when there is no field (RFC 6266 §4.2). */
export function dispositionTypeOf({ response }: Exchange): string {
  const value = response && header(response.headers, 'Content-Disposition');
  return value === undefined ? 'inline' : dispositionOf(value).type;
}

/** The response when it delivers the file whole. */
export function deliveryIn({ response }: Exchange): ReceivedResponse | undefined {
  return response?.status === 200 && response.incomplete === undefined ? response : undefined;
}

/** Octets of a file by which it is recognised in another answer, at the least and at the most. */
const telling = { least: 16, most: 256 };

/** Holds unless an answer is a refusal and has the beginning of a file in its body all the same. */
export function tellsNothingOf(file: ReceivedResponse | undefined): Judgement {
  const beginning = Buffer.from((file?.decoded ?? file)?.body.subarray(0, telling.most) ?? []);
  return ({ response }) => {
    if (response.status < 400 || beginning.length < telling.least) return undefined;
    return Buffer.from((response.decoded ?? response).body).includes(beginning)
      ? { received: `${response.status} with the file in its body`, expected: 'nothing of the file' }
      : undefined;
  };
}

/** How a file that came before came now; undefined when it is the same. */
export function changeSince(before: ReceivedResponse, now: ReceivedResponse): string | undefined {
  return digestOf(before) === digestOf(now) ? undefined : describeAgain(gotBytes(before), gotBytes(now));
}

function gotBytes(response: ReceivedResponse): GotBytes {
  const { size, sha256, body } = response.decoded ?? response;
  return { size, sha256, bytes: body };
}

/** The digest of the delivered file after removal of its content coding. */
export function digestOf(response: ReceivedResponse): string {
  return (response.decoded ?? response).sha256;
}

/** The number of octets of the delivered file after removal of its content coding. */
export function sizeOf(response: ReceivedResponse): number {
  return (response.decoded ?? response).size;
}
