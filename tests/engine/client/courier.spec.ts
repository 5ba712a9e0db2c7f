import { Evidence } from '../../../src/client/evidence.ts';
import type { Exchange } from '../../../src/client/exchange.ts';
import { Pace } from '../../../src/client/pace.ts';
import type { Behaviour } from '../../harness/hostile-server.ts';
import { answer } from '../../harness/hostile-server.ts';
import { expect, limits, test } from './test.ts';

/** Does one thing after the other, the last of them from then on. */
const inTurn =
  (...steps: Behaviour[]): Behaviour =>
  (socket, request, nth) =>
    steps[Math.min(nth, steps.length - 1)]?.(socket, request, nth);
const gives =
  (status: number, fields: Record<string, string> = {}): Behaviour =>
  (socket) =>
    void socket.write(answer(status, fields, String(status)));
const drops: Behaviour = (socket) => void socket.resetAndDestroy();
const get = (url: string): { method: string; url: string; headers: [] } => ({
  method: 'GET',
  url,
  headers: [],
});

test('sends the same request once, also when it is asked for at the same time', async ({
  serve,
  courier,
}) => {
  const server = await serve(gives(200));
  const one = courier();
  const send = (): Promise<Exchange> => one.deliver(get(server.origin), limits);
  const exchanges = [...(await Promise.all([send(), send(), send()])), await send()];
  expect(server.seen).toHaveLength(1);
  expect(new Set(exchanges).size).toBe(1);
});

const differences: [what: string, change: Record<string, unknown>][] = [
  ['method', { method: 'DELETE' }],
  ['URL', { url: '/other' }],
  ['field value', { headers: [['A', '2']] }],
  ['case of a field name', { headers: [['a', '1']] }],
  [
    'order of fields',
    {
      headers: [
        ['B', '1'],
        ['A', '1'],
      ],
    },
  ],
  ['body', { body: Buffer.from('{"a": 1}') }],
  ['absence of a body', { body: undefined }],
];

for (const [what, change] of differences)
  test(`takes another ${what} for another request`, async ({ serve, courier }) => {
    const server = await serve(gives(200));
    const one = courier();
    const usual = {
      method: 'POST',
      url: '/',
      headers: [
        ['A', '1'],
        ['B', '1'],
      ] as const,
      body: Buffer.from('{"a":1}'),
    };
    for (const sent of [usual, { ...usual, ...change }])
      await one.deliver({ ...sent, url: server.origin + sent.url }, limits);
    expect(server.seen).toHaveLength(2);
  });

test('repeats a request on another occasion', async ({ serve, courier }) => {
  const server = await serve(gives(200));
  const one = courier();
  for (const occasion of ['', 'second', 'third', 'second'])
    await one.deliver(get(server.origin), limits, occasion);
  expect(server.seen).toHaveLength(3);
});

for (const status of [200, 301, 400, 401, 404, 500, 501, 505])
  test(`takes ${status} for an answer`, async ({ serve, courier }) => {
    const server = await serve(gives(status));
    const { response, trouble } = await courier().deliver(get(server.origin), limits);
    expect(response?.status).toBe(status);
    expect(trouble).toBeUndefined();
    expect(server.seen).toHaveLength(1);
  });

const passing: [name: string, step: Behaviour, kind: string][] = [
  ...[502, 503, 504].map((status): [string, Behaviour, string] => [String(status), gives(status), 'gateway']),
  ['a dropped connection', drops, 'dropped'],
  ['silence', () => undefined, 'timeout'],
];

for (const [name, step, kind] of passing)
  test(`tries again after ${name} and lists the earlier attempt`, async ({ serve, courier }) => {
    const server = await serve(inTurn(step, gives(200)));
    const evidence = new Evidence();
    const exchange = await courier({ evidence }).deliver(get(server.origin), limits);
    expect(exchange.response?.status).toBe(200);
    expect(exchange.trouble).toBeUndefined();
    const earlier = evidence.all().filter(({ id }) => exchange.earlier.includes(id));
    expect(earlier.map(({ trouble }) => trouble?.kind)).toEqual([kind]);
    expect(evidence.final()).toEqual([exchange]);
  });

