import type { Contract } from './contract/contract.ts';
import { Evidence } from './client/evidence.ts';
import { isAnswered } from './client/exchange.ts';
import type { Connection } from './connection.ts';
import { connect, evidenceFile } from './connection.ts';
import type { CreatedFile } from './created-files.ts';
import { createdFiles } from './created-files.ts';
import { isJsonObject } from './contract/json.ts';
import { objectIn } from './judgement/body.ts';
import { isSuccess } from './judgement/status.ts';
import type { LeftOvers } from './report/left-overs.ts';
import type { Run } from './run.ts';

/**
 * Deletes what a run uploaded, and what else it created and the target lists. Nothing that the run did not create is touched. Stops
 * at the first file that the target does not delete.
 */
export async function cleanUp(
  { target, directory }: Pick<Run, 'target' | 'directory'>,
  contract: Contract,
  rateLimit: number | undefined,
): Promise<LeftOvers> {
  const created = createdFiles(new Evidence(evidenceFile(directory)).all(), target);
  if (created.length === 0) return { deleted: 0, remaining: [] };
  const connection = await connect(contract, target, { rateLimit });
  try {
    const uploaded = created.filter((file) => file.uploaded);
    const first = await remove(connection, uploaded);
    if (first.reason !== undefined) return first;
    const listed = await listedIds(connection);
    const pending = created.filter((file) => !file.uploaded && listed.has(file.fileId));
    const second = await remove(connection, pending);
    return { ...second, deleted: first.deleted + second.deleted };
  } finally {
    await connection.close();
  }
}

async function remove({ api }: Connection, files: readonly CreatedFile[]): Promise<LeftOvers> {
  for (const [index, { fileId, owner }] of files.entries()) {
    const gone = await api.remove(fileId, { as: owner });
    if (isAnswered(gone) && isSuccess(gone)) continue;
    const came = isAnswered(gone) ? String(gone.response.status) : (gone.trouble?.message ?? 'no answer');
    return {
      deleted: index,
      remaining: files.slice(index).map((file) => file.fileId),
      reason: `DELETE /v1/files/{fileId} is answered ${came}`,
    };
  }
  return { deleted: files.length, remaining: [] };
}

async function listedIds({ api }: Connection): Promise<Set<unknown>> {
  const list = await api.get('/v1/files?limit=100');
  const files = objectIn(list.response)?.['files'];
  return new Set((Array.isArray(files) ? files : []).filter(isJsonObject).map(({ fileId }) => fileId));
}
