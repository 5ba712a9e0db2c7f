import type { Secret } from './client/redaction.ts';
import type { Target } from './settings/settings.ts';
import { nearMisses } from './traffic/near-miss.ts';

/** The keys of a target. */
export function keysOf({ main, alt }: Pick<Target, 'main' | 'alt'>): Secret[] {
  return [
    { value: main.token, name: '$TARGET_TOKEN' },
    ...(alt === undefined ? [] : [{ value: alt.token, name: '$TARGET_ALT_TOKEN' }]),
  ];
}

/** The keys of a target, and what the checks send in their place, which gives most of a key away. */
export function secretsOf(target: Pick<Target, 'main' | 'alt'>): Secret[] {
  return keysOf(target).flatMap((key) => [key, ...variantsOf(key)]);
}

function variantsOf({ value: token, name }: Secret): Secret[] {
  return nearMisses(token)
    .filter(({ value }) => value.length > token.length / 2)
    .map(({ value, note }) => ({ value, name: `<${name}, ${note}>` }));
}
