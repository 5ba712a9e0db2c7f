import { test as base } from '@playwright/test';
import { Courier } from '../../../src/client/courier.ts';
import { Evidence } from '../../../src/client/evidence.ts';
import { Pace } from '../../../src/client/pace.ts';
import type { Reach } from '../../../src/client/destination.ts';
import { Transport } from '../../../src/client/transport.ts';
import type { Limits } from '../../../src/client/transport.ts';
import type { Behaviour, HostileServer } from '../../harness/hostile-server.ts';
import { startHostileServer } from '../../harness/hostile-server.ts';

/** Bounds that keep a test short. */
export const limits: Limits = { silence: 250, total: 800, read: 100_000, keep: 10_000 };

/** Servers and transports that are closed when the test ends. */
export const test = base.extend<{
  serve: (behave: Behaviour, greeting?: string) => Promise<HostileServer>;
  transport: (from?: Reach) => Transport;
  courier: (parts?: {
    evidence?: Evidence;
    pace?: Pace;
    from?: Reach;
    channel?: 'api' | 'storage';
  }) => Courier;
}>({
  serve: async ({}, use) => {
    const servers: HostileServer[] = [];
    await use(async (behave, greeting) => {
      const server = await startHostileServer(behave, greeting);
      servers.push(server);
      return server;
    });
    await Promise.all(servers.map((server) => server.close()));
  },
  transport: async ({}, use) => {
    const transports: Transport[] = [];
    await use((from) => {
      const transport = new Transport(from);
      transports.push(transport);
      return transport;
    });
    await Promise.all(transports.map((transport) => transport.close()));
  },
  courier: async ({ transport }, use) => {
    await use(
      ({ evidence = new Evidence(), pace = new Pace({ atOnce: 6 }), from, channel = 'api' } = {}) => {
        return new Courier(channel, transport(from), evidence, pace);
      },
    );
  },
});

export { expect } from '@playwright/test';
