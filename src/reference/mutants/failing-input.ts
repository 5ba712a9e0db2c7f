import { crashes } from '../defects/answers.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf, subtle } from './mutant.ts';
import { bodyMatches, fileIdMatches, otherMembers } from './occasions.ts';
import { fieldOf, says } from './request-fields.ts';

const { must } = mutantsOf('not found');
const robustness = mutantsOf('robustness');
const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Ids, members and header fields on which a server fails. */
export const failingInput: readonly Mutant[] = [
  robustness.must(
    ['ROB-01'],
    crashes(
      'fails on an X-Request-ID that is no UUID',
      (call) => fieldOf(call, 'x-request-id') !== '' && !uuid.test(fieldOf(call, 'x-request-id')),
    ),
    subtle,
  ),
  must(
    ['NF-02', 'ROB-01'],
    crashes('fails on ids that are numbers beyond 64 bits', fileIdMatches(/^\d{20,}$/)),
    subtle,
  ),
  must(['NF-02', 'ROB-01'], crashes('fails on ids of digits', fileIdMatches(/^\d+$/)), subtle),
  must(['NF-02', 'ROB-01'], crashes('fails on ids of dots', fileIdMatches(/^\.\.?$/)), subtle),
  must(
    ['NF-02', 'ROB-01'],
    crashes('fails on a backslash at the end of an id', fileIdMatches(/\\$/)),
    subtle,
  ),
  must(
    ['NF-02', 'ROB-01'],
    crashes('fails on a bracket that does not close in an id', fileIdMatches(/^[^)\]]*[([][^)\]]*$/)),
    subtle,
  ),
  must(['NF-02', 'ROB-01'], crashes('fails on braces in an id', fileIdMatches(/\{\w*\}/)), subtle),
  must(
    ['NF-02', 'ROB-01'],
    crashes(
      'fails on ids of many octets but not of many characters',
      ({ asked: { fileId } }) =>
        typeof fileId === 'string' && fileId.length <= 255 && Buffer.byteLength(fileId) > 255,
    ),
    subtle,
  ),
  must(['NF-02', 'ROB-01'], crashes('fails on quotation marks in an id', fileIdMatches(/"/)), subtle),
  must(
    ['NF-02', 'ROB-01'],
    crashes(
      'fails on ids that only look like a UUID',
      fileIdMatches(/^(?![\da-f-]+$)[\w]{8}-\w{4}-\w{4}-\w{4}-\w{12}$/i),
    ),
    subtle,
  ),
  robustness.must(
    ['ROB-01', 'ACC-09'],
    crashes('fails on NUL in an unknown member', (call) =>
      otherMembers(call).some((name) => JSON.stringify(call.asked[name]).includes('\\u0000')),
    ),
    subtle,
  ),
  robustness.must(
    ['ROB-01', 'ACC-09'],
    crashes('fails on an unknown member beyond 64 bits', (call) =>
      otherMembers(call).some(
        (name) => typeof call.asked[name] === 'number' && Math.abs(call.asked[name]) > 2 ** 64,
      ),
    ),
    subtle,
  ),
  robustness.must(
    ['ROB-01', 'ACC-09'],
    crashes('fails on a member without a name', ({ asked }) => Object.hasOwn(asked, '')),
    subtle,
  ),
  robustness.must(
    ['ROB-01', 'ACC-09'],
    crashes('fails on names with dots or dollars', (call) =>
      otherMembers(call).some((name) => /^\$|\./.test(name)),
    ),
    subtle,
  ),
  robustness.must(
    ['ROB-01', 'ACC-09'],
    crashes('fails on a thousand members', ({ asked }) => Object.keys(asked).length >= 1000),
    subtle,
  ),
  robustness.must(
    ['ROB-01', 'ACC-09'],
    crashes('fails on long names of members', (call) => otherMembers(call).some((name) => name.length > 255)),
    subtle,
  ),
  robustness.must(
    ['ROB-01', 'REJ-13'],
    crashes('fails on a byte order mark', ({ bytes }) => bytes[0] === 0xef && bytes[1] === 0xbb),
    subtle,
  ),
  robustness.must(
    ['ROB-01', 'REJ-12'],
    crashes('fails on a charset that it does not know', ({ request }) =>
      /charset=(?!"?utf-?8)/i.test(request.headers.get('content-type') ?? ''),
    ),
    subtle,
  ),
  robustness.must(
    ['ROB-01', 'REJ-12'],
    crashes('fails on a body that only says it is gzip', ({ request }) =>
      /gzip|deflate|br/i.test(request.headers.get('content-encoding') ?? ''),
    ),
    subtle,
  ),
  robustness.must(
    ['ROB-01', 'REJ-09'],
    crashes('fails on an escape that is none', bodyMatches(/\\u(?![\da-f]{4})|\\x/i)),
    subtle,
  ),
  robustness.must(
    ['ROB-01'],
    crashes('fails on a cookie that does not decode', says('cookie', /%(?![\da-f]{2})|%E0%A4%A(?![\da-f])/i)),
    subtle,
  ),
  robustness.must(
    ['ROB-01'],
    crashes('fails on Accept-Language: *', says('accept-language', /^\*|^[^a-z*]/i)),
    subtle,
  ),
  robustness.must(
    ['ROB-01'],
    crashes(
      'fails on a forwarded address that is none',
      (call) =>
        call.request.headers.has('x-forwarded-for') &&
        !/^[\da-f.:, ]+$/i.test(fieldOf(call, 'x-forwarded-for')),
    ),
    subtle,
  ),
  robustness.must(
    ['ROB-01'],
    crashes(
      'fails on a traceparent that is none',
      (call) =>
        call.request.headers.has('traceparent') &&
        !/^\w{2}-\w{32}-\w{16}-\w{2}$/.test(fieldOf(call, 'traceparent')),
    ),
    subtle,
  ),
  robustness.must(['ROB-01'], crashes('fails on Origin: null', says('origin', /^null$/)), subtle),
  robustness.must(
    ['ROB-01'],
    crashes(
      'fails on a query that names a member twice',
      ({ url }) => [...new Set(url.searchParams.keys())].length < [...url.searchParams.keys()].length,
    ),
    subtle,
  ),
];
