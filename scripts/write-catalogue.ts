import { writeFile } from 'node:fs/promises';
import { measuredBudgets } from '../src/cli/catalogue.ts';
import { suiteFile } from '../src/suite-files.ts';
import { collectCatalogue } from './catalogue.ts';
import { measureRequests } from './requests.ts';

const entries = await collectCatalogue();
await write('catalogue.json', entries);
process.stdout.write(`specs/catalogue.json: ${entries.length} requirements\n`);

const requests: Record<string, Record<string, number>> = {};
for (const budget of measuredBudgets) {
  requests[budget] = await measureRequests(budget);
  const sum = Object.values(requests[budget]).reduce((total, count) => total + count, 0);
  process.stdout.write(`specs/requests.json: ${sum} API requests at ${budget}\n`);
}
await write('requests.json', requests);

async function write(name: string, content: unknown): Promise<void> {
  await writeFile(suiteFile('specs', name), `${JSON.stringify(content, null, 2)}\n`);
}
