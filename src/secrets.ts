import type { Secret } from './client/redaction.ts';
import type { Target } from './settings/settings.ts';
import { encodedKeys, keyMisses, unknownKey } from './traffic/credentials.ts';

/** The keys of a target. */
export function keysOf({ main, alt }: Pick<Target, 'main' | 'alt'>): Secret[] {
  return [
    { value: main.token, name: '$TARGET_TOKEN' },
    ...(alt === undefined ? [] : [{ value: alt.token, name: '$TARGET_ALT_TOKEN' }]),
  ];
}

/** The keys of a target, and what the checks send in their place, which gives most of a key away, or its form. */
export function secretsOf(target: Pick<Target, 'main' | 'alt'>): Secret[] {
  return keysOf(target).flatMap((key) => [key, ...variantsOf(key)]);
}

function variantsOf({ value: token, name }: Secret): Secret[] {
  const misses = keyMisses(token).map(({ value, note }) => {
    const secret = { value, name: `<${name}, ${note}>` };
    return value.length > token.length / 2 ? secret : { ...secret, alone: true };
  });
  const encodings = Object.values(encodedKeys(token)).map(({ value, note }) => ({
    value,
    name: `<${name}, ${note}>`,
  }));
  return [
    ...misses,
    ...encodings,
    { value: unknownKey(token), name: `<${name}, every character another>`, alone: true },
  ];
}
