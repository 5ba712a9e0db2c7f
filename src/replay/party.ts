import type { Party, RecordedPrincipal } from '../report/party.ts';
import type { Principal, Target } from '../settings/settings.ts';
import { standIn } from './stand-in.ts';

/** The environment variable that makes a run a replay: the file of the report whose exchanges answer. */
export const replayVariable = 'CONFORMANCE_REPLAY';

/** Whom a process of a run acts for, as its report is to say it. */
export function partyOf({ url, main, alt }: Target): Omit<Party, 'shard'> {
  const ofMain = recordedPrincipal(main, 'main');
  return {
    url,
    main: ofMain,
    // Two business units may share a key.
    ...(alt && {
      alt: { ...recordedPrincipal(alt, 'alt'), ...(alt.token === main.token && { key: ofMain.key }) },
    }),
  };
}

function recordedPrincipal({ token, tenant, fileId }: Principal, role: string): RecordedPrincipal {
  return { tenant, ...(fileId !== undefined && { fileId }), key: standIn(token, role) };
}

/** The target that a replay takes the place of. */
export function replayedTarget({ url, main, alt }: Party): Target {
  return { url, main: principalOf(main), alt: alt && principalOf(alt) };
}

function principalOf({ key, tenant, fileId }: RecordedPrincipal): Principal {
  return { token: key, tenant, fileId };
}
