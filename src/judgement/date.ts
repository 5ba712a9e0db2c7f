import type { Answered } from '../client/exchange.ts';
import { header } from '../client/exchange.ts';
import { httpDate } from '../client/retry-after.ts';
import type { Complaint, Judgement } from '../judge.ts';

/** Milliseconds by which the dates of one server may differ: two nodes, a clock that is set meanwhile. */
const mostApart = 600_000;
/** Milliseconds in which a date in seconds must have changed. */
const mostAlike = 5000;

/** Holds for an answer with a valid date (RFC 9110 §5.6.7). */
export const validDate: Judgement = ({ response }) => {
  const value = header(response.headers, 'Date');
  const time = httpDate(value);
  if (time !== undefined && value?.trim() === new Date(time).toUTCString()) return undefined;
  return {
    received: `${response.status} with Date: ${value ?? '(absent)'}`,
    expected: 'a date like Sun, 06 Nov 1994 08:49:37 GMT',
  };
};

/** Holds for an answer whose date is as far from the local clock as those of most of the answers. */
export function usualDate(answers: readonly Answered[]): Judgement {
  const offsets = answers.flatMap((answer) => offsetOf(answer) ?? []).sort((a, b) => a - b);
  const usual = offsets[Math.floor(offsets.length / 2)] ?? 0;
  return (answer) => {
    const offset = offsetOf(answer);
    if (offset === undefined || Math.abs(offset - usual) <= mostApart) return undefined;
    const minutes = Math.round((offset - usual) / 60_000);
    return {
      received: `${answer.response.status} with Date: ${header(answer.response.headers, 'Date') ?? ''}, ${minutes} minutes off those of the other answers`,
      expected: 'the time of the answer',
    };
  };
}

/** A complaint when all answers over several seconds, in the order in which they came, have one date. */
export function frozenDate(answers: readonly Answered[]): Complaint | undefined {
  const [first, last] = [answers[0], answers.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const dates = new Set(answers.map(({ response }) => header(response.headers, 'Date')));
  const [date] = dates;
  const span = last.receivedAt - first.receivedAt;
  if (date === undefined || dates.size > 1 || span < mostAlike) return undefined;
  const seconds = Math.round(span / 1000);
  return { received: `Date: ${date} during ${seconds} seconds`, expected: 'the time of each answer' };
}

function offsetOf({ response, receivedAt }: Answered): number | undefined {
  const time = httpDate(header(response.headers, 'Date'));
  return time === undefined ? undefined : time - receivedAt;
}
