/** The part of JSON Schema that the report's schema is written in. */
interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema | boolean;
  readonly oneOf?: readonly Schema[];
}

/** The members of a report by their full names like `exchanges[].request.url`, sorted; one that may be absent ends with `?`. */
export function membersInSchema(root: Schema): string[] {
  const walk = (schema: Schema, name: string): string[] => {
    const { $ref, properties = {}, required = [], items, oneOf = [] } = schema;
    if ($ref !== undefined) return walk(root.$defs?.[$ref.replace('#/$defs/', '')] ?? {}, name);
    const own = Object.entries(properties).flatMap(([member, below]) => {
      const full = name === '' ? member : `${name}.${member}`;
      return [full + (required.includes(member) ? '' : '?'), ...walk(below, full)];
    });
    const inItems = typeof items === 'object' ? walk(items, `${name}[]`) : [];
    return [...own, ...inItems, ...oneOf.flatMap((one) => walk(one, name))];
  };
  return walk(root, '').sort();
}

/** The members that the page describes, in the same form: headings name what the rows of their tables are members of. */
export function membersInPage(page: string): string[] {
  let owners: string[] = [''];
  const members: string[] = [];
  for (const line of page.split('\n')) {
    if (line.startsWith('#')) {
      const named = [...line.matchAll(/`([^`]+)`/g)].map(([, name = '']) => `${name}.`);
      owners = named.length > 0 ? named : [''];
    }
    const [, absent, member] = /^\| (_?)`([^`]+)`_? +\|/.exec(line) ?? [];
    if (member !== undefined)
      members.push(...owners.map((owner) => owner + member + (absent === '' ? '' : '?')));
  }
  return members.sort();
}
