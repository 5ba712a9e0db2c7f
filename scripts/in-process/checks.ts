import { readdirSync } from 'node:fs';
import { Module } from 'node:module';
import { join } from 'node:path';
import type { TestDetails } from '@playwright/test';
import type { CheckFixtures, WorkerFixtures } from '../../src/fixtures.ts';
import type { Requirement } from '../../src/requirement.ts';
import { requirementOf } from '../../src/requirement.ts';
import { suiteFile } from '../../src/suite-files.ts';

/** What a check is handed by `src/fixtures.ts`, or here. */
export type Fixtures = CheckFixtures & Pick<WorkerFixtures, 'connection' | 'settings'>;

/** A check of the suite outside of Playwright. */
export interface Check {
  readonly title: string;
  readonly spec: Requirement;
  readonly judge: (fixtures: Fixtures) => Promise<void> | void;
}

/** Every check of the suite, in the order in which Playwright runs them. Their test files load a `test` that only collects. */
export function collectChecks(): Check[] {
  const checks: Check[] = [];
  const declare = (title: string, { annotation = [] }: TestDetails, judge: Check['judge']): void => {
    const annotations = [annotation].flat();
    checks.push({ title, spec: requirementOf({ annotations }), judge });
  };
  const fixtures = new Module(suiteFile('src', 'fixtures.ts'));
  fixtures.exports = { test: Object.assign(declare, { setTimeout: () => undefined }) };
  Object.assign(fixtures, { filename: fixtures.id, loaded: true });
  require.cache[fixtures.id] = fixtures;
  const folder = suiteFile('tests', 'conformance');
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort())
    if (file.endsWith('.spec.ts')) fixtures.require(join(folder, file));
  return checks;
}
