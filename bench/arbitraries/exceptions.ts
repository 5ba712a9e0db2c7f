/** Groups of the official suite that the arbitraries do not do, and why. */
export const exceptions: Readonly<Record<string, string>> = {
  'defs: validate definition against metaschema':
    'violations only: ajv overflows the stack on schemas derived from the metaschema, which refers to itself by $dynamicRef',
  'ref: remote ref, containing refs itself': 'violations only: the same metaschema',
  'refRemote: base URI change':
    'violations only: a schema derived from one that changes the base URI with a relative $id loses the change',
};

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
