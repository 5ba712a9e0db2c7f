import type { Reach } from '../../../src/client/destination.ts';
import { reachOf, reachOfHost, refusalOf, refusalOfHost } from '../../../src/client/destination.ts';
import { expect, test } from './test.ts';

const reaches: Record<Reach, readonly string[]> = {
  public: [
    '8.8.8.8',
    '172.15.255.255',
    '172.32.0.0',
    '100.63.255.255',
    '128.0.0.1',
    '2001:4860:4860::8888',
    '::ffff:8.8.8.8',
  ],
  private: [
    '10.0.0.0',
    '10.255.255.255',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '100.64.0.1',
    'fc00::1',
    'fd12::1',
    '::ffff:10.0.0.1',
    '::ffff:c0a8:101',
  ],
  loopback: ['127.0.0.1', '127.255.255.254', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1', '0:0:0:0:0:0:0:1'],
  'link-local': [
    '169.254.169.254',
    '169.254.0.0',
    'fe80::1',
    'febf::1',
    '::ffff:169.254.169.254',
    '::ffff:a9fe:a9fe',
    'fd00:ec2::254',
    '0.0.0.0',
    '::',
    '100.100.100.200',
    '168.63.129.16',
    '192.0.0.192',
  ],
};

for (const [reach, addresses] of Object.entries(reaches))
  for (const address of addresses)
    test(`${address} is ${reach}`, () => {
      expect(reachOf(address)).toBe(reach);
    });

const allowed: Record<Reach, readonly Reach[]> = {
  public: ['public'],
  private: ['public', 'private'],
  loopback: ['public', 'private', 'loopback'],
  'link-local': ['public'],
};

for (const [target, open] of Object.entries(allowed) as [Reach, readonly Reach[]][])
  for (const [reach, [address = '']] of Object.entries(reaches) as [Reach, readonly string[]][])
    test(`a ${target} target ${open.includes(reach) ? 'may' : 'must not'} lead to a ${reach} address`, () => {
      const refusal = refusalOf(address, target);
      if (open.includes(reach)) expect(refusal).toBeUndefined();
      else expect(refusal).toContain(address);
    });

for (const [host, reach] of [
  ['localhost', 'loopback'],
  ['[::1]', 'loopback'],
  ['10.1.2.3', 'private'],
  ['nobody.invalid', 'public'],
] as const)
  test(`the host ${host} is ${reach}`, async () => {
    expect(await reachOfHost(host)).toBe(reach);
  });

for (const [host, target, reason] of [
  ['localhost', 'public', /loopback/],
  ['localhost', 'loopback', undefined],
  ['[::ffff:169.254.169.254]', 'loopback', /link-local/],
  ['nobody.invalid', 'loopback', /does not resolve/],
] as const)
  test(`the host ${host} from a ${target} target: ${reason?.source ?? 'allowed'}`, async () => {
    const refusal = await refusalOfHost(host, target);
    if (reason === undefined) expect(refusal).toBeUndefined();
    else expect(refusal).toMatch(reason);
  });
