import type { Answered, Exchange } from '../client/exchange.ts';
import { header, isAnswered } from '../client/exchange.ts';
import { isJsonObject } from '../contract/json.ts';
import { objectIn } from '../judgement/body.ts';
import { summary } from '../judgement/status.ts';
import type { Session } from '../session.ts';
import { asksForUpload, ticketIn } from './upload/ask.ts';
import { plainCargo } from './upload/cargo.ts';
import { isStored, send } from './upload/round-trip.ts';
import { prefixOf, whatCame } from './what-came.ts';

type Principal = Session['target']['main'];

const occasion = 'known file';
const listing = '/v1/files?limit=50';

/** The id of a file that the run uploads for a principal; undefined where uploads are not claimed or fail. */
async function uploadedFile(session: Session, principal: Principal): Promise<string | undefined> {
  if (session.uploads === undefined) return undefined;
  const cargo = plainCargo(`known file of ${principal.tenant}`, 'known-file.pdf');
  const { ticket, put } = await send(session, cargo, { occasion, as: principal });
  return isStored(put) ? ticket?.fileId : undefined;
}

/**
 * The id of a file of a principal: as set, else one that the run uploads, else the smallest that `GET /v1/files` lists, one with content
 * before empty ones; undefined without one.
 */
export async function anyFile(session: Session, principal: Principal): Promise<string | undefined> {
  return (
    principal.fileId ??
    (await uploadedFile(session, principal)) ??
    smallestIn(await session.api.get(listing, { as: principal }))
  );
}

/** Gives up, and says why no file of a principal was found. */
export async function noFile(session: Session, principal: Principal): Promise<never> {
  const list = await session.api.get(listing, { as: principal });
  return session.giveUp(`no file to ask for: ${whyNone(list, principal, session)}`);
}

/** A setting is only asked for where it would help: another file does not make up for a server that is away, or for a wrong key. */
function whyNone(list: Exchange, principal: Principal, session: Session): string {
  if (!isAnswered(list) || [401, 403].includes(list.response.status))
    return `GET /v1/files: ${whatCame(list, principal, session)}`;
  const came = isEmpty(list) ? 'GET /v1/files lists none' : `GET /v1/files: ${summary(list)}`;
  return `${came}; set ${prefixOf(principal, session.target)}FILE_ID`;
}

/** True for a 200 with a list of no files. */
function isEmpty({ response }: Answered): boolean {
  const files = objectIn(response)?.['files'];
  return response.status === 200 && Array.isArray(files) && files.length === 0;
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
