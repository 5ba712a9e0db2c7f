import { changesBody, withText } from '../defects/answers.ts';
import type { Body } from '../defects/fault.ts';
import { apiFault } from '../defects/fault.ts';
import type { Defect } from '../start.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf, subtle } from './mutant.ts';
import { changesError } from './rewriting.ts';

const { must, should } = mutantsOf('error shapes');
const every = { from: 400, to: 499 };

/** Errors that say too little, too much, or what is not so. */
export const errorContents: readonly Mutant[] = [
  should(
    ['ERR-04'],
    changesError('leaves the code empty', (error) => ({ ...error, code: '' }), every),
  ),
  should(
    ['ERR-04'],
    changesError('leaves the message of a 404 empty', (error) => ({ ...error, message: '' }), { from: 404 }),
    subtle,
  ),
  should(
    ['ERR-04'],
    changesError(
      'writes a sentence for the code of a 404',
      (error) => ({ ...error, code: 'File not found.' }),
      { from: 404 },
    ),
    subtle,
  ),
  should(
    ['ERR-04'],
    changesError(
      'writes a sentence for the code of a 401',
      (error) => ({ ...error, code: 'Please supply a valid API key!' }),
      { from: 401 },
    ),
    subtle,
  ),
  should(
    ['ERR-05'],
    changesError('has one code', (error) => ({ ...error, code: 'ERROR' }), every),
  ),
  should(
    ['ERR-05'],
    changesError(
      'has one code for what is invalid and what is not found',
      (error) => ({ ...error, code: 'INVALID_REQUEST' }),
      { from: 404, to: 422 },
    ),
    subtle,
  ),
  must(
    ['ERR-06'],
    changesBody('says success true in a 404', (body) => ({ success: true, ...body }), { from: 404 }),
    subtle,
  ),
  must(
    ['ERR-06'],
    changesBody('says success true in a 422', (body) => ({ success: true, ...body }), { from: 422 }),
    subtle,
  ),
  must(['ERR-06', 'NF-01'], withStatus('answers 200 with an error when nothing is found', 404)),
  must(['ERR-06', 'AUT-01', 'AUT-04'], withStatus('answers 200 with an error without a key', 401)),
  must(['ERR-06'], withStatus('answers 200 with an error to what is not JSON', 400), subtle),
  should(
    ['ERR-07'],
    says(
      'lets the stack of an exception out',
      422,
      () =>
        'Error: invalid\n    at validate (/srv/app/node_modules/ajv/dist/ajv.js:146:21)\n    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)',
    ),
  ),
  should(
    ['ERR-07'],
    says(
      'lets the query out when nothing is found',
      404,
      () => 'SELECT * FROM files WHERE id = $1 LIMIT 1 returned no rows',
    ),
    subtle,
  ),
  should(
    ['ERR-07'],
    says(
      'lets the place of the object out when nothing is found',
      404,
      () => 'NoSuchKey: s3://flexportal-prod-files/eu/tenants/42/contracts',
    ),
    subtle,
  ),
  should(
    ['ERR-07'],
    says(
      'lets a path of the server out when JSON is malformed',
      400,
      () => 'Unexpected token in JSON (/home/deploy/app/src/routes/files.ts:31)',
    ),
    subtle,
  ),
  should(
    ['ERR-07'],
    says(
      'lets a traceback out when JSON is malformed',
      400,
      () => 'Traceback (most recent call last):\n  File "/app/main.py", line 12, in get_file_url',
    ),
    subtle,
  ),
  should(
    ['ERR-08'],
    says('tells the key back', 401, (key) => `The key ${key} is unknown.`),
  ),
  should(
    ['ERR-08'],
    says(
      'tells the key back in a refused tenant',
      403,
      (key) => `The key ${key} may not act for this tenant.`,
    ),
    subtle,
  ),
];

/** Answers errors of a status with 200. */
function withStatus(name: string, from: number): Defect {
  return apiFault(name, async (_, next) => {
    const response = await next();
    return response.status === from ? withText(response, await response.text(), 200) : response;
  });
}

/** Has errors of a status say something else, made of the key of the request. */
function says(name: string, status: number, message: (key: string) => string): Defect {
  return changesBody(
    name,
    ({ error, ...rest }, { request }) => {
      const key = /^\S+ (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1] ?? '';
      return { ...rest, error: { ...(error as Body), message: message(key) } };
    },
    { from: status },
  );
}
