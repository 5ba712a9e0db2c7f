import { writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { measuredBudgets, readCatalogue } from '../src/cli/catalogue.ts';
import { suiteFile } from '../src/suite-files.ts';
import { collectCatalogue } from './catalogue.ts';
import { cataloguePage, renderCatalogue } from './catalogue/page.ts';
import { readTraffic, trafficFile, trafficIn } from './catalogue/traffic.ts';
import { runAgainstReference } from './reference-run.ts';
import { requestsIn } from './requests.ts';

const entries = await collectCatalogue();
await write(suiteFile('specs', 'catalogue.json'), entries);
process.stdout.write(`specs/catalogue.json: ${entries.length} requirements\n`);

const requests: Record<string, Record<string, number>> = {};
for (const budget of measuredBudgets) {
  const run = await runAgainstReference(budget);
  requests[budget] = requestsIn(run);
  const sum = Object.values(requests[budget]).reduce((total, count) => total + count, 0);
  process.stdout.write(`specs/requests.json: ${sum} API requests at ${budget}\n`);
  if (budget === 'standard') await write(trafficFile, trafficIn(run));
}
await write(suiteFile('specs', 'requests.json'), requests);
await writeFile(cataloguePage, await renderCatalogue(readCatalogue(), await readTraffic()));
process.stdout.write('specs/traffic.json, docs/catalogue.md: what each check sends and judges\n');

async function write(path: string, content: unknown): Promise<void> {
  const text = JSON.stringify(content, null, 2);
  await writeFile(path, await format(text, { ...(await resolveConfig(path)), filepath: path }));
}
