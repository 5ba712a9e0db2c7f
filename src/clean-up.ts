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

/** Deletes what a run uploaded, and what else it created and the target lists. Nothing that the run did not create is touched. */
export async function cleanUp(
  { target, directory, rateLimit }: Pick<Run, 'target' | 'directory' | 'rateLimit'>,
  contract: Contract,
): Promise<LeftOvers> {
  const history = new Evidence(evidenceFile(directory)).all();
  const created = createdFiles(history, target);
  if (created.length === 0) return { deleted: 0, remaining: [] };
  const connection = await connect(contract, target, { rateLimit, history });
  try {
    const uploaded = await remove(
      connection,
      created.filter((file) => file.uploaded),
    );
    if (uploaded.deleted === 0 && uploaded.remaining.length > 0) return uploaded;
    const listed = await listedIds(connection);
    const pending = await remove(
      connection,
      created.filter((file) => !file.uploaded && listed.has(file.fileId)),
    );
    const reason = uploaded.reason ?? pending.reason;
    return {
      deleted: uploaded.deleted + pending.deleted,
      remaining: [...uploaded.remaining, ...pending.remaining],
      ...(reason !== undefined && { reason }),
    };
  } finally {
    await connection.close();
  }
}

/** Deletes files one by one. Where the first is refused, the target is taken to have no such endpoint. */
async function remove({ api }: Connection, files: readonly CreatedFile[]): Promise<LeftOvers> {
  const remaining: CreatedFile[] = [];
  let reason: string | undefined;
  for (const [index, file] of files.entries()) {
    const gone = await api.remove(file.fileId, { deleteFromStorage: true }, { as: file.owner });
    if (isAnswered(gone) && isSuccess(gone)) continue;
    const came = isAnswered(gone) ? String(gone.response.status) : (gone.trouble?.message ?? 'not at all');
    reason ??= `DELETE /v1/files/{fileId} is answered ${came}`;
    remaining.push(...(index === 0 ? files : [file]));
    if (index === 0) break;
  }
  return {
    deleted: files.length - remaining.length,
    remaining: remaining.map(({ fileId }) => fileId),
    ...(reason !== undefined && { reason }),
  };
}

async function listedIds({ api }: Connection): Promise<Set<unknown>> {
  const list = await api.get('/v1/files?limit=100');
  const files = objectIn(list.response)?.['files'];
  return new Set((Array.isArray(files) ? files : []).filter(isJsonObject).map(({ fileId }) => fileId));
}
