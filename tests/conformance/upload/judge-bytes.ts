import { payloadOf } from '../../../src/client/payload.ts';
import type { Judge } from '../../../src/judge.ts';
import { silence } from '../../../src/judgement/trouble.ts';
import { summary } from '../../../src/judgement/status.ts';
import { bytesComplaint } from '../../../src/judgement/upload.ts';
import type { Return } from '../../../src/traffic/upload/round-trip.ts';

/** Judges that what came back of a file is what was uploaded; a file that is not handed out did not come back. */
export function judgeBytes(judge: Judge, bytes: Uint8Array, back: Return, because: string): void {
  const { described, fetched } = back;
  if (fetched === undefined) {
    const expected = '200 with a url: the file was uploaded';
    judge.each(described, (answer) => ({ received: summary(answer), expected }), because);
    return;
  }
  const silent = silence(fetched);
  if (silent !== undefined) {
    judge.violation(silent, [described, fetched], because);
    return;
  }
  const { sha256 } = payloadOf(bytes);
  judge.together([described, fetched], ([, got]) => got && bytesComplaint({ bytes, sha256 }, got), because);
}
