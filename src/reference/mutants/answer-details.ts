import { changesHeader } from '../defects/answers.ts';
import { isOperation } from './memory.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf, subtle } from './mutant.ts';
import { asksTo, eachNth } from './occasions.ts';
import { changesAnswer, changesMember, rewrites } from './rewriting.ts';

const { must, should } = mutantsOf('answer schema');

/** Successful answers that are wrong for one organisation, action or file, or on some occasions. */
export const answerDetails: readonly Mutant[] = [
  must(
    ['SCH-06'],
    changesMember('writes the name in the URL outside ASCII', 'url', (url) =>
      String(url).replaceAll('%C2%BA', '\u00ba'),
    ),
    { ...subtle, choices: { objectPath: 'named' } },
  ),
  must(
    ['EXP-04'],
    changesAnswer('announces milliseconds to the second organisation', (body, { request, reference }) =>
      request.headers.get('tenant-id') === reference.alt.tenant
        ? { ...body, expiresAt: Number(body['expiresAt']) * 1000 }
        : body,
    ),
    subtle,
  ),
  should(
    ['SCH-12'],
    rewrites(
      'writes success again at the end of each tenth answer',
      (text) => text.replace(/\}$/, ',"success":true}'),
      { when: eachNth(10, asksTo('view')) },
    ),
    subtle,
  ),
  must(
    ['SCH-03'],
    rewrites(
      'writes a control character into a name',
      (text) => text.replace(/"filename":"([^"]*) /, '"filename":"$1\t'),
      { when: asksTo('download') },
    ),
    subtle,
  ),
  must(
    ['SCH-02'],
    changesHeader(
      'says Content-Type twice',
      'content-type',
      'application/json, application/json',
      (response, call) => response.status === 200 && isOperation(call),
    ),
    subtle,
  ),
  must(
    ['SCH-02'],
    changesHeader(
      'forgets the semicolon before charset',
      'content-type',
      'application/json charset=utf-8',
      (response, call) => response.status === 200 && isOperation(call),
    ),
    subtle,
  ),
];
