import type { Handler, Principal, Reference } from '../../../src/reference/reference.ts';
import type { Asking } from './asking.ts';
import { asking } from './asking.ts';
import type { Received } from './received.ts';
import { nothing, outcome, signatures } from './received.ts';
import { plainUpload } from './uploading.ts';

/** Is told each answer; the probe goes on when it resolves, and stops when it rejects. */
export type Listener = (answer: string) => Promise<void>;

/** A server that is asked. */
export interface Probe {
  readonly reference: Reference;
  readonly send: (request: Request) => Promise<Received>;
  /** Sends requests at the same time; gives their answers in the order of the requests. */
  readonly sendAll: (requests: readonly Request[]) => Promise<readonly Received[]>;
  /** Sends requests at the same time whose answers may differ from one sound server to another. */
  readonly sendUntold: (requests: readonly Request[]) => Promise<readonly Received[]>;
  /** Tells the listener something that is the same of each sound server. */
  readonly tell: Listener;
  readonly ask: (members: Record<string, unknown>, principal?: Principal) => Promise<Record<string, unknown>>;
}

/** A probe that tells the listener each answer, random texts numbered in the order in which they appear. */
export function prober(reference: Reference, handle: Handler, listener: Listener): Probe {
  const tokens = new Map<string, string>();
  const placeholder = (token: string) => {
    const known = tokens.get(token) ?? `#${tokens.size}`;
    tokens.set(token, known);
    return known;
  };
  const sendUntold = (requests: readonly Request[]) =>
    Promise.all(requests.map((request) => outcome(reference, handle, request)));
  const sendAll = async (requests: readonly Request[]) => {
    const outcomes = await sendUntold(requests);
    for (const { shown } of outcomes) await listener(shown.replaceAll(random, placeholder));
    return outcomes;
  };
  const send = async (request: Request) => (await sendAll([request]))[0] ?? nothing;
  const ask = async (members: Record<string, unknown>, principal?: Principal) => {
    const inTwoParts = /[^\0-\x7f]/.test(JSON.stringify(members));
    const what: Asking = { members, inTwoParts, ...(principal && { principal }) };
    const { text } = await send(asking(reference, what));
    return objectIn(Buffer.from(text, 'latin1').toString());
  };
  return { reference, send, sendAll, sendUntold, tell: listener, ask };
}

/** Signatures, and whatever else is as long as a random text. */
const random = new RegExp(`${signatures.source}|[\\w-]{16,}`, 'gi');

/** A JSON object, empty for any other text. */
export function objectIn(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** The URL of an answer; where it has none, one that leads nowhere. */
export function urlOf({ url }: Readonly<Record<string, unknown>>): string {
  return typeof url === 'string' && URL.canParse(url) ? url : 'http://nowhere.test/';
}

/** Asks for a plain upload URL; members differ where they are given. */
export async function ticket(
  probe: Probe,
  members: Record<string, unknown>,
  principal?: Principal,
): Promise<Record<string, unknown>> {
  return probe.ask({ fileId: undefined, ...plainUpload, ...members }, principal);
}

/** Asks for a URL of a file and reads it. */
export async function readFile(probe: Probe, members: Record<string, unknown>): Promise<void> {
  const { url } = await probe.ask(members);
  if (typeof url === 'string' && URL.canParse(url)) await read(probe, url);
}

/** Reads a URL, without user and password. */
export async function read(probe: Probe, url: string): Promise<Received> {
  return await probe.send(new Request(url.replace('://storage@', '://').replace('://reader:secret@', '://')));
}

/** Sends Latin-1 as octets to an upload URL. */
export async function store(probe: Probe, url: string, text: string, type: string): Promise<void> {
  const body = Buffer.from(text, 'latin1');
  await probe.send(new Request(url, { method: 'PUT', headers: { 'content-type': type }, body }));
}

/** Uploads octets, given as Latin-1, and asks for and reads the file before and afterwards. */
export async function roundTrip(probe: Probe, members: Record<string, string>, text: string): Promise<void> {
  const { url, fileId } = await ticket(probe, members);
  if (typeof url !== 'string' || !URL.canParse(url)) return;
  for (const action of ['view', 'download']) await probe.ask({ fileId, action });
  await store(probe, url, text, members['contentType'] ?? plainUpload.contentType);
  for (const action of ['view', 'download']) await readFile(probe, { fileId, action });
  await probe.ask({ fileId, action: 'download', expiresInMinutes: 5 }, { ...probe.reference.alt });
}
