import { changesBody, changesHeader, errorAnswer, withText } from '../defects/answers.ts';
import { apiFault } from '../defects/fault.ts';
import type { Defect } from '../start.ts';
import { principals } from './identities.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf, subtle } from './mutant.ts';
import { changesError, rewrites } from './rewriting.ts';
import { fieldOf } from './request-fields.ts';

const { must, should } = mutantsOf('error shapes');

/** Errors that are wrong for some clients, or in a way of their own. */
export const errorBlemishes: readonly Mutant[] = [
  must(
    ['ERR-01'],
    rewrites('puts a BOM before the JSON of a 404', (text) => `\uFEFF${text}`, { from: 404 }),
    subtle,
  ),
  must(
    ['ERR-03'],
    rewrites('puts a BOM before the JSON of a 401', (text) => `\uFEFF${text}`, { from: 401 }),
    subtle,
  ),
  must(
    ['ERR-03'],
    rewrites(
      'lets a notice out behind the JSON of a 422',
      (text) => `${text}\nPHP Notice:  Undefined index`,
      { from: 422 },
    ),
    subtle,
  ),
  should(
    ['ERR-01', 'SCH-12'],
    rewrites('writes code twice in a 404', (text) => text.replace('"code":', '"code":"ERROR","code":'), {
      from: 404,
    }),
    subtle,
  ),
  must(
    ['ERR-01', 'ERR-03'],
    rewrites('guards the JSON of errors against inclusion', (text) => `)]}',\n${text}`, {
      from: 400,
      to: 499,
    }),
    subtle,
  ),
  should(['ERR-04', 'ERR-05'], numbers(), subtle),
  should(
    ['ERR-04'],
    changesError(
      'writes [object Object] for the message of a 422',
      (error) => ({ ...error, message: '[object Object]' }),
      { from: 422 },
    ),
    subtle,
  ),
  should(
    ['ERR-07'],
    changesError(
      'names the database in a 404 for a download',
      (error) => ({ ...error, message: 'select failed: connect 10.0.3.17:5432, database files_prod' }),
      { from: 404, when: ({ asked }) => asked['action'] === 'download' },
    ),
    subtle,
  ),
  should(
    ['ERR-07', 'ERR-08'],
    changesBody(
      'tells who the tenant belongs to',
      (body, call) => {
        const [, alt] = principals(call);
        const isForeign =
          fieldOf(call, 'tenant-id') === alt?.tenant ||
          fieldOf(call, 'authorization').endsWith(alt?.token ?? '?');
        return isForeign
          ? {
              error: {
                code: 'FORBIDDEN_TENANT',
                message: `Known tenants: ${principals(call)
                  .map(({ tenant }) => tenant)
                  .join(', ')}`,
              },
            }
          : body;
      },
      { from: 403 },
    ),
    subtle,
  ),
  must(
    ['ERR-06'],
    changesBody(
      'puts the url of the file into the refusal of a lifetime',
      (body, { asked, reference }) => {
        const file =
          typeof asked['fileId'] === 'string' ? reference.files.withId(asked['fileId']) : undefined;
        return file && 'expiresInMinutes' in asked
          ? {
              ...body,
              data: {
                url: reference.sign('GET', file.objectPath, Math.floor(reference.now() / 1000) + 3600, {
                  disposition: 'inline',
                }).href,
              },
            }
          : body;
      },
      { from: 422 },
    ),
    subtle,
  ),
  must(
    ['ERR-01'],
    changesError('gives an error of a 404 as a list', (error) => [error], { from: 404 }),
    subtle,
  ),
  must(
    ['ERR-02'],
    changesHeader(
      'says two types on a 404',
      'content-type',
      'application/json, text/html',
      ({ status }, { url }) => status === 404 && url.pathname === '/v1/files/url',
    ),
    subtle,
  ),
  must(
    ['ERR-03'],
    changesHeader(
      'forgets the semicolon before the charset of a 422',
      'content-type',
      'application/json charset=utf-8',
      ({ status }) => status === 422,
    ),
    subtle,
  ),
];

/** Writes a number of its own into each code. */
function numbers(): Defect {
  let count = 0x8f3a;
  return apiFault('gives each error a code of its own', async (_, next) => {
    const response = await next();
    if (response.status < 400) return response;
    const { error } = (await response.clone().json()) as { error: { code: string; message: string } };
    count += 7;
    const text = JSON.stringify({
      error: { ...error, code: `${error.code}_${count.toString(16).toUpperCase()}` },
    });
    return response.status >= 500 ? errorAnswer(500, 'INTERNAL') : withText(response, text);
  });
}
