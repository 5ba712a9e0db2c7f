/** The name of a secret that a text holds, plain or in an encoding; undefined when it holds none. */
export function secretIn(
  text: string,
  secrets: readonly { readonly value: string; readonly name: string }[],
): string | undefined {
  const readings = readingsOf(text);
  return secrets.find(({ value }) =>
    readings.some((reading) => reading.includes(value) || reading.includes(reversed(value))),
  )?.name;
}

/** The text itself, percent-decoded once and twice, and every part of it that decodes from base64 or hex, two encodings deep. */
function readingsOf(text: string, depth = 2): string[] {
  if (depth === 0) return [text];
  const plain = decoded(decoded(text));
  const parts = plain.match(/[A-Za-z0-9+/_-]{12,}/g) ?? [];
  // What stands in front, a path segment for example, may be in the same alphabet: hence every offset.
  const inner = [
    ...parts.flatMap((part) => [0, 1, 2, 3].map((offset) => Buffer.from(part.slice(offset), 'base64'))),
    ...(plain.match(/[0-9a-f]{12,}/gi) ?? []).flatMap((part) =>
      [0, 1].map((offset) => Buffer.from(part.slice(offset), 'hex')),
    ),
  ].map((bytes) => bytes.toString('latin1'));
  return [text, decoded(text), plain, ...inner.flatMap((reading) => readingsOf(reading, depth - 1))];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function reversed(text: string): string {
  return Array.from(text).reverse().join('');
}
