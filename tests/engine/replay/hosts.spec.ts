import { expect, test } from '@playwright/test';
import { hostFact } from '../../../src/replay/hosts.ts';

test('an address is judged anew, a name is not', () => {
  const claimed = { host: '127.0.0.1', reach: 'public' } as const;
  expect(hostFact(claimed, 'https://198.51.100.1')).toEqual({
    ...{ host: '127.0.0.1', reach: 'loopback' },
    refusal: '127.0.0.1 is a loopback address and the target is public',
  });
  expect(hostFact({ host: '[::1]', reach: 'public' }, 'http://127.0.0.1:1')).toEqual({
    ...{ host: '[::1]', reach: 'loopback' },
  });
  const named = { host: 'storage.example.com', reach: 'private' } as const;
  expect(hostFact(named, 'https://198.51.100.1')).toEqual(named);
});
