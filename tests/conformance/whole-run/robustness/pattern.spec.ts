import { setTimeout as sleep } from 'node:timers/promises';
import type { Exchange } from '../../../../src/client/exchange.ts';
import { test } from '../../../../src/fixtures.ts';
import type { Judge } from '../../../../src/judge.ts';
import { suspicionOf } from '../../../../src/judgement/pattern-kinds.ts';
import { incidentsIn, isFailure, passingFailures, tally } from '../../../../src/judgement/trouble.ts';
import { errorAnswer } from '../../../../src/reference/defects/answers.ts';
import type { When } from '../../../../src/reference/defects/fault.ts';
import { apiFault } from '../../../../src/reference/defects/fault.ts';
import { DropConnection } from '../../../../src/reference/handler.ts';
import type { Defect } from '../../../../src/reference/start.ts';
import { requirement } from '../../../../src/requirement.ts';
import type { Session } from '../../../../src/session.ts';
import { askInARow, askInTurns, isGuilty } from '../../../../src/traffic/pattern.ts';
import { isOperation } from '../../../../src/traffic/select.ts';
import { everyAnswer } from '../../../../src/traffic/tour.ts';
import { asksForUpload } from '../../../../src/traffic/upload/ask.ts';

/** Attempts among which trouble may begin once, without a pattern, before the network is too bad to tell. */
const tolerated = 100;

/** Fails every nth request for a URL for which `when` holds. */
function failsEvery(
  nth: number,
  name: string,
  fail: () => Promise<Response>,
  when: When = () => true,
): Defect {
  const counts = new WeakMap<object, number>();
  return apiFault(name, (call, next) => {
    if (!when(call)) return next();
    const count = (counts.get(call.reference) ?? 0) + 1;
    counts.set(call.reference, count);
    return count % nth === 0 ? fail() : next();
  });
}

const drop = (): Promise<Response> => Promise.reject(new DropConnection());
const hang = (): Promise<Response> => sleep(30_000, errorAnswer(504, 'TIMEOUT'), { ref: false });

const noPattern = requirement({
  id: 'ROB-07',
  level: 'MUST',
  clause: ['#/paths/~1v1~1files~1url/post/responses', 'RFC 9110 §15.6'],
  quote:
    'the server is aware that it has erred or is incapable of performing the requested method; the document declares no 5xx',
  effect: 'none',
  defects: [
    failsEvery(7, 'drops every 7th request', drop),
    failsEvery(10, 'answers 503 to every 10th request', () =>
      Promise.resolve(errorAnswer(503, 'UNAVAILABLE')),
    ),
    failsEvery(20, 'answers every 20th request too late', hang),
    failsEvery(2, 'drops every second download', drop, ({ asked }) => asked['action'] === 'download'),
  ],
});

test(
  'MUST NOT drop, hang or answer 502 to 504 on every nth request, or on one kind of request',
  noPattern,
  async ({ session, judge }) => {
    if (!session.selected) return;
    for (const answer of await everyAnswer(session)) judge.each(answer, () => undefined);
    const { evidence } = session;
    const attempts = evidence.all().filter((exchange) => isOperation(session, exchange));
    const failed = passingFailures(attempts, evidence.final());
    if (failed.length === 0) return;
    const incidents = incidentsIn(attempts, failed);
    const what = `${failed.length} of ${attempts.length} attempts failed, and their requests passed when repeated (${tally(failed)})`;
    judge.note(what);
    if (incidents === 1 || session.replays) return;
    if (await oneKindFails(session, judge, attempts, failed)) return;
    const { exchanges, rhythm } = await askInARow(session);
    if (rhythm !== undefined) {
      const { every, failed: positions } = rhythm;
      const shown = positions.flatMap((position) => exchanges[position - 1] ?? []);
      judge.violation(
        {
          received: `every ${ordinal(every)} request fails: ${positions.join(', ')} of ${exchanges.length} (${tally(shown)}); in the run ${what}`,
          expected: 'an answer to each',
        },
        shown,
        'the same valid request again and again, one after the other',
      );
    } else if (incidents * tolerated > attempts.length) {
      judge.undecided(
        `${what}; no pattern shows in ${exchanges.length} more requests, so that it may be the network`,
      );
    }
  },
);

/** Looks for a kind of request that fails while others pass, and tries the suspicion. */
async function oneKindFails(
  session: Session,
  judge: Judge,
  attempts: readonly Exchange[],
  failed: readonly Exchange[],
): Promise<boolean> {
  const passed = attempts.filter((exchange) => !isFailure(exchange));
  const suspicion = suspicionOf(failed, passed);
  const suspect = failed.find((exchange) => !asksForUpload(exchange));
  if (suspicion === undefined || suspect === undefined) return false;
  const duel = await askInTurns(session, suspect);
  if (!isGuilty(duel)) return false;
  const { trait, of } = suspicion;
  judge.violation(
    {
      received: `requests with ${trait} fail now and then: ${failed.length} of ${of} in the run, ${duel.failed.length} of ${duel.rounds} when repeated (${tally(duel.failed)})`,
      expected: `an answer to each, as to the ${duel.rounds} valid requests between them`,
    },
    [suspect, ...duel.failed],
    `a request with ${trait}, repeated`,
  );
  return true;
}

const endings: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd' };

function ordinal(number: number): string {
  const form = new Intl.PluralRules('en', { type: 'ordinal' }).select(number);
  return `${number}${endings[form] ?? 'th'}`;
}
