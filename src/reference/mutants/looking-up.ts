import type { Call } from '../defects/fault.ts';
import { repairs } from '../defects/requests.ts';
import type { Defect } from '../start.ts';

/** Looks up another id than the one that was asked for; undefined, or an empty one, leaves it alone. */
export function looksUp(name: string, other: (fileId: string, call: Call) => string | undefined): Defect {
  return repairs(name, (asked, call) => {
    const { fileId } = asked;
    if (typeof fileId !== 'string' || fileId === '' || asked['action'] === 'upload') return undefined;
    const found = other(fileId, call);
    return found === undefined || found === '' || found === fileId ? undefined : { ...asked, fileId: found };
  });
}

/** Takes an unknown id for the first file when it is near enough to that file's. */
export function finds(name: string, near: (fileId: string, known: string) => boolean): Defect {
  return looksUp(name, (fileId, { reference }) =>
    near(fileId, reference.main.fileId) ? reference.main.fileId : undefined,
  );
}
