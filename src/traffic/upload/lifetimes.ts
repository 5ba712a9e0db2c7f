import type { Exchange } from '../../client/exchange.ts';
import type { Session } from '../../session.ts';
import { memberOf, numbersOf } from '../accepted.ts';
import { inWays, sayings, takeWays } from '../manners.ts';
import type { Vector } from '../vector.ts';
import { askUpload, uploadBody } from './ask.ts';
import { plainCargo } from './cargo.ts';
import { uploadSchemas } from './schemas.ts';

/** A request for an upload URL, said in other manners where there are any for it. */
export interface UploadLifetime extends Vector {
  /** The same request said plainly. */
  readonly plain: Vector;
}

/** The file that the requests of this module are for; its bytes are only uploaded to see its URL expire. */
export const shortLived = plainCargo('lifetime');

/** Requests for upload URLs over the whole range of lifetimes, in the manners that a server must read like the plain one, by turns. */
export function uploadLifetimes(session: Session): UploadLifetime[] {
  const { contract, request } = uploadSchemas(session);
  const { uploadLifetimes: most } = session.plan;
  const values = numbersOf(memberOf(request.schema, 'expiresInMinutes'), contract.document, {
    edges: most,
    parts: most,
    seed: session.seed,
  });
  const ways = sayings(session);
  return values.map((minutes) => {
    const occasion = `lifetime ${minutes}`;
    const body = uploadBody(plainCargo(occasion), minutes);
    const plain = { body, because: `upload, expiresInMinutes ${minutes}` };
    const said = inWays(plain, takeWays(ways, body));
    return { ...at(said, occasion), plain: at(plain, occasion) };
  });
}

function at(vector: Vector, occasion: string): Vector {
  return { ...vector, deviation: { ...vector.deviation, occasion } };
}

/** A request for an upload URL with the shortest lifetime; each occasion makes one of its own. */
export function shortestUpload(session: Session, occasion: string): Promise<Exchange> {
  const { schema } = memberOf(uploadSchemas(session).request.schema, 'expiresInMinutes');
  return askUpload(session, plainCargo(occasion), { occasion, expiresInMinutes: Number(schema['minimum']) });
}
