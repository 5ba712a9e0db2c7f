import { alike, far, near } from './candidate.ts';
import type { Candidate, Fault } from './candidate.ts';

/** Breaks `multipleOf`. */
export const notMultiple: Fault = function* ({ schema, values }): Iterable<Candidate> {
  const step = Number(schema.multipleOf);
  for (const valid of values.filter((value) => typeof value === 'number').slice(0, 2)) {
    yield near(precise(valid + step / 2), 'half a step off');
    yield near(precise(valid + 1), 'one more than a multiple');
    yield near(precise(valid - 1), 'one less than a multiple');
    yield near(precise(valid + step / 10), 'a tenth of a step off');
    yield near(precise(valid + step / 3), 'a third of a step off');
    yield alike(precise(valid + step * 1e-6), 'a millionth of a step off');
    yield far(precise(valid + step * Math.PI), 'an arbitrary number');
  }
};

function precise(value: number): number {
  return Number(value.toPrecision(15));
}
