import { changesHeader, errorAnswer } from '../defects/answers.ts';
import type { Call } from '../defects/fault.ts';
import { apiFault, fault } from '../defects/fault.ts';
import type { Defect } from '../start.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf, subtle } from './mutant.ts';
import { eachNth } from './occasions.ts';

const { must, should } = mutantsOf('HTTP semantics');

const date = () => ({ date: new Date().toUTCString() });
const onPath = (call: Call) => call.url.pathname === '/v1/files/url';

/** Fields of answers that are wrong, and methods that are answered wrongly. */
export const headerFields: readonly Mutant[] = [
  must(
    ['HTP-02'],
    changesHeader('writes post in Allow', 'allow', 'post', ({ status }) => status === 405),
    subtle,
  ),
  should(
    ['HTP-02'],
    changesHeader(
      'allows the method that it refuses',
      'allow',
      'POST, PUT, PATCH',
      ({ status }) => status === 405,
    ),
    subtle,
  ),
  must(
    ['HTP-03'],
    changesHeader('names the wrong day of the week in Date', 'date', (sound) =>
      sound ? sound.replace(/^\w+/, (day) => days[(days.indexOf(day) + 1) % 7] ?? 'Mon') : '',
    ),
    subtle,
  ),
  must(
    ['HTP-03'],
    changesHeader('writes Date as RFC 850 has it', 'date', (sound) =>
      (sound ?? '').replace(
        /^(\w+), (\d+) (\w+) \d\d(\d\d)/,
        (_, day: string, of: string, month: string, year: string) =>
          `${long[days.indexOf(day)] ?? 'Monday'}, ${of}-${month}-${year}`,
      ),
    ),
    subtle,
  ),
  must(
    ['HTP-03'],
    changesHeader(
      'writes local time as GMT in the Date of errors',
      'date',
      () => new Date(Date.now() + 7_200_000).toUTCString(),
      ({ status }) => status >= 400,
    ),
    subtle,
  ),
  must(
    ['HTP-03'],
    changesHeader(
      'keeps the Date of its start',
      'date',
      (
        (start) => () =>
          start
      )(new Date(Date.now() - 900_000).toUTCString()),
      ({ status }) => status === 404,
    ),
    subtle,
  ),
  must(['HTP-04'], tiresOf('says a fraction in Retry-After', '0.5'), subtle),
  must(['HTP-04'], tiresOf('says a negative time in Retry-After', '-1'), subtle),
  must(
    ['HTP-02', 'ROB-01'],
    options('fails on OPTIONS', () => errorAnswer(500, 'INTERNAL')),
    subtle,
  ),
  should(['ERR-08'], traces(), subtle),
];

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const long = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

function tiresOf(name: string, retryAfter: string): Defect {
  const thirtieth = eachNth(30);
  return apiFault(name, (call, next) => {
    if (!thirtieth(call)) return next();
    const answer = errorAnswer(429, 'RATE_LIMITED');
    answer.headers.set('retry-after', retryAfter);
    return Promise.resolve(answer);
  });
}

function options(name: string, answer: () => Response): Defect {
  return fault(name, (call, next) =>
    call.request.method === 'OPTIONS' && onPath(call) ? Promise.resolve(answer()) : next(),
  );
}

/** Sends a request back as it came, key included. */
function traces(): Defect {
  return fault('answers TRACE with the request', (call, next) => {
    if (call.request.method !== 'TRACE') return next();
    const lines = [...call.request.headers].map(([key, value]) => `${key}: ${value}`);
    const headers = { 'content-type': 'message/http', ...date() };
    return Promise.resolve(
      new Response(`TRACE ${call.url.pathname} HTTP/1.1\r\n${lines.join('\r\n')}`, { headers }),
    );
  });
}
