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

/** The digest of the delivered file after removal of its content coding. */
export function digestOf(response: ReceivedResponse): string {
  return (response.decoded ?? response).sha256;
}

/** The number of octets of the delivered file after removal of its content coding. */
export function sizeOf(response: ReceivedResponse): number {
  return (response.decoded ?? response).size;
}
