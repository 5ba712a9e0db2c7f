import { Courier } from '../../../src/client/courier.ts';
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

test('blames a request when it fails six times and the target answers a control after each of the last four', async ({
  serve,
  courier,
}) => {
  const server = await serve(gives(503));
  const one = courier();
  let controls = 0;
  one.probe = () => Promise.resolve((controls += 1) > 0);
  const { trouble, earlier } = await one.deliver(get(server.origin), limits);
  expect(trouble).toMatchObject({ kind: 'gateway', others: 'answered' });
  expect([server.seen.length, earlier.length, controls]).toEqual([6, 5, 4]);
});

test('blames no request while the target answers no control either', async ({ serve, courier }) => {
  const server = await serve(gives(503));
  const one = courier();
  one.probe = () => Promise.resolve(false);
  const { trouble } = await one.deliver(get(server.origin), limits);
  expect(trouble).toMatchObject({ kind: 'gateway', others: 'silent' });
  expect(server.seen).toHaveLength(3);
});

test('sends nothing more to a target that never answered, for a while', async ({ serve, courier }) => {
  const server = await serve(gives(502));
  const one = courier();
  const paths = ['/1', '/2', '/3', '/4'];
  await Promise.all(paths.slice(0, 3).map((path) => one.deliver(get(server.origin + path), limits)));
  const { trouble } = await one.deliver(get(`${server.origin}/4`), limits);
  expect(trouble).toMatchObject({ kind: 'unsent', others: 'silent' });
  const counts = paths.map((path) => server.seen.filter(({ target }) => target === path).length);
  expect(counts).toEqual([3, 3, 3, 0]);
});

test('waits for a target that answered before, and goes on when it is back', async ({ serve, courier }) => {
  let isDown = false;
  const server = await serve((...request) => {
    (isDown ? drops : gives(200))(...request);
  });
  const one = courier();
  await one.deliver(get(`${server.origin}/before`), limits);
  isDown = true;
  const exchange = one.deliver(get(`${server.origin}/meanwhile`), limits);
  await expect.poll(() => server.seen.length, { intervals: [10] }).toBe(4);
  isDown = false;
  expect((await exchange).response?.status).toBe(200);
});

test('a request that is sent once is neither repeated nor remembered', async ({ serve, courier }) => {
  const server = await serve(drops);
  const evidence = new Evidence();
  const one = courier({ evidence });
  const { trouble } = await one.once(get(server.origin), limits);
  expect(trouble?.kind).toBe('dropped');
  expect(server.seen).toHaveLength(1);
  expect([evidence.all().length, evidence.final().length]).toEqual([1, 0]);
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
  expect([first.trouble?.kind, second.trouble?.kind]).toEqual(['rate-limited', 'unsent']);
  expect(second.response).toBeUndefined();
  expect(server.seen).toHaveLength(1);
});

test('does not repeat what it must not connect to', async ({ serve, courier }) => {
  const server = await serve(gives(200));
  const exchange = await courier({ from: 'public' }).deliver(get(server.origin), limits);
  expect(exchange).toMatchObject({ trouble: { kind: 'forbidden' }, earlier: [] });
  expect(server.seen).toHaveLength(0);
});

const cuts: [name: string, sizes: number[], outcome: string | undefined][] = [
  ['after the same octet each time', [5], undefined],
  ['now here, now there', [5, 3, 4], 'dropped'],
];

for (const [name, sizes, outcome] of cuts)
  test(`an answer of storage that is cut off ${name} is ${outcome ?? 'its answer'}`, async ({
    serve,
    courier,
  }) => {
    const server = await serve((socket, _, nth) => {
      socket.end(answer(200, { 'Content-Length': '100' }, 'x'.repeat(sizes[nth % sizes.length] ?? 0)));
    });
    const { response, trouble } = await courier({ channel: 'storage' }).deliver(get(server.origin), limits);
    expect(response?.incomplete).toContain('cut off after');
    expect(trouble?.kind).toBe(outcome);
  });

test('requests to a shared origin go by its pace', async ({ serve, transport }) => {
  const server = await serve(gives(429, { 'Retry-After': '86400' }));
  const [own, shared] = [new Pace({ atOnce: 1 }), new Pace({ atOnce: 1 })];
  const one = new Courier('storage', transport(), new Evidence(), own, {
    origin: server.origin,
    pace: shared,
  });
  await one.deliver(get(server.origin), limits);
  expect([own.pausedFor() > 0, shared.pausedFor() > 0]).toEqual([false, true]);
});
