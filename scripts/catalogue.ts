import { listedChecks } from '../src/cli/listed-checks.ts';
import type { CatalogueEntry } from '../src/report/collected.ts';
import { withoutTarget } from './without-target.ts';

/** The catalogue as the conformance tests declare it, collected by Playwright, in the order of the ids. */
export async function collectCatalogue(): Promise<CatalogueEntry[]> {
  return (await listedChecks([], withoutTarget(process.env))).map(({ entry }) => entry);
}
