import type { Exchange, ReceivedResponse } from '../client/exchange.ts';
import { header } from '../client/exchange.ts';
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

/** True for an answer to a refused request that holds the beginning of a file all the same. */
export function tells(file: ReceivedResponse, refusal: ReceivedResponse): boolean {
  const beginning = (file.decoded ?? file).body.subarray(0, telling.most);
  const body = Buffer.from((refusal.decoded ?? refusal).body);
  return beginning.length >= telling.least && body.includes(Buffer.from(beginning));
}

/** The digest of the delivered file after removal of its content coding. */
export function digestOf(response: ReceivedResponse): string {
  return (response.decoded ?? response).sha256;
}

/** The number of octets of the delivered file after removal of its content coding. */
export function sizeOf(response: ReceivedResponse): number {
  return (response.decoded ?? response).size;
}
