import { isSelected } from '../selection.ts';
import type { Cause } from './causes.ts';
import type { ConformanceReport, RequirementResult } from './model.ts';

/** So many causes are shown in full, the rest in a line each. */
const inFull = 8;

/** The causes that the terminal shows in full, and those that get a line: of one request that is sent again, what the user named. */
export function shownCauses(report: ConformanceReport): {
  readonly full: readonly Cause[];
  readonly rest: readonly Cause[];
} {
  const { causes, requirements } = report;
  if (report.run.path === undefined) return { full: causes.slice(0, inFull), rest: causes.slice(inFull) };
  const named = new Set(requirements.filter((result) => isNamed(result, report)).map(({ id }) => id));
  const isWanted = ({ ids }: Cause): boolean => ids.some((id) => named.has(id));
  const wanted = causes.filter(isWanted).map((cause) => ({ ...cause, ids: namedFirst(cause, named) }));
  const others = causes.filter((cause) => !isWanted(cause));
  return { full: wanted.slice(0, inFull), rest: [...wanted.slice(inFull), ...others] };
}

function isNamed({ id, level, title }: RequirementResult, { run }: ConformanceReport): boolean {
  const { grep } = run.selection;
  return isSelected(
    { files: [], ...(grep !== undefined && { grep }) },
    { title, tags: [`@${id}`, `@${level}`], file: '' },
  );
}

function namedFirst({ ids }: Cause, named: ReadonlySet<string>): string[] {
  return [...ids.filter((id) => named.has(id)), ...ids.filter((id) => !named.has(id))];
}
