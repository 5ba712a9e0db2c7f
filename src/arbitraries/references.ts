import type { Json, JsonObject } from '../contract/json.ts';
import { isJsonObject } from '../contract/json.ts';
import { pointerOf, tokensOf } from '../contract/pointer.ts';
import { ROOT_URI, placed } from './located.ts';
import type { Located } from './located.ts';

/** Finds the schema that a reference names; throws where there is none. */
export type Resolve = (reference: string, from: Located) => Located;

/** Resolves references by pointer, `$id` and `$anchor`, in the root, in further documents by URI, and in those that are `known` anyway. */
export function resolverOf(
  root: JsonObject,
  documents: Readonly<Record<string, JsonObject>>,
  known: (uri: string) => JsonObject | undefined,
): Resolve {
  const resources = new Map<string, Located>();
  const whole = placed(root, '', ROOT_URI);
  let indexed = false;
  const index = () => {
    indexed = true;
    for (const [uri, document] of Object.entries(documents)) register(document, `${uri}#`, uri, resources);
    register(root, '', ROOT_URI, resources);
  };
  const resolve: Resolve = (reference, from) => {
    // Most documents have no identifiers: nothing but pointers into the root, which need no index.
    if (/^#(\/|$)/.test(reference) && from.base === ROOT_URI) return descend(whole, reference);
    if (!indexed) index();
    const { href } = new URL(reference, from.base);
    const [uri = ''] = href.split('#');
    const other = resources.has(uri) ? undefined : known(uri);
    if (other !== undefined) register(other, `${uri}#`, uri, resources);
    return lookUp(resources, href);
  };
  return remembered(resolve);
}

/** The same schema object for the same reference, so that what is known of it is found again. */
function remembered(resolve: Resolve): Resolve {
  const found = new Map<string, Located>();
  return (reference, from) => {
    const key = `${from.base} ${reference}`;
    const located = found.get(key) ?? resolve(reference, from);
    found.set(key, located);
    return located;
  };
}

function lookUp(resources: ReadonlyMap<string, Located>, uri: string): Located {
  const [resource = '', fragment = ''] = uri.split('#');
  const found = fragment.startsWith('/') ? undefined : resources.get(fragment === '' ? resource : uri);
  if (found !== undefined) return found;
  const holder = resources.get(resource);
  if (holder === undefined) throw new Error(`resolve: no schema at ${uri}`);
  return descend(holder, fragment);
}

function descend(from: Located, fragment: string): Located {
  let found = from;
  for (const token of tokensOf(decodeURIComponent(fragment))) {
    const value = (found.schema as unknown as JsonObject)[token];
    if (value === undefined) throw new Error(`resolve: nothing at ${fragment}`);
    // Not `placed`, which takes for a schema only what is one: a list or a map may lie on the way.
    found = { ...placed(value, found.pointer + pointerOf(token), found.base), schema: value as JsonObject };
  }
  return found;
}

function register(node: Json, pointer: string, base: string, resources: Map<string, Located>): void {
  if (Array.isArray(node)) {
    node.forEach((item, index) => {
      register(item, pointer + pointerOf(index), base, resources);
    });
  }
  if (!isJsonObject(node)) return;
  const here = placed(node, pointer, base);
  if (!resources.has(base)) resources.set(base, here);
  resources.set(here.base, resources.get(here.base) ?? here);
  for (const name of [node.$anchor, node.$dynamicAnchor]) {
    if (typeof name === 'string') resources.set(`${here.base}#${name}`, here);
  }
  for (const [name, member] of Object.entries(node)) {
    if (name !== 'const' && name !== 'enum')
      register(member, pointer + pointerOf(name), here.base, resources);
  }
}
