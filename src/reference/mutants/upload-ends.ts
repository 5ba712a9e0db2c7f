import { repairs } from '../defects/requests.ts';
import { changesTicket } from '../defects/uploads.ts';
import type { Defect } from '../start.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf } from './mutant.ts';

const { must, should } = mutantsOf('upload answers');
const upload = { profile: 'upload' } as const;
const subtle = { profile: 'upload', subtle: true } as const;
const asDateTime = { ...subtle, choices: { uploadExpiresAt: 'rfc3339' } } as const;

/** When upload URLs expire, as the answers say. */
export const uploadEnds: readonly Mutant[] = [
  must(
    ['UPL-08'],
    ends('gives no end to uploads', () => null),
    upload,
  ),
  must(['UPL-08'], ends('gives the end of uploads as digits in a string', String), subtle),
  must(
    ['UPL-08'],
    ends('leaves the zone out of the end of uploads', (seconds) => iso(seconds).replace('Z', '')),
    subtle,
  ),
  must(
    ['UPL-08'],
    ends('writes the end of uploads as databases do', (seconds) =>
      iso(seconds).replace('T', ' ').replace('Z', ''),
    ),
    subtle,
  ),
  must(
    ['UPL-08'],
    ends('writes local time as UTC for the end of uploads', (seconds) => iso(seconds + 5.5 * 3600)),
    asDateTime,
  ),
  must(
    ['UPL-08'],
    ends('gives the begin of uploads for their end', (_, now) => Math.floor(now / 1000)),
    upload,
  ),
  must(
    ['UPL-08', 'EXP-04'],
    ends('gives the end of uploads in milliseconds', (seconds) => seconds * 1000),
    subtle,
  ),
  must(
    ['UPL-08', 'EXP-04'],
    ends('gives the seconds that uploads have', (seconds, now) => Math.round(seconds - now / 1000)),
    subtle,
  ),
  should(
    ['UPL-36'],
    repairs('gives uploads an hour whatever was asked', ({ expiresInMinutes, ...asked }) =>
      asked['action'] === 'upload' && Number(expiresInMinutes) >= 1 && Number(expiresInMinutes) <= 1440
        ? asked
        : undefined,
    ),
    subtle,
  ),
  must(
    ['UPL-08'],
    repairs('gives uploads fifteen minutes by default', (asked) =>
      asked['action'] === 'upload' && asked['expiresInMinutes'] === undefined
        ? { ...asked, expiresInMinutes: 15 }
        : undefined,
    ),
    subtle,
  ),
];

/** Writes another `expiresAt`, given the right one in seconds, and the time in milliseconds since the epoch. */
function ends(name: string, change: (seconds: number, now: number) => unknown): Defect {
  return changesTicket(name, (body, { reference }) => {
    const { expiresAt } = body;
    const seconds = typeof expiresAt === 'string' ? Date.parse(expiresAt) / 1000 : Number(expiresAt);
    return { ...body, expiresAt: change(seconds, reference.now(reference.main.tenant)) };
  });
}

function iso(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}
