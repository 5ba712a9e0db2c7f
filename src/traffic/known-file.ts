import type { Exchange } from '../client/exchange.ts';
import { header } from '../client/exchange.ts';
import { isJsonObject } from '../contract/json.ts';
import { objectIn } from '../judgement/body.ts';
import type { Session } from '../session.ts';
import { asksForUpload, ticketIn } from './upload/ask.ts';
import { plainCargo } from './upload/cargo.ts';
import { isStored, send } from './upload/round-trip.ts';

type Principal = Session['target']['main'];

const occasion = 'known file';
const listing = '/v1/files?limit=50';

/** The id of a file that the run uploads for a principal; undefined where uploads are not claimed or fail. */
export async function uploadedFile(session: Session, principal: Principal): Promise<string | undefined> {
  if (session.uploads === undefined) return undefined;
  const cargo = plainCargo(`known file of ${principal.tenant}`, 'known-file.pdf');
  const { ticket, put } = await send(session, cargo, { occasion, as: principal });
  return isStored(put) ? ticket?.fileId : undefined;
}

/** The id of the smallest file that `GET /v1/files` lists, one with content before empty ones; undefined when it lists none. */
export async function listedFile(session: Session, principal: Principal): Promise<string | undefined> {
  return smallestIn(await session.api.get(listing, { as: principal }));
}

/** The id of the file of a principal that the run found or uploaded so far; it sends nothing. */
export function fileSoFar(
  session: Pick<Session, 'api' | 'evidence'>,
  principal: Principal,
): string | undefined {
  const { endpoint } = session.api;
  const those = session.evidence
    .final()
    .filter(({ request }) => header(request.headers, endpoint.tenantHeader) === principal.tenant);
  const asked = those.find((exchange) => exchange.occasion === occasion && asksForUpload(exchange));
  const list = those.find(({ request }) => request.url === endpoint.origin + listing);
  return (asked && ticketIn(asked)?.fileId) ?? (list && smallestIn(list));
}

function smallestIn(list: Exchange): string | undefined {
  const files = objectIn(list.response)?.['files'];
  const sizes = (Array.isArray(files) ? files.filter(isJsonObject) : []).map(({ fileId, fileSize }) => ({
    fileId,
    size: typeof fileSize === 'number' && fileSize > 0 ? fileSize : Infinity,
  }));
  const [smallest] = sizes.filter(({ fileId }) => typeof fileId === 'string').sort((a, b) => a.size - b.size);
  return typeof smallest?.fileId === 'string' ? smallest.fileId : undefined;
}
