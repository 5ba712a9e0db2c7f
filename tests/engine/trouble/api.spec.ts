import { answer } from '../../harness/hostile-server.ts';
import type { Behaviour } from '../../harness/hostile-server.ts';
import * as behaviours from './behaviours.ts';
import { limits } from './limits.ts';
import { expect, settingsFor, settingsOf, test } from './run.ts';

const grep = 'ACC-01|SCH-0[13]|DL-01|DL-08|ROB-01';

type Conclusion = 'inconclusive' | 'nonconformant';

/** What the API does with every request → verdict of the run → sentence in the terminal; docs/trouble.md has the same table. */
const situations: [what: string, behave: Behaviour, conclusion: Conclusion, sentence: RegExp][] = [
  ['closes each connection', behaviours.resets, 'inconclusive', /the connection is closed without an answer/],
  [
    'cuts each answer off',
    behaviours.cuts,
    'inconclusive',
    /cut off after 11 octets, the connection is closed/,
  ],
  ['answers 502', behaviours.gives(answer(502)), 'inconclusive', /the target answers 502/],
  ['answers 503', behaviours.gives(answer(503)), 'inconclusive', /the target answers 503/],
  ['answers 504', behaviours.gives(answer(504)), 'inconclusive', /the target answers 504/],
  ['never answers', behaviours.hangs, 'inconclusive', /no answer within 10 s/],
  ['sends an octet a second', behaviours.dribbles, 'inconclusive', /not at its end within 20 s/],
  [
    'announces more octets than it sends',
    behaviours.announcesMore,
    'inconclusive',
    /nothing more comes for 10 s/,
  ],
  [
    'never ends its headers',
    behaviours.neverEndsItsHeaders,
    'inconclusive',
    /header section of the answer is longer than 128 KiB/,
  ],
  [
    'speaks no HTTP',
    behaviours.gives(Buffer.from('SSH-2.0-x\r\n')),
    'inconclusive',
    /what comes is no HTTP answer/,
  ],
  [
    'announces fewer octets than it sends',
    behaviours.announcesFewer,
    'nonconformant',
    /a body that is not JSON/,
  ],
  ['answers 100 MB', behaviours.gives100Megabytes, 'nonconformant', /a body that is longer than 1 MiB/],
  [
    'answers 50 MB of broken JSON',
    behaviours.gives50MegabytesOfBrokenJson,
    'nonconformant',
    /a body that is longer than 1 MiB/,
  ],
  ['never ends its body', behaviours.neverEnds, 'nonconformant', /a body that is longer than 1 MiB/],
  ['answers a gzip bomb', behaviours.bombs.gzip, 'nonconformant', /a body that is longer than 1 MiB/],
  ['answers a brotli bomb', behaviours.bombs.brotli, 'nonconformant', /a body that is longer than 1 MiB/],
  [
    'calls gzip what is none',
    behaviours.isNotGzip,
    'nonconformant',
    /a body that is not what its Content-Encoding says/,
  ],
  ['answers JSON of 10,000 levels', behaviours.nests(10_000), 'nonconformant', /on more than 500 levels/],
  ['answers what is not UTF-8', behaviours.isNotUtf8, 'nonconformant', /a body that is not UTF-8/],
  ['redirects to itself', behaviours.redirectsToItself, 'nonconformant', /received +302/],
  ['answers 500', behaviours.gives(answer(500)), 'nonconformant', /received +500/],
];

for (const [what, behave, conclusion, sentence] of situations)
  test(`an API that ${what} is ${conclusion}`, async ({ hostile, suite }) => {
    test.setTimeout(limits.test);
    const run = await suite(settingsFor((await hostile(behave)).origin), grep);
    expect(run.stdout).toMatch(sentence);
    expect(run.report().verdict.conclusion).toBe(conclusion);
    expect(run.report().requirements.filter(({ verdict }) => verdict === 'error')).toEqual([]);
    expect(run.peak).toBeLessThan(limits.peak);
    expect(run.seconds).toBeLessThan(limits.seconds);
  });

test('a redirect to another host is an answer, and nothing is sent there', async ({ hostile, suite }) => {
  test.setTimeout(limits.test);
  const other = await hostile(behaviours.hangs);
  const { origin } = await hostile(
    behaviours.gives(answer(307, { Location: `${other.origin}/v1/files/url` })),
  );
  const run = await suite(settingsFor(origin), grep);
  expect(run.stdout).toMatch(/received +307/);
  expect(other.seen).toEqual([]);
});

for (const [what, url, sentence] of [
  ['a closed port', 'http://127.0.0.1:9', /127\.0\.0\.1:9 takes no connection \(ECONNREFUSED\)/],
  ['a name that does not resolve', 'http://api.invalid', /the name api\.invalid does not resolve/],
] as const)
  test(`${what} is inconclusive`, async ({ suite }) => {
    test.setTimeout(limits.test);
    const run = await suite(settingsFor(url), grep);
    expect(run.stdout).toMatch(sentence);
    expect(run.report().verdict.conclusion).toBe('inconclusive');
    expect(run.seconds).toBeLessThan(limits.seconds);
  });

test('a server without TLS behind an https URL is inconclusive', async ({ hostile, suite }) => {
  test.setTimeout(limits.test);
  const { port } = await hostile(behaviours.hangs, 'HTTP/1.1 400 Bad Request\r\n\r\n');
  const run = await suite(settingsFor(`https://127.0.0.1:${port}`), grep);
  expect(run.stdout).toMatch(/no TLS connection with 127\.0\.0\.1:\d+: wrong version number/);
  expect(run.report().verdict.conclusion).toBe('inconclusive');
  expect(run.seconds).toBeLessThan(limits.seconds);
});

test('a slow API keeps its true verdict', async ({ reference, suite }) => {
  test.setTimeout(limits.test);
  const run = await suite(settingsOf(await reference({ choices: { latency: 1500 } })), 'ACC-01|SCH-01');
  expect(run.report().verdict.conclusion).toBe('partial');
});
