import { header } from '../../../src/client/exchange.ts';
import type { Answered } from '../../../src/client/exchange.ts';
import { test } from '../../../src/fixtures.ts';
import type { Complaint } from '../../../src/judge.ts';
import { dispositionOf } from '../../../src/judgement/disposition.ts';
import { isActive } from '../../../src/judgement/media-type.ts';
import { serves, withField } from '../../../src/reference/defects/storage.ts';
import { requirement } from '../../../src/requirement.ts';
import type { Session } from '../../../src/session.ts';
import { roundTrips } from '../../../src/traffic/upload/cargo.ts';
import { labelledTrips } from '../../../src/traffic/upload/labelled.ts';
import type { RoundTrip } from '../../../src/traffic/upload/round-trip.ts';
import { fetchBack } from '../../../src/traffic/upload/round-trip.ts';

/** Files of many contents and types that came back; gives up when none did. */
async function fetched(session: Session): Promise<(RoundTrip & { readonly answer: Answered })[]> {
  const trips = [...(await roundTrips(session)), ...(await labelledTrips(session)).typed];
  const those = trips.flatMap((trip) =>
    trip.back?.delivery === undefined ? [] : [{ ...trip, answer: trip.back.fetched as Answered }],
  );
  return those.length > 0 ? those : session.giveUp('no uploaded file comes back (UPL-09)');
}

const storedType = ({ headers }: Response): string => headers.get('content-type') ?? '';

const inert = requirement({
  id: 'UPL-29',
  level: 'SHOULD',
  clause: ['sec'],
  quote: 'good practice: a file that a browser would run is viewed with nosniff or as attachment',
  effect: 'writes',
  profile: 'upload',
  defects: [
    serves('delivers uploaded pictures that can run to view without nosniff', (response) =>
      storedType(response).includes('svg') ? withField(response, 'x-content-type-options', null) : response,
    ),
  ],
});

test(
  'SHOULD deliver an uploaded file of an active type to view with nosniff or as attachment',
  inert,
  async ({ session, judge }) => {
    for (const { cargo, ticket } of await fetched(session)) {
      if (ticket === undefined || !isActive(cargo.contentType)) continue;
      const view = await fetchBack(session, ticket.fileId, { action: 'view' });
      if (view.fetched === undefined || view.delivery === undefined) continue;
      judge.each(view.fetched, nosniffComplaint, `uploaded as ${cargo.contentType}`);
    }
    judge.inapplicable('no file of an active type could be uploaded');
  },
);

function nosniffComplaint({ response }: Answered): Complaint | undefined {
  const type = header(response.headers, 'Content-Type') ?? '';
  const disposition = header(response.headers, 'Content-Disposition');
  const nosniff = /^nosniff\s*(?:,|$)/i.test(header(response.headers, 'X-Content-Type-Options') ?? '');
  const attached = disposition !== undefined && dispositionOf(disposition).type === 'attachment';
  if (nosniff || attached || !isActive(type)) return undefined;
  return { received: `${type} without nosniff`, expected: 'nosniff or attachment' };
}
