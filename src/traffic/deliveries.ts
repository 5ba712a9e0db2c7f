import type { JsonObject } from '../contract/json.ts';
import type { Answered } from '../client/exchange.ts';
import type { Retrieval } from '../client/storage.ts';
import { objectIn } from '../judgement/body.ts';
import type { Session } from '../session.ts';
import { memberOf } from './accepted.ts';

/** A success, and what came from its URL. */
export interface Delivery {
  readonly answer: Answered;
  readonly retrieval: Retrieval;
  /** The action that was asked for; undefined when it was left out. */
  readonly action: string | undefined;
}

/** Files larger than this, in octets, are fetched with fewer of their URLs. */
const large = 32 * 2 ** 20;

/** URLs of the known file that passed: for every action, with and without a lifetime, and with the shortest and longest one. */
export async function mintedUrls(session: Session): Promise<Answered[]> {
  const control = await session.control();
  const { minimum, maximum } = memberOf(session.request, 'expiresInMinutes').schema;
  const plain = session.validBodies(control.fileId);
  const extremes = [minimum, maximum].flatMap((expiresInMinutes) =>
    plain
      .filter((body) => body['action'] !== undefined && body['expiresInMinutes'] === undefined)
      .map((body): JsonObject => ({ ...body, expiresInMinutes: expiresInMinutes ?? 1 })),
  );
  const size = objectIn(control.exchange.response)?.['fileSize'];
  const bodies = typeof size === 'number' && size > large ? plain.slice(0, 3) : [...plain, ...extremes];
  const sent = await session.send(bodies.map((body) => ({ body, because: 'valid request' })));
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

function actionOf({ request }: Answered): string | undefined {
  const { action } = JSON.parse(Buffer.from(request.body ?? '{}').toString('utf8')) as { action?: string };
  return action;
}
