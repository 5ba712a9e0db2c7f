import type { When } from '../defects/fault.ts';
import { isDownload, serves } from '../defects/storage.ts';
import type { Defect } from '../start.ts';
import { forgetfulStorage } from './memory.ts';
import { delivers, rewritten } from './delivering.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf, subtle } from './mutant.ts';
import { isGet } from './resigning.ts';

const { must } = mutantsOf('download content');
const isView: When = (call) => !isDownload(call);
const large = { ...subtle, choices: { mainFile: 'large' } } as const;

/** What the bytes of a file become on the way to the client. */
export const downloadContent: readonly Mutant[] = [
  must(
    ['DL-01'],
    serves('answers downloads with 204', () => new Response(null, { status: 204, headers: dated() })),
  ),
  must(
    ['DL-02'],
    delivers('delivers the first 32 KiB', (bytes) => bytes.subarray(0, 32_768)),
  ),
  must(
    ['DL-02', 'DL-09'],
    delivers('loses an octet at each border of 64 KiB', (bytes) =>
      bytes.filter((_, index) => index % 65_536 !== 65_535),
    ),
    large,
  ),
  must(
    ['DL-09'],
    delivers('delivers the first 64 KiB again and again to downloads', repeated, isDownload),
    large,
  ),
  must(
    ['DL-02'],
    delivers('ends files with a line feed', (bytes) => Buffer.concat([bytes, Buffer.from('\n')])),
  ),
  must(
    ['DL-02'],
    delivers('delivers files as text in UTF-8', (bytes) => Buffer.from(bytes.toString('utf8'))),
  ),
  must(
    ['DL-02', 'DL-09'],
    delivers(
      'delivers downloads as if they were Latin-1',
      (bytes) => Buffer.from(bytes.toString('latin1')),
      isDownload,
    ),
    subtle,
  ),
  must(
    ['DL-02', 'DL-09'],
    delivers(
      'delivers downloads with the line ends of Windows',
      (bytes) => Buffer.from(bytes.toString('latin1').replaceAll(/\r?\n/g, '\r\n'), 'latin1'),
      isDownload,
    ),
    subtle,
  ),
  must(
    ['DL-09'],
    delivers(
      'clears the highest bit of what is viewed',
      (bytes) => bytes.map((octet) => octet & 0x7f),
      isView,
    ),
    subtle,
  ),
  must(
    ['DL-09'],
    delivers(
      'changes the last octet of downloads',
      (bytes) => bytes.map(flippedAt(bytes.length - 1)),
      isDownload,
    ),
    subtle,
  ),
  must(['DL-09'], marksReads('marks each reading within the file', 1), subtle),
  must(['DL-09'], marksReads('marks each fourth reading within the file', 4), subtle),
  must(
    ['DL-02', 'DL-09'],
    forgetfulStorage('delivers half of each fifth file', () => {
      let count = 0;
      return async (call, next) => {
        const response = await next();
        if (!isGet(call) || response.status !== 200) return response;
        count += 1;
        return count % 5 === 0
          ? rewritten(response, (bytes) => bytes.subarray(0, bytes.length / 2))
          : response;
      };
    }),
    subtle,
  ),
  must(
    ['DL-09'],
    forgetfulStorage('mixes up files that are read at the same time', () => {
      let current: URL | undefined;
      return async (call, next) => {
        if (!isGet(call)) return next();
        current = call.url;
        await new Promise((resolve) => setTimeout(resolve, 5));
        return next({ url: current });
      };
    }),
    subtle,
  ),
];

/** Changes an octet in the middle of every `nth` file that is read. */
function marksReads(name: string, nth: number): Defect {
  return forgetfulStorage(name, () => {
    let count = 0;
    return async (call, next) => {
      const response = await next();
      if (!isGet(call) || response.status !== 200) return response;
      count += 1;
      const mark = count & 0xff;
      return count % nth === 0
        ? rewritten(response, (bytes) =>
            bytes.map((octet, index) => (index === bytes.length >> 1 ? mark : octet)),
          )
        : response;
    };
  });
}

function repeated(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((_, index) => bytes[index % 65_536] ?? 0));
}

function flippedAt(place: number): (octet: number, index: number) => number {
  return (octet, index) => (index === place ? octet ^ 1 : octet);
}

function dated(): Record<string, string> {
  return { date: new Date().toUTCString() };
}
