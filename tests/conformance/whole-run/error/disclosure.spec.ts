import { header } from '../../../../src/client/exchange.ts';
import { patternOf } from '../../../../src/client/secret-forms.ts';
import { test } from '../../../../src/fixtures.ts';
import { quoted, textIn } from '../../../../src/judgement/body.ts';
import { leakIn } from '../../../../src/judgement/leak.ts';
import { essenceOf } from '../../../../src/judgement/media-type.ts';
import { changesBody, errorOf, on } from '../../../../src/reference/defects/answers.ts';
import { apiFault } from '../../../../src/reference/defects/fault.ts';
import { requirement } from '../../../../src/requirement.ts';
import { oddest } from '../../../../src/traffic/identifiers.ts';
import { everyAnswer } from '../../../../src/traffic/tour.ts';

const leak = requirement({
  id: 'ERR-07',
  level: 'SHOULD',
  clause: ['sec'],
  quote: 'good practice: an error tells nothing of the inside of the server',
  effect: 'none',
  defects: [
    changesBody(
      'shows the stack in validation errors',
      (body) => ({
        error: {
          ...errorOf(body),
          message: 'TypeError: x is not a function\n    at handler (/app/src/files.js:41:7)',
        },
      }),
      on(400, 422),
    ),
    changesBody(
      'shows the path of a missing file',
      (body) => ({ error: { ...errorOf(body), message: "ENOENT: no such file, open '/var/lib/files/x'" } }),
      on(404),
    ),
    changesBody(
      'shows the query',
      (body) => ({ error: { ...errorOf(body), detail: "SELECT * FROM files WHERE id = 'x'" } }),
      on(404),
    ),
  ],
});

test('SHOULD tell nothing of the inside of the server in an error', leak, async ({ session, judge }) => {
  const answers = (await everyAnswer(session)).filter(({ response }) => response.status >= 400);
  for (const answer of answers) {
    judge.each(answer, ({ response, request }) => {
      const body = Buffer.from(request.body ?? '').toString('utf8');
      const sent = [body, request.url, ...request.headers.map(([, value]) => value)].join('\n');
      const found = leakIn(textIn(response), sent, session.operation.path);
      return found && { received: `${found.kind}: ${quoted(found.words)}`, expected: 'no internal detail' };
    });
  }
});

const echo = requirement({
  id: 'ERR-08',
  level: 'SHOULD',
  clause: ['sec', 'RFC 9110 §17.9'],
  quote: 'good practice: an answer repeats neither a key nor markup that it was sent',
  effect: 'none',
  defects: [
    changesBody(
      'repeats the key in errors',
      (body, { request }) => ({ ...body, sent: request.headers.get('authorization') }),
      on(400, 499),
    ),
    apiFault('repeats markup in an HTML page', async (call, next) => {
      const response = await next();
      const page = `<p>${String(call.asked['fileId'])} was not found</p>`;
      return response.status === 404
        ? new Response(page, {
            status: 404,
            headers: { 'content-type': 'text/html', date: new Date().toUTCString() },
          })
        : response;
    }),
  ],
});

test('SHOULD repeat neither a key nor markup that was sent', echo, async ({ session, judge }) => {
  const { main, alt } = session.target;
  const keys = [main, ...(alt === undefined ? [] : [alt])].map(({ token }) => patternOf(token));
  const markup = '<script>alert(1)</script>';
  if (session.selected) {
    const { body } = await session.host();
    await session.send([{ body: { ...body, fileId: oddest }, because: `fileId with ${markup} in it` }]);
  }
  for (const answer of await everyAnswer(session)) {
    judge.each(answer, ({ response }) => {
      const text = textIn(response);
      const said = [text, ...response.headers.map(([, value]) => value)].join('\n');
      if (keys.some((key) => said.search(key) !== -1)) {
        return { received: `${response.status} with the key in it`, expected: 'no key in an answer' };
      }
      const html = essenceOf(header(response.headers, 'Content-Type')) === 'text/html';
      return html && text.includes(markup)
        ? { received: `${response.status} as HTML with ${markup} in it`, expected: 'escaped markup' }
        : undefined;
    });
  }
});
