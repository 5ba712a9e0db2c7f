import { lookup } from 'node:dns/promises';
import { BlockList, isIP, isIPv6 } from 'node:net';

/** How far an address reaches; a returned URL may not lead closer to us than the target itself does. */
export type Reach = 'public' | 'private' | 'loopback' | 'link-local';

const ranges: Record<Exclude<Reach, 'public'>, readonly (readonly [string, number])[]> = {
  'link-local': [
    ['169.254.0.0', 16],
    ['fe80::', 10],
    ['fd00:ec2::', 32],
    ['0.0.0.0', 8],
    ['::', 128],
    ['100.100.100.200', 32],
    ['168.63.129.16', 32],
    ['192.0.0.192', 32],
  ],
  loopback: [
    ['127.0.0.0', 8],
    ['::1', 128],
  ],
  private: [
    ['10.0.0.0', 8],
    ['172.16.0.0', 12],
    ['192.168.0.0', 16],
    ['100.64.0.0', 10],
    ['fc00::', 7],
  ],
};

const lists = Object.entries(ranges).map(([reach, subnets]) => {
  const list = new BlockList();
  for (const [net, prefix] of subnets) list.addSubnet(net, prefix, isIPv6(net) ? 'ipv6' : 'ipv4');
  return { reach: reach as Reach, list };
});

/** The reach of an IP address literal, IPv4-mapped IPv6 included. */
export function reachOf(address: string): Reach {
  const family = isIPv6(address) ? 'ipv6' : 'ipv4';
  return lists.find(({ list }) => list.check(address, family))?.reach ?? 'public';
}

/** The closest reach among the addresses of a host name or literal; `public` when it does not resolve. */
export async function reachOfHost(hostname: string): Promise<Reach> {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0) return reachOf(host);
  const found = await lookup(host, { all: true }).catch(() => []);
  const reaches = found.map(({ address }) => reachOf(address));
  return (
    (['link-local', 'loopback', 'private'] as const).find((reach) => reaches.includes(reach)) ?? 'public'
  );
}

/** Why a client of the target would not reach a host: it does not resolve, or it leads where it must not; undefined when it may. */
export async function refusalOfHost(hostname: string, target: Reach): Promise<string | undefined> {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0) return refusalOf(host, target);
  const found = await lookup(host, { all: true }).catch(() => []);
  if (found.length === 0) return 'the name does not resolve';
  return found.map(({ address }) => refusalOf(address, target)).find((reason) => reason !== undefined);
}

/**
 * Why a returned URL must not be connected to at this address, or undefined when it may.
 * Link-local and metadata addresses never; private ones only from a private or loopback target; loopback only from loopback.
 */
export function refusalOf(address: string, target: Reach): string | undefined {
  const reach = reachOf(address);
  const allowed =
    reach === 'public' ||
    (reach === 'private' && (target === 'private' || target === 'loopback')) ||
    (reach === 'loopback' && target === 'loopback');
  return allowed ? undefined : `${address} is a ${reach} address and the target is ${target}`;
}
