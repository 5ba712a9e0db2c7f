import type { JsonObject } from '../../../src/contract/json.ts';
import type { Answered, Exchange } from '../../../src/client/exchange.ts';
import { header, isAnswered } from '../../../src/client/exchange.ts';
import { test } from '../../../src/fixtures.ts';
import type { Judge } from '../../../src/judge.ts';
import { sentObject } from '../../../src/judgement/body.ts';
import { listed, metadataComplaint, metadataIn } from '../../../src/judgement/metadata.ts';
import { isSuccess } from '../../../src/judgement/status.ts';
import { changesBody } from '../../../src/reference/defects/answers.ts';
import { requirement } from '../../../src/requirement.ts';
import type { Session } from '../../../src/session.ts';
import { answersSoFar, isPlain } from '../../../src/traffic/select.ts';
import { otherFile } from '../../../src/traffic/sibling-file.ts';

const consistent = requirement({
  id: 'ROB-05',
  level: 'SHOULD',
  clause: ['W: files/get', 'W: files/list'],
  quote: 'metadata of one file: fileId, filename, contentType, fileSize',
  effect: 'none',
  defects: [
    changesBody('has a stale name', (body) => ({ ...body, filename: `old-${String(body['filename'])}` })),
    changesBody('has the size of the known file for each other one', (body, { reference, asked }) => ({
      ...body,
      ...(asked['fileId'] !== reference.main.fileId && { fileSize: 1 }),
    })),
    changesBody('has a stale type', (body) => ({ ...body, contentType: 'text/plain' })),
  ],
});

test('SHOULD announce the metadata that the other endpoints show', consistent, async ({ session, judge }) => {
  const { exchange, fileId } = await session.control();
  const one = await session.api.get(`/v1/files/${encodeURIComponent(fileId)}`);
  const list = await session.api.get('/v1/files?limit=50');
  await otherFile(session);
  const shown = [
    { source: one, file: metadataIn(one) },
    { source: list, file: listed(list, fileId) },
  ];
  for (const { source, file } of shown) compare(judge, exchange, source, file);
  for (const other of othersSoFar(session, fileId)) compare(judge, other, list, listed(list, sentId(other)));
  if (shown.every(({ file }) => file === undefined))
    judge.inapplicable('the target shows no metadata at GET /v1/files');
});

/** Successes of the run about other files of the same tenant. */
function othersSoFar(session: Session, known: string): Answered[] {
  const name = session.api.endpoint.tenantHeader;
  return answersSoFar(session).filter(
    (answer) =>
      isSuccess(answer) &&
      isPlain(session, answer) &&
      header(answer.request.headers, name) === session.target.main.tenant &&
      sentId(answer) !== known,
  );
}

function sentId(exchange: Exchange): unknown {
  return sentObject(exchange)?.['fileId'];
}

/** Judges whether an answer says of a file what another endpoint shows. */
function compare(judge: Judge, answer: Answered, source: Exchange, file: JsonObject | undefined): void {
  if (file !== undefined && isAnswered(source))
    judge.together([answer, source], () => metadataComplaint(answer, source, file));
}
