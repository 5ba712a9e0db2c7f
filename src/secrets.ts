import type { Secret } from './client/redaction.ts';
import type { Target } from './settings/settings.ts';
import { nearMisses } from './traffic/near-miss.ts';

/** The keys of a target, and what the checks send in their place, which gives most of a key away. */
export function secretsOf({ main, alt }: Pick<Target, 'main' | 'alt'>): Secret[] {
  return [
    { value: main.token, name: '$TARGET_TOKEN' },
    ...variantsOf(main.token, '$TARGET_TOKEN'),
    ...(alt === undefined
      ? []
      : [{ value: alt.token, name: '$TARGET_ALT_TOKEN' }, ...variantsOf(alt.token, '$TARGET_ALT_TOKEN')]),
  ];
}

function variantsOf(token: string, name: string): Secret[] {
  return nearMisses(token)
    .filter(({ value }) => value.length > token.length / 2)
    .map(({ value, note }) => ({ value, name: `<${name}, ${note}>` }));
}
