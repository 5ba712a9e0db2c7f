import type { Behaviour } from '../../harness/hostile-server.ts';
import { answer } from '../../harness/hostile-server.ts';
import { changesBody } from '../../../src/reference/defects/answers.ts';
import type { Defect } from '../../../src/reference/start.ts';
import * as behaviours from './behaviours.ts';
import { limits } from './limits.ts';
import { expect, settingsOf, test } from './run.ts';

const grep = 'DL-01|DL-08|DL-09';

type Conclusion = 'inconclusive' | 'nonconformant';

/** A sound API that hands out URLs of another origin; their paths and queries stay. */
const handsOut = (origin: string): Defect =>
  changesBody(`hands out URLs of ${origin}`, (body) => {
    const { pathname, search } = new URL(String(body['url']));
    return { ...body, url: origin + pathname + search };
  });

/** What storage does with every request → verdict of the run → sentence in the terminal. */
const situations: [what: string, behave: Behaviour, conclusion: Conclusion, sentence: RegExp][] = [
  ['closes each connection', behaviours.resets, 'inconclusive', /the connection is closed without an answer/],
  ['answers 503', behaviours.gives(answer(503)), 'inconclusive', /the target answers 503/],
  ['never answers', behaviours.hangs, 'inconclusive', /no answer within 20 s/],
  [
    'cuts each answer off where chance has it',
    behaviours.cutsAnywhere,
    'inconclusive',
    /cut off after \d+ octets/,
  ],
  ['cuts each answer off after the same octet', behaviours.cuts, 'nonconformant', /cut off after 11 octets/],
  [
    'speaks no HTTP',
    behaviours.gives(Buffer.from('SSH-2.0-x\r\n')),
    'nonconformant',
    /what comes is no HTTP answer .* at each of 6 attempts/,
  ],
  ['never ends its headers', behaviours.neverEndsItsHeaders, 'nonconformant', /longer than 128 KiB/],
  ['never ends its body', behaviours.neverEnds, 'nonconformant', /a body that is longer than \d+ octets/],
  ['answers a gzip bomb', behaviours.bombs.gzip, 'nonconformant', /a body that is longer than \d+ octets/],
  [
    'redirects to itself',
    behaviours.redirectsToItself,
    'nonconformant',
    /received +302 from the returned URL/,
  ],
  [
    'redirects to a metadata address',
    behaviours.gives(answer(302, { Location: 'http://169.254.169.254/latest' })),
    'nonconformant',
    /169\.254\.169\.254 is a link-local address/,
  ],
];

for (const [what, behave, conclusion, sentence] of situations)
  test(`storage that ${what} is ${conclusion}`, async ({ hostile, reference, suite }) => {
    test.setTimeout(limits.test);
    const { origin } = await hostile(behave);
    const run = await suite(settingsOf(await reference({ defect: handsOut(origin) })), grep);
    expect(run.stdout).toMatch(sentence);
    expect(run.report().verdict.conclusion).toBe(conclusion);
    expect(run.peak).toBeLessThan(limits.peak);
    expect(run.seconds).toBeLessThan(limits.seconds);
  });

for (const [what, origin, sentence] of [
  [
    'nothing listens',
    'http://127.0.0.1:9',
    /127\.0\.0\.1:9 takes no connection \(ECONNREFUSED\) at each of \d attempts/,
  ],
  ['the name does not resolve', 'http://files.invalid', /the name files\.invalid does not resolve/],
] as const)
  test(`URLs where ${what} are nonconformant while the API answers`, async ({ reference, suite }) => {
    test.setTimeout(limits.test);
    const run = await suite(settingsOf(await reference({ defect: handsOut(origin) })), grep);
    expect(run.stdout).toMatch(sentence);
    expect(run.report().requirements.find(({ id }) => id === 'DL-01')?.verdict).toBe('failed');
    expect(run.seconds).toBeLessThan(limits.seconds);
  });
