import type { Asking } from './asking.ts';

const types = [
  ...['text/plain', undefined, 'text/json', 'Application/JSON', 'application/json; charset=utf-8'],
  ...[
    'application/json; charset="utf-8"',
    'application/json; charset=UTF-8',
    'application/json ; charset=utf-8',
  ],
  ...['application/json; charset=latin1', 'application/x-www-form-urlencoded'],
];
const accepted = [
  ...['text/html,*/*', 'application/xml;q=0.9,*/*', 'application/json;q=0.9', 'application/*', 'text/csv'],
];
const others = [
  ...[{ 'accept-encoding': 'gzip' }, { 'accept-encoding': 'identity' }, { 'accept-charset': 'iso-8859-1' }],
  ...[{ 'accept-language': 'de' }, { 'accept-language': '*' }, { 'content-encoding': 'gzip' }],
  ...[{ 'if-modified-since': 'Wed, 01 Jan 2025 00:00:00 GMT' }, { range: 'bytes=0-9' }, { origin: 'null' }],
  ...[
    { expect: '100-continue' },
    { 'transfer-encoding': 'chunked' },
    { cookie: 'a=%' },
    { 'x-request-id': 'x' },
    { traceparent: 'x' },
  ],
  ...[{ 'x-forwarded-for': 'x' }, { 'x-forwarded-host': 'proxy.example' }],
];

/** Requests with header fields, queries and methods of every kind. */
export function askingWithFields(fileId: string): Asking[] {
  const fields = [
    ...types.map((type) => ({ 'content-type': type })),
    ...accepted.map((type) => ({ accept: type })),
    ...others,
  ];
  return [
    ...fields.map((headers) => ({ headers })),
    ...['PUT', 'PATCH', 'OPTIONS'].map((method) => ({ method })),
    { headers: { 'accept-encoding': 'gzip' }, members: { fileId: 'unknown' } },
    { headers: { accept: 'text/html,*/*' }, members: { fileId: 'unknown' } },
    { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: `fileId=${fileId}` },
    ...['callback=a', 'a=1&a=2', 'expiresInMinutes=5'].map((query) => ({ path: `/v1/files/url?${query}` })),
    { path: `/v1/files/url?fileId=${fileId}`, members: { fileId: undefined } },
  ];
}
