import { errorAnswer } from '../api/json-answer.ts';
import { Refusal } from '../api/refusal.ts';
import type { Choices } from '../choices.ts';
import type { Handler } from '../handler.ts';

/** Answers the requests at `choices.unavailable`, counted from 1, with 503. */
export function sometimesUnavailable(next: Handler, choices: Choices): Handler {
  let count = 0;
  return async (request) => {
    count += 1;
    if (!choices.unavailable.includes(count)) return await next(request);
    const headers = { 'retry-after': '1' };
    return errorAnswer(new Refusal(503, 'UNAVAILABLE', 'The server starts.', headers), choices);
  };
}
