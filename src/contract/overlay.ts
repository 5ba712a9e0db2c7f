import type { OpenAPIOverlayAction as Action } from 'openapi-format';
import { parse } from 'yaml';
import type { JsonObject } from './json.ts';
import { isJsonObject, textOf } from './json.ts';

/** An OpenAPI Overlay 1.0 document whose form has been checked. */
export interface Overlay {
  readonly overlay: string;
  readonly actions: readonly Action[];
}

/**
 * Reads an OpenAPI Overlay 1.0 document (YAML or JSON).
 * Throws an Error where the text is neither, the version is another one, or an action has no target or no effect.
 */
export function overlayFrom(text: string): Overlay {
  const content: unknown = parse(text);
  if (!isJsonObject(content)) throw new Error('it is no OpenAPI Overlay: an object was expected');
  const { overlay, actions } = content;
  if (!/^1\.0\.\d+$/.test(textOf(overlay)))
    throw new Error(`overlay is ${JSON.stringify(overlay)}: version 1.0.0 was expected`);
  if (!Array.isArray(actions) || actions.length === 0) throw new Error('it has no actions');
  return { overlay: textOf(overlay), actions: actions.map(actionOf) };
}

/**
 * A copy of a document with the actions applied in turn.
 * Throws an Error that names the targets of the actions that match nothing.
 */
export async function applied({ overlay, actions }: Overlay, document: JsonObject): Promise<JsonObject> {
  // Not loaded by who inherits the document that comes of it.
  const { openapiOverlay } = await import('openapi-format');
  const overlaySet = { overlay, actions: [...actions] };
  const { data, resultData } = await openapiOverlay(structuredClone(document), { overlaySet });
  const unused = resultData['unusedActions'] as readonly Action[];
  if (unused.length > 0)
    throw new Error(`nothing in the document matches ${unused.map(({ target }) => target).join(', ')}`);
  return data as JsonObject;
}

// The library only logs what is wrong with an action, and goes on.
function actionOf(action: unknown, index: number): Action {
  const place = `actions[${index}]`;
  if (!isJsonObject(action)) throw new Error(`${place} is no object`);
  const { target, update, remove } = action;
  if (typeof target !== 'string' || !target.startsWith('$'))
    throw new Error(`${place}.target is ${JSON.stringify(target)}: a JSONPath was expected`);
  if (remove === true) return { target, remove };
  if (!isJsonObject(update)) throw new Error(`${place} (${target}) has neither update nor remove: true`);
  return { target, update };
}
