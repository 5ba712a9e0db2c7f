import { isJsonObject } from '../../contract/json.ts';
import type { JsonObject } from '../../contract/json.ts';
import { sampleMatching } from '../build/matching.ts';

/** A member name that matches a pattern, always the same one; undefined where none is found. */
export function nameMatching(pattern: string): string | undefined {
  return sampleMatching(pattern)[0];
}

/** A member name that neither `properties` nor `patternProperties` of a schema cover. */
export function nameOutside({ properties, patternProperties }: JsonObject): string {
  const names = isJsonObject(properties) ? Object.keys(properties) : [];
  const patterns = isJsonObject(patternProperties) ? Object.keys(patternProperties) : [];
  const candidates = ['other', 'x', 'another', 'Other', '0', '_', 'zzz', '-', ' ', 'é', 'undeclaredMember'];
  const covered = (name: string) =>
    names.includes(name) || patterns.some((pattern) => new RegExp(pattern, 'u').test(name));
  return candidates.find((name) => !covered(name)) ?? 'undeclared';
}
