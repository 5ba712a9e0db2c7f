import { expect, test } from '@playwright/test';
import type { Answered } from '../../../../src/client/exchange.ts';
import type { JsonObject } from '../../../../src/contract/json.ts';
import { uploadedIds } from '../../../../src/traffic/upload/ask.ts';

/** An answer of the target to a request for an upload URL. */
function answered(status: number, members: JsonObject): Answered {
  const body = Buffer.from(JSON.stringify(members));
  return {
    ...{ id: 'api-0001', channel: 'api', earlier: [], sentAt: 0, receivedAt: 1 },
    request: {
      ...{ method: 'POST', url: 'https://api.example.com/v1/files/url', headers: [] },
      body: Buffer.from('{"action":"upload"}'),
    },
    response: { status, headers: [], body, size: body.length, sha256: '' },
  };
}

test('a refused upload has no id: what was asked for without one is not about it', () => {
  const refused = answered(422, { error: { code: 'INVALID_REQUEST' } });
  const taken = answered(200, { url: 'https://files.example.com/a', fileId: 'file_a' });
  expect([...uploadedIds([refused, taken])]).toEqual(['file_a']);
});
