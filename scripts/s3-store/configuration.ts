/** Ports of 127.0.0.1, one for each process. */
export interface Ports {
  readonly account: number;
  readonly container: number;
  readonly object: number;
  readonly proxy: number;
  readonly memcached: number;
}

/** The one user of the store, as tempauth writes it. */
export interface Login {
  readonly account: string;
  readonly user: string;
  readonly secret: string;
}

interface Setup {
  /** Folder of the configuration, which also holds the device. */
  readonly folder: string;
  readonly ports: Ports;
  readonly login: Login;
  readonly region: string;
  /** Name of the user whose processes they are. */
  readonly owner: string;
}

/** The servers behind the proxy. */
export const backends = ['account', 'container', 'object'] as const;

/** The configuration files of the store, text by name. */
export function configuration(setup: Setup): Record<string, string> {
  const names = Object.fromEntries(backends.map((name) => [`${name}-server.conf`, backend(name, setup)]));
  return { 'swift.conf': swift, 'proxy-server.conf': proxy(setup), ...names };
}

const swift = `[swift-hash]
swift_hash_path_suffix = conformance
[storage-policy:0]
name = single
default = yes
`;

/** Without workers a server is one process, which can be stopped by its id. */
function general({ folder, owner }: Setup, port: number): string {
  return `[DEFAULT]
bind_ip = 127.0.0.1
bind_port = ${port}
workers = 0
user = ${owner}
swift_dir = ${folder}
devices = ${folder}/devices
mount_check = false
disable_fallocate = true
fallocate_reserve = 0
[filter:healthcheck]
use = egg:swift#healthcheck
`;
}

function backend(name: (typeof backends)[number], setup: Setup): string {
  return `${general(setup, setup.ports[name])}[pipeline:main]
pipeline = healthcheck ${name}-server
[app:${name}-server]
use = egg:swift#${name}
`;
}

function proxy(setup: Setup): string {
  const { ports, region } = setup;
  const { account, user, secret } = setup.login;
  return `${general(setup, ports.proxy)}[pipeline:main]
pipeline = catch_errors gatekeeper healthcheck proxy-logging cache s3api tempauth slo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:proxy-logging]
use = egg:swift#proxy_logging
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:${ports.memcached}
[filter:s3api]
use = egg:swift#s3api
location = ${region}
[filter:tempauth]
use = egg:swift#tempauth
user_${account}_${user} = ${secret} .admin
[filter:slo]
use = egg:swift#slo
`;
}
