import { collectChecks } from './checks.ts';
import { observeInProcess } from './in-process.ts';
import { careless, conforming } from './subject.ts';

const subjects = new Map([...careless, ...conforming].map((subject) => [subject.name, subject]));
const checks = collectChecks();

/** The program of a process that judges the servers which its parent names, one after the other. */
process.on('message', ({ name, budget }: { name: string; budget: string }) => {
  const subject = subjects.get(name);
  if (subject !== undefined)
    return void observeInProcess(checks, subject, budget).then((seen) => process.send?.(seen));
  process.stderr.write(`no server is called "${name}"\n`);
  process.exit(1);
});
