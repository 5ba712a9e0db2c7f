import type { ConformanceReport } from '../../../src/report/model.ts';
import { countVerdicts } from '../../../src/report/verdict.ts';

/** A type with every optional member required, at any depth. */
type Whole<T> = { readonly [Member in keyof T]-?: Whole<T[Member]> };

const digest = 'c0ffee00'.repeat(8);
const principal = { tenant: 'bu_1', fileId: 'file_1', key: 'fp-abc' };
const sent = '2025-01-15T11:30:00.000Z';
const requirements: Whole<ConformanceReport>['requirements'] = [
  {
    ...{ id: 'TST-01', level: 'MUST', title: 'MUST work', clause: ['#/clause'], quote: 'the words' },
    ...{ profile: 'upload', effect: 'writes', verdict: 'failed', reason: 'why', notes: ['a note'] },
    waiver: { reason: 'known', owner: 'somebody', until: '2025-01-31' },
    findings: [
      { received: '200', expected: '4xx', because: 'one above', exchanges: ['storage-0002'], path: 3 },
    ],
    evidence: ['api-0001', 'storage-0002'],
  },
];

/** A report in which every member of the model stands, the optional ones too. */
export const exampleReport: Whole<ConformanceReport> = {
  formatVersion: 1,
  suite: { name: 'suite', version: '1.0.0' },
  contract: {
    ...{ title: 'An API', version: '1.0.0', operation: 'POST /v1/files/url' },
    ...{ digest: `sha256:${digest}`, overlayDigest: `sha256:${digest}` },
  },
  catalogue: { version: '1.0.0', digest: `sha256:${digest}`, requirements: 1 },
  target: {
    ...{ url: 'http://127.0.0.1:1', embedded: false, secondOrganisation: true },
    profiles: ['core', 'upload'],
  },
  run: {
    ...{ startedAt: sent, endedAt: sent, seed: 1440, budget: 'standard', failOn: 'must' },
    ...{ realExpiry: true, selection: { grep: 'TST', files: ['area/'] } },
    ...{ requests: { api: 1, storage: 1 }, shards: 4, path: 0, clockSkewSeconds: 0.5 },
    parties: [
      { shard: { current: 1, total: 4 }, url: 'http://127.0.0.1:1', main: principal, alt: principal },
    ],
    ...{ interrupted: true, problems: ['a problem'] },
    retries: {
      count: 8,
      reasons: {
        ...{ refused: 1, unresolved: 1, tls: 1, timeout: 1, dropped: 1, protocol: 1, gateway: 1 },
        'rate-limited': 1,
      },
    },
  },
  verdict: { conclusion: 'nonconformant', exitCode: 1, sentence: 'Not conformant.' },
  counts: countVerdicts(requirements),
  causes: [{ ids: ['TST-01'], exchange: 'storage-0002', received: '200', expected: '4xx' }],
  waivers: [
    {
      ...{ id: 'TST-01', reason: 'known', owner: 'somebody', until: '2025-01-31', finding: 'one above' },
      state: 'applied',
    },
  ],
  readings: [
    {
      ...{ discrepancy: 'D3', subject: 'expiresAt', openapi: 'number', prose: 'RFC 3339 string' },
      ...{ follows: 'prose', evidence: ['api-0001'] },
    },
  ],
  leftOvers: { deleted: 2, remaining: ['file_1', 'file_2'], reason: 'the target has no DELETE' },
  requirements,
  keywords: [
    {
      pointer: '#/type',
      exercised: 0,
      requirements: ['TST-01'],
      vacuous: 'no check of this run exercises it',
    },
  ],
  evidenceDigest: `sha256:${digest}`,
  hosts: [{ host: 'storage.example.com', reach: 'private', refusal: 'the name does not resolve' }],
  exchanges: [
    {
      ...{ id: 'api-0001', channel: 'api', occasion: 'again', asked: 1, earlier: ['api-0000'] },
      ...{ sentAt: sent, receivedAt: sent },
      request: {
        ...{ method: 'POST', url: 'http://127.0.0.1:1/v1/files/url', headers: [['Accept', '*/*']] },
        ...{ body: { text: '{}' }, payload: { size: 70_001, sha256: digest } },
      },
      response: {
        ...{ status: 200, headers: [['Date', 'today']], size: 2, sha256: digest },
        ...{ decoded: { size: 3, sha256: digest }, kept: 1, body: { base64: '/w==' }, incomplete: 'cut off' },
      },
      trouble: { kind: 'dropped', message: 'the answer is cut off', others: 'answered' },
    },
  ],
};
