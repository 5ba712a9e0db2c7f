import { controlOccasion } from '../client/courier.ts';
import { numberIn } from '../client/evidence.ts';
import type { Exchange, SentRequest } from '../client/exchange.ts';
import { withoutOctets } from '../client/payload.ts';
import type { Redact, Secret } from '../client/redaction.ts';
import { locationsIn, urlsIn } from '../report/handed-out.ts';
import type { RecordedExchange, RecordedRequest } from '../report/recorded.ts';
import { recordedRequest } from '../report/recorded.ts';
import { revealed, revealing } from './record.ts';
import { isSameButForUnknown, partsIn } from './url-parts.ts';

/** A recorded exchange, as it stands in the report and as the checks see it. */
interface Entry {
  readonly record: RecordedExchange;
  readonly exchange: Exchange;
}

/** The exchanges of a report, each of which answers the request that it is of once. */
export class Archive {
  readonly #byId: ReadonlyMap<string, Entry>;
  readonly #controls: readonly Entry[];
  /** What is still to be asked for, by what the requests have in common, in the order of asking. */
  readonly #open = new Map<string, Entry[]>();
  readonly #handedOut: ReadonlySet<string>;
  readonly #redact: Redact;

  /** `secrets` and `redact`: the stand-ins of the keys and what names them; `taken`: ids of exchanges that were asked for before. */
  constructor(
    records: readonly RecordedExchange[],
    { secrets, redact, taken }: { secrets: readonly Secret[]; redact: Redact; taken: ReadonlySet<string> },
  ) {
    const reveal = revealing(secrets);
    const entries = records.map((record) => ({ record, exchange: revealed(record, reveal) }));
    const attempts = new Set(records.flatMap(({ earlier }) => earlier));
    this.#redact = redact;
    this.#byId = new Map(entries.map((entry) => [entry.record.id, entry]));
    this.#controls = entries.filter(({ record }) => record.occasion === controlOccasion);
    this.#handedOut = new Set(entries.flatMap(({ exchange }) => handedOutIn(exchange)).flatMap(partsIn));
    const asked = entries
      .filter(
        ({ record: { id, occasion } }) => occasion !== controlOccasion && !attempts.has(id) && !taken.has(id),
      )
      .sort((one, other) => placeOf(one) - placeOf(other));
    for (const entry of asked) {
      const { record, exchange } = entry;
      const form = this.#formOf(record.channel, record.request, exchange.request.url, record.occasion);
      this.#open.set(form, [...(this.#open.get(form) ?? []), entry]);
    }
  }

  /** The exchange of a request, with what went before it: attempts in trouble, and controls. Undefined when none is recorded. */
  take(channel: Exchange['channel'], sent: SentRequest, occasion?: string): Exchange[] | undefined {
    const form = this.#formOf(channel, recordedRequest(sent, this.#redact), sent.url, occasion);
    const candidates = this.#open.get(form) ?? [];
    const entry =
      channel === 'api'
        ? candidates[0]
        : (candidates.find(({ exchange }) => exchange.request.url === sent.url) ??
          candidates.find(({ exchange }) =>
            isSameButForUnknown(exchange.request.url, sent.url, this.#handedOut),
          ));
    if (entry === undefined) return undefined;
    this.#open.set(
      form,
      candidates.filter((one) => one !== entry),
    );
    const number = numberIn(entry.record.id);
    const controls = this.#controls.filter(({ record }) => numberIn(record.id) < number);
    const attempts = [...entry.record.earlier.flatMap((id) => this.#byId.get(id) ?? []), entry];
    return [
      ...controls.map(({ exchange }) => exchange),
      ...attempts.map(({ exchange }) => ({ ...exchange, request: withoutOctets(sent) })),
    ];
  }

  /** An exchange as the report has it; undefined for an id that it does not have. */
  record(id: string): RecordedExchange | undefined {
    return this.#byId.get(id)?.record;
  }

  /** Everything about a request but the parts of a URL of the storage, as far as the report shows it. */
  #formOf(
    channel: Exchange['channel'],
    { method, url, headers, body, payload }: RecordedRequest,
    plainUrl: string,
    occasion = '',
  ): string {
    const where = channel === 'api' || !URL.canParse(plainUrl) ? url : new URL(plainUrl).origin;
    const content = [body && Object.entries(body), payload?.size, payload?.sha256];
    return JSON.stringify([channel, occasion, method, where, headers, content]);
  }
}

function placeOf({ record: { asked, id } }: Entry): number {
  return asked ?? numberIn(id);
}

/** Every URL that an exchange hands out: in the answer, or in the redirect of a storage. */
function handedOutIn({ request, response }: Exchange): string[] {
  return (response === undefined ? [] : [...urlsIn(response), ...locationsIn(response.headers)]).flatMap(
    (url) => (URL.canParse(url, request.url) ? [new URL(url, request.url).href] : []),
  );
}
