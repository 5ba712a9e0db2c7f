import type { Carrier } from '../client/courier.ts';
import type { Evidence } from '../client/evidence.ts';
import { keyOf } from '../client/evidence.ts';
import type { Exchange, SentRequest } from '../client/exchange.ts';
import type { Limits } from '../client/transport.ts';
import { redactUrl } from '../client/redaction.ts';
import type { Archive } from './archive.ts';
import { NotRecorded } from './not-recorded.ts';

/** Answers requests from the record of a run; it has no way to send one. */
export class ReplayedCourier implements Carrier {
  readonly #channel: Exchange['channel'];
  readonly #archive: Archive;
  readonly #evidence: Evidence;
  readonly #waited: () => number;

  /** `waited`: the moment before which nothing can have been sent that is asked for now. */
  constructor(
    channel: Exchange['channel'],
    archive: Archive,
    evidence: Evidence,
    waited: () => number = () => 0,
  ) {
    this.#channel = channel;
    this.#archive = archive;
    this.#evidence = evidence;
    this.#waited = waited;
  }

  /** The recorded exchange of a request; rejects with NotRecorded when there is none. */
  deliver(sent: SentRequest, _limits: Limits, occasion?: string): Promise<Exchange> {
    const key = keyOf(this.#channel, sent, occasion);
    return promised(() => this.#evidence.settled(key) ?? this.#take(sent, occasion, key));
  }

  /** Like `deliver`, and another exchange each time. */
  once(sent: SentRequest, _limits: Limits, occasion?: string): Promise<Exchange> {
    return promised(() => this.#take(sent, occasion));
  }

  #take(sent: SentRequest, occasion?: string, key?: string): Exchange {
    const exchanges = this.#archive.take(this.#channel, sent, occasion);
    const last = exchanges?.at(-1);
    if (exchanges === undefined || last === undefined)
      throw new NotRecorded(`the record holds no answer to ${sent.method} ${redactUrl(sent.url)}`);
    if (last.sentAt < this.#waited() - slack)
      throw new NotRecorded(
        `${last.id} was sent before the moment that a run waits for, unless the target is embedded (target.embedded)`,
      );
    const known = new Set(this.#evidence.all().map(({ id }) => id));
    for (const exchange of exchanges)
      if (!known.has(exchange.id)) this.#evidence.add(exchange, exchange === last ? key : undefined);
    return last;
  }
}

/** Milliseconds by which a wait may end early: timers are not exact, and a clock may be set. */
const slack = 1000;

/** What a function gives or throws, as a promise; it is called at once, so that the order of asking counts. */
function promised<T>(make: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(make());
  });
}
