/** Levels of arrays and objects in a JSON text; anything for a text that is not JSON. */
export function nestingOf(json: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let index = 0; index < json.length; index += 1) {
    const character = json.charAt(index);
    if (character === '"') inString = !inString;
    else if (inString) index += character === '\\' ? 1 : 0;
    else depth += steps[character] ?? 0;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

const steps: Readonly<Record<string, number>> = { '[': 1, '{': 1, ']': -1, '}': -1 };
