import type { JsonObject } from '../contract/json.ts';
import type { Answered, ReceivedResponse } from '../client/exchange.ts';
import type { Retrieval } from '../client/storage.ts';
import { objectIn } from '../judgement/body.ts';
import { deliveryIn } from '../judgement/retrieval.ts';
import type { Session } from '../session.ts';
import { lifetimes } from './lifetimes.ts';

/** A success, and what came from its URL. */
export interface Delivery {
  readonly answer: Answered;
  readonly retrieval: Retrieval;
  /** The action that was asked for; undefined when it was left out. */
  readonly action: string | undefined;
}

/** Files larger than this, in octets, are fetched with fewer of their URLs. */
const large = 32 * 2 ** 20;

/** URLs of the known file that passed: for every action, without a lifetime, with the default one, and over the whole range. */
export async function mintedUrls(session: Session): Promise<Answered[]> {
  const control = await session.control();
  const plain = session.validBodies(control.fileId);
  const others = (await lifetimes(session)).slice(plain.length).map(({ body }) => body as JsonObject);
  const size = objectIn(control.exchange.response)?.['fileSize'];
  const bodies =
    typeof size === 'number' && size > large
      ? plain.slice(0, 3)
      : [...plain, ...session.take(others, 'fetchedUrls')];
  const sent = await session.ask(bodies.map((body) => ({ body, because: 'valid request' })));
  return sent
    .map(({ exchange }) => exchange)
    .filter((exchange): exchange is Answered => exchange.response?.status === 200);
}

/** Fetches the known file through several of its URLs; gives up when a URL cannot be followed at all. */
export async function deliveries(session: Session): Promise<Delivery[]> {
  const minted = await mintedUrls(session);
  return Promise.all(
    minted.map(async (answer) => ({
      answer,
      action: actionOf(answer),
      retrieval: await session.retrieve(answer),
    })),
  );
}

/** What each URL delivered, where it delivered at all: DL-01 is about the others. Gives up when none did. */
export async function delivered(
  session: Session,
): Promise<(Delivery & { readonly response: ReceivedResponse })[]> {
  const all = (await deliveries(session)).flatMap((delivery) => {
    const response = deliveryIn(delivery.retrieval.last);
    return response === undefined ? [] : [{ ...delivery, response }];
  });
  return all.length > 0 ? all : session.giveUp('no returned URL delivers the file (DL-01)');
}

function actionOf({ request }: Answered): string | undefined {
  const { action } = JSON.parse(Buffer.from(request.body ?? '{}').toString('utf8')) as { action?: string };
  return action;
}