test('gives up after three attempts and says that the target answers otherwise', async ({
  serve,
  courier,
}) => {
  const server = await serve(gives(503));
  const one = courier();
  one.probe = () => Promise.resolve(true);
  const exchange = await one.deliver(get(server.origin), limits);
  expect(server.seen).toHaveLength(3);
  expect(exchange).toMatchObject({
    trouble: { kind: 'gateway', others: 'answered' },
    earlier: ['api-0001', 'api-0002'],
  });
});

test('tries once only when three requests stayed in trouble of a silent target', async ({
  serve,
  courier,
}) => {
  const server = await serve(gives(502));
  const one = courier();
  const paths = ['/1', '/2', '/3', '/4'];
  await Promise.all(paths.slice(0, 3).map((path) => one.deliver(get(server.origin + path), limits)));
  const { trouble } = await one.deliver(get(`${server.origin}/4`), limits);
  expect(trouble?.others).toBe('silent');
  const counts = paths.map((path) => server.seen.filter(({ target }) => target === path).length);
  expect(counts).toEqual([3, 3, 3, 1]);
});

/** An HTTP-date at least a time ahead: it has whole seconds only. */
const dateIn = (milliseconds: number): string =>
  new Date(Math.ceil((Date.now() + milliseconds) / 1000) * 1000).toUTCString();

const waits: [name: string, field: () => Record<string, string>, atLeast: number][] = [
  ['in seconds', () => ({ 'Retry-After': '1' }), 950],
  ['as a date', () => ({ 'Retry-After': dateIn(300) }), 250],
  ['that is invalid', () => ({ 'Retry-After': 'soon' }), 950],
];

for (const [name, field, atLeast] of waits)
  test(`a 429 with a Retry-After ${name} holds back everybody and is repeated`, async ({
    serve,
    courier,
  }) => {
    const times: number[] = [];
    const server = await serve((socket, request, nth) => {
      times.push(Date.now());
      gives(nth === 0 ? 429 : 200, nth === 0 ? field() : {})(socket, request, nth);
    });
    const one = courier({ pace: new Pace({ atOnce: 2 }) });
    const first = one.deliver(get(`${server.origin}/first`), limits);
    await expect.poll(() => times.length, { intervals: [10] }).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 30));
    const exchanges = await Promise.all([first, one.deliver(get(`${server.origin}/second`), limits)]);
    expect(exchanges.map(({ response }) => response?.status)).toEqual([200, 200]);
    expect(exchanges[0].earlier).toHaveLength(1);
    const [start = 0, ...later] = times;
    expect(later).toHaveLength(2);
    for (const time of later) expect(time - start).toBeGreaterThanOrEqual(atLeast);
  });

test('gives up at once when a 429 asks for a longer wait than a run has, and sends nothing more', async ({
  serve,
  courier,
}) => {
  const server = await serve(gives(429, { 'Retry-After': '86400' }));
  const one = courier();
  const [first, second] = [
    await one.deliver(get(`${server.origin}/first`), limits),
    await one.deliver(get(`${server.origin}/second`), limits),
  ];
  for (const { trouble } of [first, second]) expect(trouble?.kind).toBe('rate-limited');
  expect(second.response).toBeUndefined();
  expect(server.seen).toHaveLength(1);
});

test('does not repeat what it must not connect to', async ({ serve, courier }) => {
  const server = await serve(gives(200));
  const exchange = await courier({ from: 'public' }).deliver(get(server.origin), limits);
  expect(exchange).toMatchObject({ trouble: { kind: 'forbidden' }, earlier: [] });
  expect(server.seen).toHaveLength(0);
});
