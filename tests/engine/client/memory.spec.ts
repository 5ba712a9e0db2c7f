import { ours, startPeer } from '../../../bench/transfer/transfer.ts';
import { expect, test } from './test.ts';

for (const direction of ['download', 'upload'] as const)
  test(`the ${direction} of 1 GiB needs no memory for it`, async ({}, info) => {
    const peer = await startPeer('plain', 2 ** 30);
    try {
      const { grown } = await ours(direction, peer, 2 ** 30, info.outputPath());
      expect(grown).toBeLessThan(300 * 2 ** 20);
    } finally {
      await peer.stop();
    }
  });
