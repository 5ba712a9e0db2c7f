import { header } from '../client/exchange.ts';
import { httpDate } from '../client/retry-after.ts';
import type { RecordedExchange } from './recorded.ts';

/** Median of the target's `Date` minus the local clock, in seconds to one decimal; null when no API answer has a `Date`. */
export function clockSkew(exchanges: readonly RecordedExchange[]): number | null {
  const skews = exchanges
    .flatMap(({ channel, response, receivedAt }) => {
      const date = channel === 'api' && response ? httpDate(header(response.headers, 'Date')) : undefined;
      // A Date is cut to whole seconds: on average the clock was half a second further.
      return date === undefined ? [] : [date + 500 - Date.parse(receivedAt)];
    })
    .sort((a, b) => a - b);
  const median = skews[Math.floor(skews.length / 2)];
  return median === undefined ? null : Math.round(median / 100) / 10;
}
