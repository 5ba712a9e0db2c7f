import type { Mutant } from '../../src/reference/mutants/mutant.ts';
import type { Measured } from './measured.ts';
import { mostAt } from './measured.ts';
import { inFormat, table } from './markdown.ts';
import type { MutantResult } from './mutant-result.ts';

/** The page on each careless server: what fired at each budget, and what it took. */
export async function renderServers(measured: Measured): Promise<string> {
  const { mutants } = measured;
  const atBudget = (budget: string) => new Map(mostAt(budget, measured).map((each) => [each.name, each]));
  const [atStandard, atQuick] = [atBudget('standard'), atBudget('quick')];
  const areas = [...new Set(mutants.map(({ area }) => area))];
  const rowOf = ({ defect: { name }, level, subtle }: Mutant): string[] => {
    const standard = atStandard.get(name);
    const quick = atQuick.get(name);
    return [
      name,
      level + (subtle ? ', subtle' : ''),
      standard === undefined ? 'not judged' : firedAt(standard),
      quick === undefined ? 'not judged' : firedAt(quick),
      String(standard?.requests ?? '–'),
      String(standard?.seconds ?? '–'),
    ];
  };
  return inFormat([
    '# Each careless server',
    'What fired at the budgets standard and quick, what the server violates in bold; requests to API and storage and seconds at standard. Written by `npm run detection`; do not edit. [detection.md](detection.md) has the totals.',
    ...areas.flatMap((area) => [
      `## ${area}`,
      table(
        ['server', 'level', 'standard', 'quick', 'requests', 's'],
        mutants.filter((each) => each.area === area).map(rowOf),
      ),
    ]),
  ]);
}

function firedAt({ killed, by, expected }: MutantResult): string {
  const told = by.map((id) => (expected.includes(id) ? `**${id}**` : id)).join(' ');
  return killed ? told : `survives${told === '' ? '' : `: ${told}`}`;
}
