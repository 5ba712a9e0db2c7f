import { Storage } from '../../../src/client/storage.ts';
import { answer } from '../../harness/hostile-server.ts';
import { expect, test } from './test.ts';

for (const status of [301, 302, 303, 307, 308])
  test(`follows a ${status} with a relative Location by GET`, async ({ serve, courier }) => {
    const server = await serve((socket, { target }) =>
      socket.write(target === '/a/b?c' ? answer(status, { Location: '../d?e' }) : answer(200, {}, 'file')),
    );
    const { hops, last } = await new Storage(courier({ channel: 'storage' })).get(`${server.origin}/a/b?c`);
    expect(server.seen.map(({ method, target }) => `${method} ${target}`)).toEqual([
      'GET /a/b?c',
      'GET /d?e',
    ]);
    expect(hops.map(({ response }) => response?.status)).toEqual([status, 200]);
    expect(last).toBe(hops[1]);
  });

test('follows five redirects and stops at the sixth', async ({ serve, courier }) => {
  const server = await serve((socket, _, nth) => socket.write(answer(302, { Location: `/${nth + 1}` })));
  const { hops, last } = await new Storage(courier({ channel: 'storage' })).get(`${server.origin}/0`);
  expect(hops).toHaveLength(6);
  expect(last.response?.status).toBe(302);
  expect(server.seen).toHaveLength(6);
});

test('ends in a loop without asking again', async ({ serve, courier }) => {
  const server = await serve((socket, { target }) =>
    socket.write(answer(302, { Location: target === '/a' ? '/b' : '/a' })),
  );
  const { last } = await new Storage(courier({ channel: 'storage' })).get(`${server.origin}/a`);
  expect(last.response?.status).toBe(302);
  expect(server.seen).toHaveLength(2);
});

const dead: [name: string, fields: Record<string, string>][] = [
  ['no Location', {}],
  ['a Location that does not parse', { Location: 'http://[' }],
  ['a Location that is no http', { Location: 'file:///etc/passwd' }],
  ['a mail address as Location', { Location: 'mailto:a@example.com' }],
];

for (const [name, fields] of dead)
  test(`stops at a redirect with ${name}`, async ({ serve, courier }) => {
    const server = await serve((socket) => socket.write(answer(302, fields)));
    const { hops } = await new Storage(courier({ channel: 'storage' })).get(server.origin);
    expect(hops).toHaveLength(1);
  });

test('never sends a key, a tenant or a cookie, also not after a redirect', async ({ serve, courier }) => {
  const server = await serve((socket, _, nth) =>
    socket.write(answer(nth === 0 ? 302 : 200, { Location: '/b', 'Set-Cookie': 'session=1; Path=/' })),
  );
  await new Storage(courier({ channel: 'storage' })).get(`${server.origin}/a`);
  const names = server.seen.flatMap(({ fields }) => fields.map(([name]) => name.toLowerCase()));
  expect(server.seen).toHaveLength(2);
  for (const name of ['authorization', 'tenant-id', 'cookie']) expect(names).not.toContain(name);
});

for (const url of ['ftp://127.0.0.1/', 'file:///etc/passwd', 'relative'])
  test(`does not take ${url}`, async ({ courier }) => {
    await expect(new Storage(courier()).get(url)).rejects.toThrow(TypeError);
  });

const closer = (port: number): [name: string, url: string][] => [
  ['an address', `http://127.0.0.1:${port}/`],
  ['a short address', `http://127.1:${port}/`],
  ['a decimal address', `http://2130706433:${port}/`],
  ['a mapped address', `http://[::ffff:127.0.0.1]:${port}/`],
  ['the unspecified address', `http://0.0.0.0:${port}/`],
  ['the unspecified IPv6 address', `http://[::]:${port}/`],
  ['a host name', `http://localhost:${port}/`],
];

for (const [index, [name]] of closer(0).entries())
  test(`from a public target does not connect to this machine by ${name}`, async ({ serve, courier }) => {
    const server = await serve((socket) => socket.write(answer(200)));
    const url = closer(server.port)[index]?.[1] ?? '';
    const { last } = await new Storage(courier({ from: 'public', channel: 'storage' })).get(url);
    expect(last.trouble?.kind).toBe('forbidden');
    expect(server.seen).toHaveLength(0);
  });

for (const host of ['10.0.0.1', '192.168.0.1', '[fd12::1]', '169.254.169.254'])
  test(`from a public target does not connect to ${host}`, async ({ courier }) => {
    const { last } = await new Storage(courier({ from: 'public', channel: 'storage' })).get(
      `http://${host}/`,
    );
    expect(last.trouble?.kind).toBe('forbidden');
  });

for (const location of [
  'http://169.254.169.254/latest/meta-data',
  'http://[fd00:ec2::254]/',
  '//169.254.169.254/x',
])
  test(`a redirect does not lead to ${location}`, async ({ serve, courier }) => {
    const server = await serve((socket) => socket.write(answer(302, { Location: location })));
    const { hops, last } = await new Storage(courier({ from: 'loopback', channel: 'storage' })).get(
      server.origin,
    );
    expect(hops).toHaveLength(2);
    expect(last.trouble?.kind).toBe('forbidden');
  });

test('an http(s) redirect is followed whatever the case of its scheme', async ({ serve, courier }) => {
  const server = await serve((socket, { target }) =>
    socket.write(
      target === '/' ? answer(302, { Location: `HTTP://127.0.0.1:${server.port}/b` }) : answer(200),
    ),
  );
  const { last } = await new Storage(courier({ from: 'loopback', channel: 'storage' })).get(server.origin);
  expect(last.response?.status).toBe(200);
});

test('reads no more than asked for', async ({ serve, courier }) => {
  const server = await serve((socket) => socket.write(answer(200, {}, Buffer.alloc(50_000))));
  const { last } = await new Storage(courier({ channel: 'storage' })).get(server.origin, { read: 1000 });
  expect(last.response?.incomplete).toBe('longer than 1000 octets');
});
