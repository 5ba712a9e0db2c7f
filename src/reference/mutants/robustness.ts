import { changesStatus, crashes } from '../defects/answers.ts';
import type { When } from '../defects/fault.ts';
import { apiFault } from '../defects/fault.ts';
import { DropConnection } from '../handler.ts';
import type { Defect } from '../start.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf, subtle } from './mutant.ts';
import { asksTo, bodyMatches, eachNth, fileIdMatches, minutesOf, otherMembers, textOf } from './occasions.ts';

const { must } = mutantsOf('robustness');

function depthOf(text: string): number {
  return /(?:[[{]\s*(?:"[^"]*"\s*:\s*)?)*/.exec(text)?.[0].match(/[[{]/g)?.length ?? 0;
}

const otherText: (pattern: RegExp) => When = (pattern) => (call) =>
  otherMembers(call).some((name) => pattern.test(name) || pattern.test(JSON.stringify(call.asked[name])));

/** Drops the connection without an answer. */
function drops(name: string, when: When): Defect {
  return apiFault(name, (call, next) => (when(call) ? Promise.reject(new DropConnection()) : next()));
}

/** Requests on which a server fails. */
export const robustness: readonly Mutant[] = [
  must(['ROB-01'], crashes('fails on each twentieth request', eachNth(20)), subtle),
  must(['ROB-01'], crashes('fails on each tenth download', eachNth(10, asksTo('download'))), subtle),
  must(
    ['ROB-01', 'ACC-09'],
    crashes(
      'fails on unknown members outside the Basic Multilingual Plane',
      otherText(/[\u{10000}-\u{10FFFF}]/u),
    ),
    subtle,
  ),
  must(
    ['ROB-01', 'ACC-09'],
    crashes('fails on unknown members outside ASCII', otherText(/[^\u0000-\u007F]/)),
    subtle,
  ),
  must(
    ['ROB-01', 'ACC-09'],
    crashes('fails on null in an unknown member', (call) =>
      otherMembers(call).some((name) => call.asked[name] === null),
    ),
    subtle,
  ),
  must(
    ['ROB-01', 'ACC-09'],
    crashes('fails on a list in an unknown member', (call) =>
      otherMembers(call).some((name) => Array.isArray(call.asked[name])),
    ),
    subtle,
  ),
  must(
    ['ROB-01', 'ACC-09'],
    crashes('fails on an object in an unknown member', (call) =>
      otherMembers(call).some((name) => /^\{/.test(JSON.stringify(call.asked[name]))),
    ),
    subtle,
  ),
  must(
    ['ROB-01', 'ROB-03'],
    crashes(
      'fails on members that hide methods',
      ({ asked }) =>
        Object.hasOwn(asked, 'hasOwnProperty') ||
        Object.hasOwn(asked, 'toString') ||
        Object.hasOwn(asked, 'constructor'),
    ),
    subtle,
  ),
  must(['ROB-01', 'ROB-03'], crashes('fails on __proto__', bodyMatches(/"__proto__"/)), subtle),
  must(
    ['ROB-01', 'ROB-03'],
    crashes(
      'fails on a member that comes twice',
      bodyMatches(/"(fileId|action|expiresInMinutes)"\s*:[^{}]*"\1"\s*:/),
    ),
    subtle,
  ),
  must(
    ['ROB-01', 'REJ-07'],
    crashes(
      'fails on lifetimes beyond the calendar',
      ({ asked }) => Number(asked['expiresInMinutes']) > 1e11,
    ),
    subtle,
  ),
  must(
    ['ROB-01', 'REJ-07'],
    crashes('fails on numbers beyond all numbers', bodyMatches(/"expiresInMinutes"\s*:\s*[\d.]+e\+?\d{3,}/i)),
    subtle,
  ),
  must(
    ['ROB-01', 'REJ-03'],
    crashes('fails on a list for fileId', ({ asked }) => Array.isArray(asked['fileId'])),
    subtle,
  ),
  must(
    ['ROB-01', 'REJ-03'],
    crashes('fails on fileId null', ({ asked }) => asked['fileId'] === null),
    subtle,
  ),
  must(
    ['ROB-01', 'REJ-05'],
    crashes(
      'fails on an action that is no text',
      ({ asked }) => 'action' in asked && typeof asked['action'] !== 'string',
    ),
    subtle,
  ),
  must(
    ['ROB-01', 'REJ-08'],
    crashes('fails on expiresInMinutes null', ({ asked }) => asked['expiresInMinutes'] === null),
    subtle,
  ),
  must(
    ['ROB-01', 'REJ-08'],
    crashes(
      'fails on an object for expiresInMinutes',
      ({ asked }) => typeof asked['expiresInMinutes'] === 'object' && asked['expiresInMinutes'] !== null,
    ),
    subtle,
  ),
  must(['ROB-01', 'REJ-10'], crashes('fails on a body that is a list', bodyMatches(/^\s*\[/)), subtle),
  must(
    ['ROB-01', 'REJ-10'],
    crashes('fails on a body that is a number or a text', bodyMatches(/^\s*["\d-]/)),
    subtle,
  ),
  must(
    ['ROB-01', 'REJ-13'],
    crashes('fails on octets that are not UTF-8', (call) => textOf(call).includes('\uFFFD')),
    subtle,
  ),
  must(['ROB-01', 'REJ-12'], changesStatus('fails on another Content-Type', 415, 500)),
  must(
    ['ROB-01', 'ACC-05'],
    crashes('fails on long fractions', (call) => String(minutesOf(call) ?? '').length > 6),
    subtle,
  ),
  must(
    ['ROB-01', 'NF-02'],
    crashes('fails on ids of emoji', fileIdMatches(/\p{Extended_Pictographic}/u)),
    subtle,
  ),
  must(
    ['ROB-01', 'ROB-02'],
    crashes('fails on deep nesting', (call) => depthOf(textOf(call)) > 60),
    subtle,
  ),
  must(
    ['ROB-01', 'ROB-02'],
    drops('drops the connection on deep nesting', (call) => depthOf(textOf(call)) > 60),
    subtle,
  ),
  must(
    ['ROB-01', 'ROB-02'],
    drops('drops the connection on large bodies', ({ bytes }) => bytes.length > 100_000),
    subtle,
  ),
  must(
    ['ROB-01', 'ROB-02'],
    crashes('fails on large bodies', ({ bytes }) => bytes.length > 100_000),
    subtle,
  ),
  must(
    ['ROB-01', 'REJ-09'],
    drops(
      'drops the connection on what is not JSON',
      (call) => call.bytes.length > 0 && Object.keys(call.asked).length === 0 && /^\s*\{./.test(textOf(call)),
    ),
    subtle,
  ),
  must(
    ['ERR-06', 'ROB-02'],
    changesStatus('takes a large body for a valid request without reading it', 413, 200),
  ),
];
