import { errorAnswer } from '../defects/answers.ts';
import type { Call, When } from '../defects/fault.ts';
import { apiFault } from '../defects/fault.ts';
import { repairs } from '../defects/requests.ts';
import type { Defect } from '../start.ts';

/** What a careless server reads in place of a member's value; undefined, or the value itself, leaves it alone. */
export type Replace = (value: unknown, call: Call) => unknown;

/** Declares faults that read a member that is given as another value. */
export function reads(member: string): (name: string, replace: Replace) => Defect {
  return (name, replace) =>
    repairs(name, (asked, call) => {
      if (!(member in asked)) return undefined;
      const replaced = replace(asked[member], call);
      return replaced === undefined || Object.is(replaced, asked[member])
        ? undefined
        : { ...asked, [member]: replaced };
    });
}

/** Changes a value that is a text. */
export function texts(change: (text: string) => unknown): Replace {
  return (value) => (typeof value === 'string' ? change(value) : undefined);
}

/** Answers what the sound server rejects with another status. */
export function rejectsWith(name: string, status: number, when: When): Defect {
  return apiFault(name, async (call, next) => {
    const response = await next();
    const isRejection = [400, 415, 422].includes(response.status);
    return isRejection && when(call) ? errorAnswer(status, 'INVALID_REQUEST') : response;
  });
}

/** The id of the file that a careless server takes when it does not know which. */
export function mainFile({ reference }: Call): string {
  return reference.main.fileId;
}
