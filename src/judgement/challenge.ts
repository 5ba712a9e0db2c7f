/** One challenge of a `WWW-Authenticate` field (RFC 9110 §11.6.1); names in lower case. */
export interface Challenge {
  readonly scheme: string;
  readonly parameters: ReadonlyMap<string, string>;
}

const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const pair = new RegExp(`^(${token})[ \\t]*=[ \\t]*(?:(${token})|"((?:[^"\\\\]|\\\\.)*)")$`);
const head = new RegExp(`^(${token})(?:[ ]+(.+))?$`);
const token68 = /^[A-Za-z0-9\-._~+/]+=*$/;

/** Parses a `WWW-Authenticate` field of several challenges; undefined when it breaks the grammar or holds none. */
export function challengesIn(value: string): Challenge[] | undefined {
  const challenges: { scheme: string; parameters: Map<string, string> }[] = [];
  for (const element of elementsOf(value)) {
    const current = challenges.at(-1);
    if (pair.test(element)) {
      if (current === undefined) return undefined;
      addPair(current.parameters, element);
      continue;
    }
    const [, scheme, rest] = head.exec(element) ?? [];
    if (scheme === undefined) return undefined;
    const parameters = new Map<string, string>();
    if (rest !== undefined && pair.test(rest)) addPair(parameters, rest);
    else if (rest !== undefined && !token68.test(rest)) return undefined;
    challenges.push({ scheme: scheme.toLowerCase(), parameters });
  }
  return challenges.length === 0 ? undefined : challenges;
}

/** Splits at commas outside quoted strings and drops empty elements, as the list rule has it. */
function elementsOf(value: string): string[] {
  return (value.match(/(?:"(?:[^"\\]|\\.)*"|[^,"]|")+/g) ?? [])
    .map((element) => element.trim())
    .filter(Boolean);
}

function addPair(parameters: Map<string, string>, element: string): void {
  const [, name = '', plain, quotedText] = pair.exec(element) ?? [];
  parameters.set(name.toLowerCase(), plain ?? (quotedText ?? '').replace(/\\(.)/g, '$1'));
}
