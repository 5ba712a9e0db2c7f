import { writeFile } from 'node:fs/promises';
import { suiteFile } from '../src/suite-files.ts';
import { collectCatalogue } from './catalogue.ts';

const entries = await collectCatalogue();
await writeFile(suiteFile('specs', 'catalogue.json'), `${JSON.stringify(entries, null, 2)}\n`);
process.stdout.write(`specs/catalogue.json: ${entries.length} requirements\n`);
