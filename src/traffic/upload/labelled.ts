import type { Session } from '../../session.ts';
import { actionOf, plainCargo, plainName } from './cargo.ts';
import { mistakenContents, octetsOf } from './framed-bytes.ts';
import { fileNames, hazardousNames } from './names.ts';
import type { Cargo, RoundTrip } from './round-trip.ts';
import { roundTrip } from './round-trip.ts';
import { contentTypes } from './types.ts';

/** Files of which the name, the type or both are awkward, up and down again. */
export interface LabelledTrips {
  /** One for each awkward name. */
  readonly named: readonly RoundTrip[];
  /** One for each media type. */
  readonly typed: readonly RoundTrip[];
}

/**
 * Files with awkward names and of many media types. A name and a type go on one trip; where the target refuses that, each goes
 * again by itself, so that one is not refused for the other.
 */
export async function labelledTrips(session: Session): Promise<LabelledTrips> {
  const { seed, plan } = session;
  const names = fileNames({ seed, most: plan.fileNames });
  const types = contentTypes({ seed, most: plan.uploadTypes });
  const named = names.map(({ name, note }, index) => ({ ...plainCargo(`name ${index}`, name), note }));
  const typed = types.map(({ contentType, note }, index) => {
    const cargo = plainCargo(`type ${index}`, plainName(`type-${index + 1}`, contentType));
    return { ...cargo, contentType, note, bytes: octetsOf(contentType, seed) ?? cargo.bytes };
  });
  const both = await Promise.all(
    named
      .slice(0, typed.length)
      .map((cargo, index) =>
        trip(
          session,
          { ...cargo, ...sameFile(typed[index] ?? cargo) },
          `label ${index}`,
          actionFor(cargo, index),
        ),
      ),
  );
  const alone = (cargoes: readonly Cargo[], kind: string): Promise<RoundTrip[]> =>
    Promise.all(
      cargoes.map(async (cargo, index) => {
        const shared = both[index];
        if (shared?.back === undefined) return trip(session, cargo, `${kind} ${index}`, actionOf(index));
        return { ...shared, cargo: { ...shared.cargo, note: cargo.note } };
      }),
    );
  return { named: await alone(named, 'name'), typed: await alone(typed, 'type') };
}

/** Files with names that must not reach a header or a path, up and down again. */
export function hazardousTrips(session: Session): Promise<RoundTrip[]> {
  const names = hazardousNames({ seed: session.seed, most: session.plan.hazardousNames });
  return Promise.all(
    names.map(({ name, note }, index) => {
      const content = mistakenContents[index]?.(session.seed) ?? plainCargo(`hazard ${index}`);
      const { bytes, contentType } = content;
      return trip(session, { fileName: name, bytes, contentType, note }, `hazard ${index}`);
    }),
  );
}

/** Downloads and views take turns, but what is named as a text is viewed: its type tells another, which a viewer may guess. */
function actionFor({ fileName }: Cargo, index: number): string {
  return fileName.endsWith('.txt') ? 'view' : actionOf(index);
}

/** What a file holds and is said to be, without its name. */
function sameFile({ bytes, contentType }: Cargo): Pick<Cargo, 'bytes' | 'contentType'> {
  return { bytes, contentType };
}

function trip(session: Session, cargo: Cargo, occasion: string, action?: string): Promise<RoundTrip> {
  return roundTrip(session, cargo, { occasion, ...(action !== undefined && { action }) });
}
