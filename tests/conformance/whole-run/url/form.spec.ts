import { header, isAnswered } from '../../../../src/client/exchange.ts';
import type { Answered } from '../../../../src/client/exchange.ts';
import { redactUrl } from '../../../../src/client/redaction.ts';
import { patternOf } from '../../../../src/client/secret-forms.ts';
import { test } from '../../../../src/fixtures.ts';
import { objectIn } from '../../../../src/judgement/body.ts';
import { secretIn } from '../../../../src/judgement/secret-search.ts';
import { changesBody, changesHeader } from '../../../../src/reference/defects/answers.ts';
import { fault } from '../../../../src/reference/defects/fault.ts';
import { withField } from '../../../../src/reference/defects/storage.ts';
import { requirement } from '../../../../src/requirement.ts';
import type { Session } from '../../../../src/session.ts';
import { deliveries } from '../../../../src/traffic/deliveries.ts';
import { everyHandout } from '../../../../src/traffic/tour.ts';

/** Every success of the run that has a url which parses. */
async function urls(session: Session): Promise<{ answer: Answered; url: URL }[]> {
  return (await everyHandout(session)).flatMap((answer) => {
    const url = objectIn(answer.response)?.['url'];
    return typeof url === 'string' && URL.canParse(url) ? [{ answer, url: new URL(url) }] : [];
  });
}

const https = requirement({
  id: 'URL-01',
  level: 'SHOULD',
  clause: ['P: Overview', 'sec'],
  quote: 'Signed URLs provide secure, time-limited access',
  effect: 'none',
  defects: [
    changesBody('hands out http URLs', (body) => ({
      ...body,
      url: 'http://files.example.com/a?signature=0123456789abcdef',
    })),
  ],
});

test('SHOULD hand out https URLs', https, async ({ session, judge, connection }) => {
  const all = await urls(session);
  for (const { answer, url } of all) {
    const { reach } = await connection.hosts.of(url.hostname);
    if (reach === 'loopback') continue;
    judge.each(answer, () =>
      url.protocol === 'https:' ? undefined : { received: redactUrl(url.href), expected: 'an https URL' },
    );
  }
  if (all.length > 0) judge.inapplicable('the storage is on a loopback address');
});

/** Characters of the shortest key that is searched for. */
const shortestKey = 8;

const noSecret = requirement({
  id: 'URL-03',
  level: 'MUST',
  clause: ['P: Overview', 'RFC 9110 §17.9'],
  quote: 'without exposing credentials',
  effect: 'none',
  defects: [
    changesBody('puts the key into the query', (body, { reference }) => ({
      ...body,
      url: `${String(body['url'])}&key=${reference.main.token}`,
    })),
    fault('sends the key along with files', async (call, next) => {
      const response = await next();
      return call.url.pathname.startsWith('/storage/')
        ? withField(response, 'x-key', call.reference.main.token)
        : response;
    }),
    changesBody('puts the key into the query in base64', (body, { reference }) => ({
      ...body,
      url: `${String(body['url'])}&auth=${Buffer.from(`user:${reference.main.token}`).toString('base64url')}`,
    })),
    changesBody(
      'puts the key into the user part for downloads',
      (body, { reference }) => ({
        ...body,
        url: String(body['url']).replace('://', `://${reference.main.token}@`),
      }),
      { when: ({ asked }) => asked['action'] === 'download' },
    ),
  ],
});

test('MUST NOT put a key into a URL, or tell it to who reads one', noSecret, async ({ session, judge }) => {
  const { main, alt } = session.target;
  const secrets = [
    { value: main.token, name: 'TARGET_TOKEN' },
    ...(alt === undefined ? [] : [{ value: alt.token, name: 'TARGET_ALT_TOKEN' }]),
  ];
  const findable = secrets.filter(({ value }) => value.length >= shortestKey);
  if (findable.length < secrets.length)
    judge.undecided(`a key of fewer than ${shortestKey} characters would be found by chance`);
  for (const { answer, url } of await urls(session)) {
    judge.each(answer, () => {
      const name = secretIn(url.href, findable);
      return name === undefined
        ? undefined
        : { received: `the value of ${name} in the url`, expected: 'no key, in no encoding' };
    });
  }
  if (session.selected) await deliveries(session);
  for (const exchange of session.evidence
    .final()
    .filter(isAnswered)
    .filter(({ channel }) => channel === 'storage')) {
    const told = findable.find(({ value }) => patternOf(value).test(textIn(exchange)));
    if (told !== undefined)
      judge.each(exchange, () => ({
        received: `the value of ${told.name} in the answer`,
        expected: 'no key, in no encoding',
      }));
  }
});

/** What storage says besides the octets of a file. */
function textIn({ response }: Answered): string {
  const fields = response.headers.map((field) => field.join(': ')).join('\n');
  return response.status < 300 ? fields : `${fields}\n${Buffer.from(response.body).toString('latin1')}`;
}

const clean = requirement({
  id: 'URL-10',
  level: 'SHOULD',
  clause: ['RFC 9110 §4.2.4', 'sec'],
  quote: 'A sender MUST NOT generate the userinfo subcomponent',
  effect: 'none',
  defects: [
    changesBody('puts a user into the url', (body) => ({
      ...body,
      url: String(body['url']).replace('://', '://user:pw@'),
    })),
    changesBody('adds a fragment', (body) => ({ ...body, url: `${String(body['url'])}#file` })),
    changesBody('points to a metadata address', (body) => ({
      ...body,
      url: 'http://169.254.169.254/latest/meta-data',
    })),
    changesBody('points to a private host name', (body) => ({
      ...body,
      url: 'https://minio.internal.invalid/bucket/a?signature=0123456789abcdef',
    })),
  ],
});

test(
  'SHOULD hand out URLs without user and fragment, for a host that a client reaches',
  clean,
  async ({ session, judge, connection }) => {
    for (const { answer, url } of await urls(session)) {
      const { refusal: problem } = await connection.hosts.of(url.hostname);
      judge.each(answer, () => {
        if (url.username !== '' || url.password !== '')
          return { received: 'a url with a user part', expected: 'no user part' };
        if (url.hash !== '')
          return { received: `a url with the fragment ${url.hash}`, expected: 'no fragment' };
        return problem === undefined
          ? undefined
          : { received: `a url for ${url.hostname}: ${problem}`, expected: 'a host that a client reaches' };
      });
    }
  },
);

const noStore = requirement({
  id: 'URL-11',
  level: 'SHOULD',
  clause: ['RFC 9111 §5.2.2.5', 'sec'],
  quote:
    'The no-store response directive indicates that a cache MUST NOT store any part of either the immediate request or the response',
  effect: 'none',
  defects: [
    changesHeader('lets answers be cached', 'cache-control', 'max-age=3600', ({ status }) => status === 200),
    changesHeader('sends no Cache-Control', 'cache-control', null, ({ status }) => status === 200),
  ],
});

test('SHOULD forbid caches to store the answer', noStore, async ({ session, judge }) => {
  for (const answer of await everyHandout(session)) {
    judge.each(answer, ({ response }) => {
      const value = header(response.headers, 'Cache-Control');
      const directives = (value ?? '')
        .toLowerCase()
        .split(',')
        .map((directive) => directive.trim());
      return directives.includes('no-store')
        ? undefined
        : { received: `Cache-Control: ${value ?? '(absent)'}`, expected: 'no-store' };
    });
  }
});
