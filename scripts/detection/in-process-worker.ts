import { loadSuite, observeInProcess } from './in-process.ts';
import { careless, conforming } from './subject.ts';

const subjects = new Map([...careless, ...conforming].map((subject) => [subject.name, subject]));
const suite = loadSuite();

/** The program of a process that judges the servers which its parent names, one after the other. */
process.on('message', ({ name, budget }: { name: string; budget: string }) => {
  const subject = subjects.get(name);
  if (subject === undefined) {
    process.stderr.write(`no server is called "${name}"\n`);
    process.exit(1);
  }
  void suite.then((loaded) => observeInProcess(loaded, subject, budget)).then((seen) => process.send?.(seen));
});
