import type { TestDetails } from '@playwright/test';
import type { Defect } from './reference/start.ts';

/** RFC 2119 level; INFO is reported and never judged. */
export type Level = 'MUST' | 'SHOULD' | 'INFO';

/** Which side of the contract a requirement belongs to. */
export type Profile = 'core' | 'upload';

/** One requirement of the contract, declared beside the test that checks it. */
export interface Requirement {
  /** Area and number, for example `REJ-07`; never reused. */
  readonly id: string;
  readonly level: Level;
  /** JSON Pointers into the document (`#/…`), prose sections (`P: …`), RFC sections, documentation pages (`W: …`), or `sec`. */
  readonly clause: readonly string[];
  /** The normative sentence, as the clause has it; for a schema keyword its name and value. */
  readonly quote: string;
  /** What the check does to the target's data. */
  readonly effect: 'none' | 'writes';
  /** `core` by default. */
  readonly profile?: Profile;
  /** The single faults of the reference server that this check must catch, each on its own. */
  readonly defects: readonly Defect[];
}

/** Annotation types begin with this, so that allure-playwright shows each as a label. */
export const labelPrefix = 'allure.label.';

const declared = new Map<string, Requirement>();

/** Declares a requirement and gives the details for its `test(…)`. Throws when the id is taken or malformed. */
export function requirement(spec: Requirement): TestDetails {
  if (!/^[A-Z]+-\d\d[a-z]?$/.test(spec.id)) throw new Error(`requirement: ${spec.id} is not like REJ-07`);
  if (declared.has(spec.id)) throw new Error(`requirement: ${spec.id} is declared twice`);
  declared.set(spec.id, spec);
  const labels: [string, string][] = [
    ['requirement', spec.id],
    ['level', spec.level],
    ...spec.clause.map((clause): [string, string] => ['clause', clause]),
    ['quote', spec.quote],
    ['effect', spec.effect],
    ['profile', spec.profile ?? 'core'],
    ...spec.defects.map(({ name }): [string, string] => ['defect', name]),
  ];
  return {
    tag: [`@${spec.id}`, `@${spec.level}`],
    annotation: labels.map(([name, description]) => ({ type: labelPrefix + name, description })),
  };
}

/** The requirement that a test was declared with; throws for a test without one. */
export function requirementOf(test: {
  readonly annotations: readonly { type: string; description?: string }[];
}): Requirement {
  const id = test.annotations.find(({ type }) => type === `${labelPrefix}requirement`)?.description ?? '';
  const spec = declared.get(id);
  if (spec === undefined) throw new Error(`requirementOf: the test declares no requirement (found "${id}")`);
  return spec;
}
