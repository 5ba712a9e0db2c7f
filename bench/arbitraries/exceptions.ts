/** Groups of the official suite that the arbitraries do not do, and why: none at present. */
export const exceptions: Readonly<Record<string, string>> = {};

/** Why groups on which ajv and the suite differ are not judged. */
export const notJudged: readonly (readonly [RegExp, string])[] = [
  [/^(optional\/)?dynamicRef|with \$dynamicRef/, 'ajv follows $dynamicRef in part only'],
  [/^format:/, 'the suite takes `format` for an annotation, this project asserts it'],
  [/^optional\/format\//, 'ajv-formats reads the format otherwise in some corner'],
  [/^unevaluated/, 'ajv tracks what `contains` and a lone `if` evaluate in part only'],
  [
    /^ref:|refOfUnknownKeyword|unknownKeyword|cross-draft|vocabulary/,
    'ajv cannot resolve it, or reads another draft',
  ],
];
