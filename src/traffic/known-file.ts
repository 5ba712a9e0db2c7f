import { isJsonObject } from '../contract/json.ts';
import { objectIn } from '../judgement/body.ts';
import type { Session } from '../session.ts';
import { plainCargo } from './upload/cargo.ts';
import { isStored, send } from './upload/round-trip.ts';

type Principal = Session['target']['main'];

/** The id of a file that the run uploads for a principal; undefined where uploads are not claimed or fail. */
export async function uploadedFile(session: Session, principal: Principal): Promise<string | undefined> {
  if (session.uploads === undefined) return undefined;
  const cargo = plainCargo(`known file of ${principal.tenant}`, 'known-file.pdf');
  const { ticket, put } = await send(session, cargo, { occasion: 'known file', as: principal });
  return isStored(put) ? ticket?.fileId : undefined;
}

/** The id of the smallest file that `GET /v1/files` lists, one with content before empty ones; undefined when it lists none. */
export async function listedFile(session: Session, principal: Principal): Promise<string | undefined> {
  const list = await session.api.get('/v1/files?limit=50', { as: principal });
  const files = objectIn(list.response)?.['files'];
  const sizes = (Array.isArray(files) ? files.filter(isJsonObject) : []).map(({ fileId, fileSize }) => ({
    fileId,
    size: typeof fileSize === 'number' && fileSize > 0 ? fileSize : Infinity,
  }));
  const [smallest] = sizes.filter(({ fileId }) => typeof fileId === 'string').sort((a, b) => a.size - b.size);
  return typeof smallest?.fileId === 'string' ? smallest.fileId : undefined;
}
