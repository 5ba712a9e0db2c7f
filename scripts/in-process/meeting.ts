import { movedClock } from '../../src/clock.ts';
import type { Connection } from '../../src/connection.ts';
import { connect } from '../../src/connection.ts';
import type { Contract } from '../../src/contract/contract.ts';
import { loadContract } from '../../src/contract/contract.ts';
import type { StartOptions } from '../../src/reference/start.ts';
import { startReference } from '../../src/reference/start.ts';
import type { Profile } from '../../src/requirement.ts';
import { asEnvironment } from '../../src/settings/as-environment.ts';
import type { Settings, Target } from '../../src/settings/settings.ts';
import { readSettings } from '../../src/settings/settings.ts';
import { documentFile, overlayFile } from '../../src/suite-files.ts';

/** What is the same for every server. */
export interface Contracts {
  readonly contract: Contract;
  /** The document with the upload profile. */
  readonly overlaid: Contract;
}

export async function loadContracts(): Promise<Contracts> {
  return {
    contract: await loadContract(documentFile),
    overlaid: await loadContract(documentFile, overlayFile),
  };
}

/** A reference server in this process, and how it is met: with a connection of its own, and a clock that is moved. */
export interface Meeting {
  readonly contract: Contract;
  /** The document with the upload profile; undefined when the server does not claim it. */
  readonly uploads: Contract | undefined;
  readonly connection: Connection;
  readonly settings: Settings;
  readonly close: () => Promise<void>;
}

/** Starts a reference server, to be judged within this process. */
export async function meet(
  { contract, overlaid }: Contracts,
  options: StartOptions,
  profiles: readonly Profile[],
  budget: string,
): Promise<Meeting> {
  const reference = await startReference(options);
  const { main, alt, origins } = reference;
  const target: Target = { url: origins.api, main, alt };
  const environment = { ...asEnvironment(target), TARGET_PROFILES: profiles.join(','), BUDGET: budget };
  const settings = readSettings({ environment, file: {} }, contract);
  const clock = movedClock((milliseconds) => reference.moveClock([main.tenant, alt.tenant], milliseconds));
  const connection = await connect(contract, target, { clock });
  return {
    contract,
    uploads: profiles.includes('upload') ? overlaid : undefined,
    connection,
    settings,
    close: async () => {
      await connection.close();
      await reference.close();
    },
  };
}
