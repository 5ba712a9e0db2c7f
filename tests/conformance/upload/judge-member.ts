import type { Judge } from '../../../src/judge.ts';
import { quoted } from '../../../src/judgement/body.ts';
import { sameMediaType } from '../../../src/judgement/media-type-value.ts';
import type { Return } from '../../../src/traffic/upload/round-trip.ts';

/** Judges that a member of the answer says what was uploaded; a media type may be written in another way. */
export function judgeMember(
  judge: Judge,
  { described: answer, members }: Return,
  member: string,
  sent: string | number,
  because?: string,
): void {
  if (members === undefined) return;
  const got = members[member];
  const isType = member === 'contentType' && typeof got === 'string';
  const same = isType ? sameMediaType(got, String(sent)) : got === sent;
  judge.each(
    answer,
    () => (same ? undefined : { received: `${member} ${quoted(got)}`, expected: quoted(sent) }),
    because,
  );
}
