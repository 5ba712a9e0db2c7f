import { setTimeout as pause } from 'node:timers/promises';
import type { Answered, Exchange } from '../../../../src/client/exchange.ts';
import { isAnswered } from '../../../../src/client/exchange.ts';
import type { JsonObject } from '../../../../src/contract/json.ts';
import { test } from '../../../../src/fixtures.ts';
import { sentObject } from '../../../../src/judgement/body.ts';
import { listed, metadataComplaint, metadataIn } from '../../../../src/judgement/metadata.ts';
import { withText } from '../../../../src/reference/defects/answers.ts';
import { fault } from '../../../../src/reference/defects/fault.ts';
import type { Defect } from '../../../../src/reference/start.ts';
import { requirement } from '../../../../src/requirement.ts';
import type { Session } from '../../../../src/session.ts';
import { uploadReadings } from '../../../../src/traffic/deliveries.ts';
import { roundTrips } from '../../../../src/traffic/upload/cargo.ts';

/** Milliseconds in which what other endpoints show may be late. */
const late = 1000;

/** Changes what other endpoints show of uploaded files. */
function shows(name: string, path: RegExp, change: (file: JsonObject) => JsonObject): Defect {
  return fault(name, async ({ request, url, reference }, next) => {
    const response = await next();
    if (request.method !== 'GET' || !path.test(url.pathname) || !response.ok) return response;
    const changed = JSON.stringify(await response.json(), (_, value: unknown) => {
      const file = value as JsonObject | null;
      const id = typeof file === 'object' ? file?.['fileId'] : undefined;
      const isUpload = typeof id === 'string' && reference.files.withId(id)?.type === 'upload';
      return file && isUpload ? change(file) : file;
    });
    return withText(response, changed, 200);
  });
}

const consistent = requirement({
  id: 'UPL-33',
  level: 'SHOULD',
  clause: ['W: files/get', 'W: files/list'],
  quote: 'metadata of one file: fileId, filename, contentType, fileSize',
  effect: 'writes',
  profile: 'upload',
  defects: [
    shows('lists uploads with the size 0', /^\/v1\/files$/, (file) => ({ ...file, fileSize: 0 })),
    shows('shows uploads under their ids', /^\/v1\/files\/./, (file) => ({
      ...file,
      filename: file['fileId'] ?? '',
    })),
  ],
});

test(
  'SHOULD announce the metadata of an uploaded file that the other endpoints show',
  consistent,
  async ({ session, judge }) => {
    if (!session.selected) return;
    const [sample] = (await roundTrips(session)).flatMap(({ ticket, back }) =>
      ticket === undefined || back === undefined ? [] : [ticket.fileId],
    );
    if (sample === undefined) return session.giveUp('no uploaded file comes back (UPL-09)');
    const latest = await latestReadings(session);
    let pairs = await compared(session, latest, sample, 'after the uploads');
    if (pairs.some(({ answer, source, file }) => metadataComplaint(answer, source, file) !== undefined)) {
      await pause(late);
      pairs = await compared(session, latest, sample, 'after the uploads, again');
    }
    for (const { answer, source, file } of pairs)
      judge.together([answer, source], () => metadataComplaint(answer, source, file));
    judge.inapplicable('the target shows no uploaded file at GET /v1/files');
  },
);

/** The last success of the run about each uploaded file, by its id. */
async function latestReadings(session: Session): Promise<Map<unknown, Answered>> {
  const answers = (await uploadReadings(session)).sort((a, b) => a.receivedAt - b.receivedAt);
  return new Map(answers.map((answer) => [sentObject(answer)?.['fileId'], answer]));
}

/** An answer about a file, and what another endpoint shows of it. */
interface Pair {
  readonly answer: Answered;
  readonly source: Exchange;
  readonly file: JsonObject;
}

async function compared(
  session: Session,
  latest: ReadonlyMap<unknown, Answered>,
  sample: string,
  occasion: string,
): Promise<Pair[]> {
  const one = await session.api.get(`/v1/files/${encodeURIComponent(sample)}`, { occasion });
  const list = await session.api.get('/v1/files?limit=50', { occasion });
  return [...latest].flatMap(([fileId, answer]) =>
    [
      { source: list, file: listed(list, fileId) },
      { source: one, file: fileId === sample ? metadataIn(one) : undefined },
    ].flatMap(({ source, file }) =>
      file === undefined || !isAnswered(source) ? [] : [{ answer, source, file }],
    ),
  );
}
