import { cut } from '../client/cut.ts';
import type { Json } from '../contract/json.ts';
import type { Complaint } from '../judge.ts';
import { nameChanges } from './name-changes.ts';

/** A complaint when a name is not the uploaded one, code unit by code unit; it says what kind of change it looks like. */
export function nameComplaint(uploaded: string, received: Json | undefined): Complaint | undefined {
  if (received === uploaded) return undefined;
  const expected = shown(uploaded);
  if (received === undefined) return { received: 'no name', expected };
  if (typeof received !== 'string') return { received: shownValue(received), expected };
  return { received: `${shown(received)}: ${changeOf(uploaded, received)}`, expected };
}

/** Code units that two texts must share before a cut or an addition after another change is believed. */
const telling = 6;
/** Code units of the longest names for which pairs of changes are tried: there are thousands of pairs. */
const longest = 5000;

/** What turned one name into the other: one known change, two of them, or where they begin to differ. */
function changeOf(uploaded: string, received: string): string {
  if (received === '') return 'empty';
  const once = nameChanges.map(([what, change]) => [what, change(uploaded)] as const);
  const single = once.find(([, name]) => name === received);
  if (single !== undefined) return single[0];
  const part = partOf(uploaded, received);
  if (part !== undefined) return part;
  for (const [first, name] of once) {
    if (name === uploaded || Math.max(name.length, received.length) > longest) continue;
    const second = nameChanges.find(([, change]) => change(name) === received);
    if (second !== undefined) return `${first}, then ${second[0]}`;
    const rest = Math.min(name.length, received.length) < telling ? undefined : partOf(name, received);
    if (rest !== undefined) return `${first}, then ${rest}`;
  }
  return `differs from character ${firstDifference(uploaded, received) + 1} on`;
}

/** What was cut off or added, when the rest is the same. */
function partOf(uploaded: string, received: string): string | undefined {
  const characters = [...received].length;
  if (uploaded.startsWith(received)) return `cut to ${characters} characters, ${octets(received)} octets`;
  if (uploaded.endsWith(received)) return `cut to the last ${characters} characters`;
  const start = received.indexOf(uploaded);
  if (start < 0) return undefined;
  const [before, behind] = [received.slice(0, start), received.slice(start + uploaded.length)];
  const added = [before && `${shown(before)} in front`, behind && `${shown(behind)} behind`];
  return `with ${added.filter((text) => text !== '').join(' and ')}`;
}

function octets(text: string): number {
  return Buffer.byteLength(text);
}

/** The index of the first character that differs, counted in code points. */
function firstDifference(a: string, b: string): number {
  const [one, other] = [[...a], [...b]];
  const index = one.findIndex((character, position) => character !== other[position]);
  return index < 0 ? one.length : index;
}

const most = 120;

/** A name in quotes; what a reader would not see or could not tell apart is written as an escape. */
function shown(name: string): string {
  const characters = Array.from(name, (character) =>
    /[\p{C}\p{M}"\\]|(?! )\p{Z}/u.test(character) ? escaped(character) : character,
  );
  const quoted = `"${cut(characters.join(''), most, most / 4)}"`;
  return characters.length <= most ? quoted : `${quoted} (${characters.length} characters)`;
}

function escaped(character: string): string {
  if (character === '"' || character === '\\') return `\\${character}`;
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`;
}

function shownValue(value: Json): string {
  return cut(JSON.stringify(value), most);
}
