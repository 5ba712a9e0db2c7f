import { header } from '../../../../src/client/exchange.ts';
import { test } from '../../../../src/fixtures.ts';
import { challengesIn } from '../../../../src/judgement/challenge.ts';
import { quoted } from '../../../../src/judgement/body.ts';
import { changesHeader } from '../../../../src/reference/defects/answers.ts';
import { requirement } from '../../../../src/requirement.ts';
import type { Session } from '../../../../src/session.ts';
import type { Answered } from '../../../../src/client/exchange.ts';
import { everyAnswer } from '../../../../src/traffic/tour.ts';

const unauthorized = ({ status }: { status: number }): boolean => status === 401;

async function refusals(session: Session): Promise<Answered[]> {
  return (await everyAnswer(session)).filter(({ response }) => unauthorized(response));
}

const challenge = requirement({
  id: 'AUT-02',
  level: 'MUST',
  clause: ['RFC 9110 §15.5.2', 'RFC 9110 §11.6.1'],
  quote:
    'The server generating a 401 response MUST send a WWW-Authenticate header field containing at least one challenge',
  effect: 'none',
  defects: [
    changesHeader('sends no challenge', 'www-authenticate', null, unauthorized),
    changesHeader(
      'sends no challenge for an unknown key',
      'www-authenticate',
      null,
      (response, { request }) => unauthorized(response) && request.headers.has('authorization'),
    ),
    changesHeader('sends an empty challenge', 'www-authenticate', '', unauthorized),
  ],
});

test('MUST send a challenge with every 401', challenge, async ({ session, judge }) => {
  for (const answer of await refusals(session)) {
    judge.each(answer, ({ response }) => {
      const value = header(response.headers, 'WWW-Authenticate');
      if (value !== undefined && challengesIn(value) !== undefined) return undefined;
      return {
        received: `401 with WWW-Authenticate: ${value === undefined ? '(absent)' : quoted(value)}`,
        expected: 'at least one challenge',
      };
    });
  }
});

const scheme = requirement({
  id: 'AUT-03',
  level: 'SHOULD',
  clause: ['RFC 6750 §3', '#/components/securitySchemes/bearerAuth'],
  quote: 'scheme: bearer',
  effect: 'none',
  defects: [
    changesHeader('challenges for Basic', 'www-authenticate', 'Basic realm="FlexPortal"', unauthorized),
  ],
});

test('SHOULD challenge for Bearer', scheme, async ({ session, judge }) => {
  for (const answer of await refusals(session)) {
    judge.each(answer, ({ response }) => {
      const value = header(response.headers, 'WWW-Authenticate');
      const challenges = value === undefined ? undefined : challengesIn(value);
      if (challenges === undefined || challenges.some((one) => one.scheme === 'bearer')) return undefined;
      return { received: `WWW-Authenticate: ${value}`, expected: 'a Bearer challenge' };
    });
  }
});

const errorCode = requirement({
  id: 'AUT-05',
  level: 'SHOULD',
  clause: ['RFC 6750 §3.1'],
  quote:
    'If the request lacks any authentication information, the resource server SHOULD NOT include an error code',
  effect: 'none',
  defects: [
    changesHeader('never says invalid_token', 'www-authenticate', 'Bearer realm="FlexPortal"', unauthorized),
    changesHeader(
      'always says invalid_token',
      'www-authenticate',
      'Bearer error="invalid_token"',
      unauthorized,
    ),
  ],
});

test(
  'SHOULD say invalid_token for an unknown key, and no error without one',
  errorCode,
  async ({ session, judge }) => {
    const keys = [session.target.main.token, session.target.alt?.token];
    for (const answer of await refusals(session)) {
      const sent = header(answer.request.headers, 'Authorization');
      const supplied = sent !== undefined && /^bearer +[\w\-.~+/]+=*$/i.test(sent);
      const valid = sent !== undefined && keys.includes(sent.replace(/^bearer +/i, ''));
      if (valid || (!supplied && sent !== undefined)) continue;
      judge.each(answer, ({ response }) => {
        const value = header(response.headers, 'WWW-Authenticate') ?? '';
        const bearer = challengesIn(value)?.find((one) => one.scheme === 'bearer');
        const error = bearer?.parameters.get('error');
        if (bearer === undefined || error === (supplied ? 'invalid_token' : undefined)) return undefined;
        return {
          received: `WWW-Authenticate: ${value}`,
          expected: supplied ? 'error="invalid_token"' : 'no error code',
        };
      });
    }
  },
);
