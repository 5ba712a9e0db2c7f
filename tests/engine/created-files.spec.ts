import { expect, test } from '@playwright/test';
import type { Exchange } from '../../src/client/exchange.ts';
import { createdFiles } from '../../src/created-files.ts';
import { response } from './judgement/answers.ts';

const target = {
  url: 'http://127.0.0.1',
  main: { token: 'main', tenant: 'm', fileId: 'configured' },
  alt: { token: 'alt', tenant: 'a' },
};

let count = 0;

function exchange(request: Partial<Exchange['request']>, answer: unknown, status = 200): Exchange {
  return {
    id: `x-${(count += 1)}`,
    channel: request.method === 'PUT' ? 'storage' : 'api',
    request: { method: 'POST', url: 'http://127.0.0.1/v1/files/url', headers: [], ...request },
    response: response(JSON.stringify(answer), { status }),
    sentAt: 0,
    receivedAt: 0,
    earlier: [],
  };
}

const urlOf = (fileId: string): string => `http://storage.test/${fileId}?s=1`;

function upload(fileId: string, token = 'main', status = 200): Exchange {
  const body = Buffer.from(JSON.stringify({ action: 'upload', fileName: 'a', contentType: 'a/b' }));
  const headers = [['Authorization', `Bearer ${token}`]] as const;
  return exchange({ body, headers }, { fileId, url: urlOf(fileId), expiresAt: 1 }, status);
}

const put = (fileId: string, status = 200): Exchange =>
  exchange({ method: 'PUT', url: urlOf(fileId) }, '', status);
const list = (...ids: string[]): Exchange =>
  exchange({ method: 'GET', url: 'http://127.0.0.1/v1/files' }, { files: ids.map((fileId) => ({ fileId })) });
const deletion = (fileId: string, status = 200): Exchange =>
  exchange({ method: 'DELETE', url: `http://127.0.0.1/v1/files/${encodeURIComponent(fileId)}` }, {}, status);

const ids = (...exchanges: Exchange[]): string[] =>
  createdFiles(exchanges, target).map(({ fileId }) => fileId);

test('an upload that was answered creates a file; its PUT uploads it', () => {
  expect(createdFiles([upload('one'), upload('two', 'alt'), put('two', 201)], target)).toEqual([
    { fileId: 'one', owner: target.main, uploaded: false },
    { fileId: 'two', owner: target.alt, uploaded: true },
  ]);
});

test('a PUT that was refused uploads nothing, one that was redirected does', () => {
  expect(createdFiles([upload('one'), put('one', 403)], target)[0]?.uploaded).toBe(false);
  expect(createdFiles([upload('one'), put('one', 307)], target)[0]?.uploaded).toBe(true);
});

test('what was not handed out is not created', () => {
  expect(ids(upload('one', 'main', 422))).toEqual([]);
  const download = exchange({ body: Buffer.from('{"fileId":"x"}') }, { fileId: 'x', url: urlOf('x') });
  expect(ids(download)).toEqual([]);
});

test('a file that may be somebody else’s is never among them', () => {
  expect(ids(upload('configured'))).toEqual([]);
  expect(ids(list('listed'), upload('listed'))).toEqual([]);
  expect(ids(upload('twice'), upload('twice'))).toEqual([]);
});

test('a file that is listed after its upload is still the run’s own', () => {
  expect(ids(upload('one'), list('one'))).toEqual(['one']);
});

test('a file that was deleted is gone, one whose deletion failed is not', () => {
  expect(ids(upload('a/b'), deletion('a/b'))).toEqual([]);
  expect(ids(upload('a/b'), deletion('a/b', 500))).toEqual(['a/b']);
});
