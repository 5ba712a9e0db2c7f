import { errorAnswer } from '../api/json-answer.ts';
import { Refusal } from '../api/refusal.ts';
import type { Choices } from '../choices.ts';
import type { Handler } from '../handler.ts';

/** Lets `choices.rateLimit` requests through in each second of the clock (milliseconds) and answers the rest 429. */
export function rateLimited(next: Handler, choices: Choices, now: () => number): Handler {
  if (choices.rateLimit === 0) return next;
  let second = 0;
  let count = 0;
  return async (request) => {
    const current = Math.floor(now() / 1000);
    count = current === second ? count + 1 : 1;
    second = current;
    return count <= choices.rateLimit ? await next(request) : tooMany(current + 1, choices);
  };
}

function tooMany(free: number, choices: Choices): Response {
  const retryAfter = choices.retryAfter === 'seconds' ? '1' : new Date(free * 1000).toUTCString();
  const headers = { 'retry-after': retryAfter };
  return errorAnswer(new Refusal(429, 'RATE_LIMITED', 'Too many requests.', headers), choices);
}
