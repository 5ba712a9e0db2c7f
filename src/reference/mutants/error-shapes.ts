import { changesBody, changesHeader, withText } from '../defects/answers.ts';
import type { When } from '../defects/fault.ts';
import { fault } from '../defects/fault.ts';
import type { Defect } from '../start.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf, subtle } from './mutant.ts';
import { asksTo, eachNth } from './occasions.ts';
import { changesError } from './rewriting.ts';

const { must, should } = mutantsOf('error shapes');
const html =
  '<!DOCTYPE html>\n<html lang="en"><head><title>Error</title></head><body><pre>Cannot complete the request</pre></body></html>\n';
const always: When = () => true;

interface Written {
  readonly type: string;
  readonly text: string;
}

/** Writes errors with a status in a range otherwise, whatever the operation. */
function writes(
  name: string,
  statuses: { from: number; to?: number },
  written: Written,
  when: When = always,
): Defect {
  return fault(name, async (call, next) => {
    const response = await next();
    const { from, to = from } = statuses;
    const concerned =
      call.url.pathname === '/v1/files/url' && response.status >= from && response.status <= to;
    if (!concerned || !when(call)) return response;
    const answer = withText(response, written.text);
    answer.headers.set('content-type', written.type);
    return answer;
  });
}

const problem = { type: 'application/problem+json', text: '{"type":"about:blank","title":"Bad Request"}' };
const plainText = (text: string) => ({ type: 'text/plain; charset=utf-8', text });
const json = (body: unknown) => ({ type: 'application/json', text: JSON.stringify(body) });

/** Errors that are not `Error` bodies, or not declared as JSON. */
export const errorShapes: readonly Mutant[] = [
  must(
    ['ERR-01'],
    changesBody('writes the error of a 404 without its envelope', ({ error }) => error, { from: 404 }),
  ),
  must(
    ['ERR-01'],
    changesError('writes the error of a 404 as a text', ({ message }) => message, { from: 404 }),
  ),
  must(
    ['ERR-01'],
    changesError('writes the code of a 404 as a number', (error) => ({ ...error, code: 404 }), { from: 404 }),
  ),
  must(
    ['ERR-01'],
    changesError('leaves the message out when a download is not found', ({ code }) => ({ code }), {
      from: 404,
      when: asksTo('download'),
    }),
    subtle,
  ),
  must(
    ['ERR-01'],
    changesBody('lists errors when nothing is found', ({ error }) => ({ errors: [error] }), {
      from: 404,
      when: eachNth(3),
    }),
    subtle,
  ),
  must(
    ['ERR-02', 'ERR-01'],
    writes('answers 404 with HTML', { from: 404 }, { type: 'text/html; charset=utf-8', text: html }),
  ),
  must(
    ['ERR-02'],
    changesHeader('says text/html on a 404', 'content-type', 'text/html', ({ status }) => status === 404),
    subtle,
  ),
  must(
    ['ERR-02', 'ERR-03'],
    changesHeader(
      'says application/problem+json on errors',
      'content-type',
      'application/problem+json',
      ({ status }) => status >= 400,
    ),
  ),
  must(['ERR-03'], writes('answers 401 with a plain text', { from: 401 }, plainText('Unauthorized'))),
  must(
    ['ERR-03'],
    writes(
      'answers 401 with another shape',
      { from: 401 },
      json({ message: 'Unauthorized', statusCode: 401 }),
    ),
    subtle,
  ),
  must(
    ['ERR-03'],
    writes('answers 403 with an empty body', { from: 403 }, { type: 'application/json', text: '' }),
    subtle,
  ),
  must(
    ['ERR-03'],
    writes(
      'answers 400 with the page of the framework',
      { from: 400 },
      { type: 'text/html; charset=utf-8', text: html },
    ),
    subtle,
  ),
  must(
    ['ERR-03'],
    writes(
      'answers 422 with a list of details',
      { from: 422 },
      json({ detail: [{ loc: ['body', 'fileId'], msg: 'field required' }] }),
    ),
  ),
  must(['ERR-03'], writes('answers 422 as a problem', { from: 422 }, problem)),
  must(
    ['ERR-03'],
    writes(
      'answers a wrong action with another shape',
      { from: 422 },
      json({ error: 'Invalid enum value' }),
      ({ asked }) => 'action' in asked,
    ),
    subtle,
  ),
  must(
    ['ERR-03'],
    writes(
      'answers a wrong lifetime with the error in data',
      { from: 422 },
      json({ data: null, error: { code: 'INVALID_REQUEST' } }),
      ({ asked }) => 'expiresInMinutes' in asked,
    ),
    subtle,
  ),
  must(
    ['ERR-03'],
    writes('answers 415 with a plain text', { from: 415 }, plainText('Unsupported Media Type')),
    subtle,
  ),
  must(
    ['ERR-03'],
    writes(
      'answers 413 with the page of the proxy',
      { from: 413 },
      { type: 'text/html', text: '<html><head><title>413 Request Entity Too Large</title></head></html>' },
    ),
    subtle,
  ),
  must(
    ['ERR-03'],
    changesError(
      'gives the message of a 422 as a list',
      (error) => ({ ...error, message: [error['message']] }),
      { from: 422 },
    ),
    subtle,
  ),
  must(
    ['ERR-03'],
    changesError('says null for the code of a 403', (error) => ({ ...error, code: null }), { from: 403 }),
    subtle,
  ),
  must(
    ['ERR-03'],
    changesHeader('forgets Content-Type on a 401', 'content-type', null, ({ status }) => status === 401),
    subtle,
  ),
  should(
    ['ERR-03'],
    writes('answers 405 with HTML', { from: 405 }, { type: 'text/html; charset=utf-8', text: html }),
  ),
];
