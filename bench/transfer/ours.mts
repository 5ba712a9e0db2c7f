import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Courier } from '../../src/client/courier.ts';
import { Evidence } from '../../src/client/evidence.ts';
import { Pace } from '../../src/client/pace.ts';
import { streamed } from '../../src/client/payload.ts';
import { Storage } from '../../src/client/storage.ts';
import { Transport } from '../../src/client/transport.ts';
import type { Direction, Transfer } from './transfer.ts';
import { contentType } from './transfer.ts';

const [direction, url = '', octets = '', folder = ''] = process.argv.slice(2);
process.send?.(await transfer(direction as Direction, Number(octets)));
process.exit();

/** One transfer as a run makes it: guarded addresses, hashing, evidence on disk. */
async function transfer(direction: Direction, size: number): Promise<Transfer> {
  const evidence = new Evidence(join(folder, `${process.pid}.jsonl`));
  const courier = new Courier('storage', new Transport('loopback'), evidence, new Pace({ atOnce: 6 }));
  const storage = new Storage(courier);
  const payload = direction === 'upload' ? await streamed(size, 1) : undefined;
  const base = process.memoryUsage.rss();
  const cpu = process.cpuUsage();
  const start = performance.now();
  const { last } = await (payload === undefined
    ? storage.get(url)
    : storage.put(url, payload, { contentType }));
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const { response, trouble } = last;
  if (trouble !== undefined || response?.status !== 200)
    throw new Error(`${direction}: ${trouble?.message ?? response?.status}`);
  if (payload === undefined && response.size !== size)
    throw new Error(`${response.size} octets came, not ${size}`);
  const grown = process.resourceUsage().maxRSS * 1024 - base;
  return { seconds, cpu: (user + system) / 1e6, grown };
}
