import type { Exchange } from '../../client/exchange.ts';
import type { Session } from '../../session.ts';
import { memberOf, numbersOf } from '../accepted.ts';
import { askUpload } from './ask.ts';
import { plainCargo } from './cargo.ts';
import { uploadSchemas } from './schemas.ts';

/** A request for an upload URL with a lifetime in minutes. */
export interface UploadLifetime {
  readonly minutes: number;
  readonly exchange: Exchange;
}

/** The file that the requests of this module are for; its bytes are only uploaded to see its URL expire. */
export const shortLived = plainCargo('lifetime');

/** Requests for upload URLs over the whole range of lifetimes. */
export function uploadLifetimes(session: Session): Promise<UploadLifetime[]> {
  const { contract, request } = uploadSchemas(session);
  const { uploadLifetimes: most } = session.plan;
  const values = numbersOf(memberOf(request.schema, 'expiresInMinutes'), contract.document, {
    edges: most,
    parts: most,
    seed: session.seed,
  });
  return Promise.all(
    values.map(async (minutes) => ({
      minutes,
      exchange: await askFor(session, minutes, `lifetime ${minutes}`),
    })),
  );
}

/** A request for an upload URL with the shortest lifetime; each occasion makes one of its own. */
export function shortestUpload(session: Session, occasion: string): Promise<Exchange> {
  const { schema } = memberOf(uploadSchemas(session).request.schema, 'expiresInMinutes');
  return askFor(session, Number(schema['minimum']), occasion);
}

function askFor(session: Session, expiresInMinutes: number, occasion: string): Promise<Exchange> {
  return askUpload(session, plainCargo(occasion), { occasion, expiresInMinutes });
}
