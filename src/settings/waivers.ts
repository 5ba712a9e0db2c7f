import type { Level } from '../requirement.ts';
import { readYaml, SettingsError } from './sources.ts';

/** A failure that is known and tolerated for a while. */
export interface Waiver {
  /** Id of a requirement that is judged. */
  readonly id: string;
  readonly reason: string;
  /** Who sees to it that the waiver goes. */
  readonly owner: string;
  /** The last day on which it holds, UTC: `2025-01-31`. */
  readonly until: string;
  /** Text that every finding must have in what was sent, received or expected; without it any finding is waived. */
  readonly finding?: string;
}

/** What the catalogue says of a requirement, as far as a waiver depends on it. */
interface Known {
  readonly id: string;
  readonly level: Level;
}

/** Reads a waiver file and checks it against its schema and the catalogue. Throws a SettingsError that names the file and the place. */
export function readWaivers(file: string, schemaFile: string, catalogue: readonly Known[]): Waiver[] {
  const waivers = (readYaml(file, schemaFile) ?? []) as Waiver[];
  for (const [index, { id }] of waivers.entries()) {
    const level = catalogue.find((known) => known.id === id)?.level;
    const first = waivers.findIndex((waiver) => waiver.id === id);
    const wrong =
      level === undefined
        ? `${id} is not in the catalogue`
        : level === 'INFO'
          ? `${id} is only observed and never fails`
          : first < index
            ? `${id} is waived already, at /${first}`
            : undefined;
    if (wrong !== undefined) throw new SettingsError(`${file}: /${index}/id: ${wrong}`);
  }
  return waivers;
}
