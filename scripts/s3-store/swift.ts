import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { suiteFile } from '../../src/suite-files.ts';
import { output } from './command.ts';
import type { Login, Ports } from './configuration.ts';
import { backends, configuration } from './configuration.ts';
import { freePorts } from './free-ports.ts';
import type { Background } from './process.ts';
import { background } from './process.ts';

/** A running store. */
export interface Swift {
  readonly origin: string;
  /** What S3 calls the access key. */
  readonly keyId: string;
  readonly secret: string;
  readonly region: string;
  /** The file that holds the offset of the store's clock, like `+70` for seconds. */
  readonly clockFile: string;
  stop(): Promise<void>;
}

const region = 'us-east-1';
/** Milliseconds until every server must answer. */
const patience = 120_000;

/** Starts OpenStack Swift with its S3 interface on free ports of 127.0.0.1; `root` holds the programs, `folder` everything else. */
export async function startSwift(root: string, folder: string): Promise<Swift> {
  const [account = 0, container = 0, object = 0, proxy = 0, memcached = 0] = await freePorts(5);
  const ports: Ports = { account, container, object, proxy, memcached };
  const login: Login = { account: 'conformance', user: 'suite', secret: randomBytes(15).toString('hex') };
  const env = await environment(root);
  await configure(folder, ports, login, env);
  const clockFile = join(folder, 'clock');
  const processes = start(root, folder, ports, env, clockFile);
  const stop = async (): Promise<void> => {
    await Promise.all(processes.map((process) => process.stop()));
    await removeSharedMemory(processes);
  };
  try {
    await ready(processes, [account, container, object, proxy]);
  } catch (error) {
    await stop();
    throw error;
  }
  const keyId = `${login.account}:${login.user}`;
  return { origin: `http://127.0.0.1:${proxy}`, keyId, secret: login.secret, region, clockFile, stop };
}

async function environment(root: string): Promise<NodeJS.ProcessEnv> {
  const libraries = join(root, 'usr/lib');
  const architectures = (await readdir(libraries)).filter((name) => name.includes('-linux-gnu'));
  return {
    ...process.env,
    PYTHONPATH: join(libraries, 'python3/dist-packages'),
    LD_LIBRARY_PATH: architectures
      .flatMap((name) => [join(libraries, name), join(libraries, name, 'faketime')])
      .join(delimiter),
  };
}

async function configure(folder: string, ports: Ports, login: Login, env: NodeJS.ProcessEnv): Promise<void> {
  const owner = userInfo().username;
  await mkdir(join(folder, 'devices/disk'), { recursive: true });
  for (const [name, text] of Object.entries(configuration({ folder, ports, login, region, owner })))
    await writeFile(join(folder, name), text, { mode: 0o600 });
  await writeFile(join(folder, 'clock'), '+0\n');
  await output('python3', [script('rings.py'), folder, ...backends.map((name) => `${name}=${ports[name]}`)], {
    env,
  });
}

/** Only the proxy lives by the movable clock: it is the one that judges expiry and dates what is stored. */
function start(
  root: string,
  folder: string,
  ports: Ports,
  env: NodeJS.ProcessEnv,
  clockFile: string,
): Background[] {
  const server = (name: string, more: NodeJS.ProcessEnv = {}) =>
    background(name, ['python3', script('serve.py'), folder, name], {
      env: { ...env, ...more },
      log: join(folder, `${name}.log`),
    });
  const memcached = join(root, 'usr/bin/memcached');
  const cacheOptions = [
    '-l',
    '127.0.0.1',
    '-p',
    String(ports.memcached),
    '-U',
    '0',
    '-u',
    userInfo().username,
  ];
  return [
    background('memcached', [memcached, ...cacheOptions], { env, log: join(folder, 'memcached.log') }),
    ...backends.map((name) => server(`${name}-server`)),
    server('proxy-server', {
      LD_PRELOAD: 'libfaketime.so.1',
      FAKETIME_TIMESTAMP_FILE: clockFile,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    }),
  ];
}

async function ready(processes: readonly Background[], ports: readonly number[]): Promise<void> {
  const deadline = Date.now() + patience;
  for (const port of ports) {
    while (!(await answers(port))) {
      const ended = processes.find((process) => !process.isRunning());
      if (ended) throw new Error(`${ended.name} has ended: ${ended.lastWords()}`);
      if (Date.now() > deadline) throw new Error(`nothing answers on port ${port} after ${patience} ms`);
      await sleep(50);
    }
  }
}

async function answers(port: number): Promise<boolean> {
  const response = await fetch(`http://127.0.0.1:${port}/healthcheck`).catch(() => undefined);
  return response?.ok === true;
}

/** libfaketime leaves it behind. */
async function removeSharedMemory(processes: readonly Background[]): Promise<void> {
  const names = processes.flatMap(({ pid }) =>
    pid === undefined ? [] : [`faketime_shm_${pid}`, `sem.faketime_sem_${pid}`],
  );
  await Promise.all(names.map((name) => rm(join('/dev/shm', name), { force: true })));
}

function script(name: string): string {
  return suiteFile('scripts', 's3-store', name);
}
