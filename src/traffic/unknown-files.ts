import type { Exchange } from '../client/exchange.ts';
import { cut } from '../client/cut.ts';
import type { JsonObject } from '../contract/json.ts';
import { objectIn } from '../judgement/body.ts';
import { summary } from '../judgement/status.ts';
import type { Judgement } from '../judge.ts';
import type { Control, Session } from '../session.ts';
import { memberOf } from './accepted.ts';
import { takesPages } from './browser.ts';
import type { UnknownId } from './identifiers.ts';
import { lookAlikes, oddIds, unknownIds } from './identifiers.ts';
import type { Vector } from './vector.ts';

/**
 * Requests for files that do not exist, with ids of the shape of the known one, in every form that a valid request has; the second
 * from a browser.
 */
export async function unknownFiles(session: Session): Promise<Vector[]> {
  const { fileId } = await session.host();
  const vectors = await forIds(session, unknownIds(fileId, session.plan.unknownFiles, session.seed));
  return vectors.map((vector, index) => {
    if (index !== 1) return vector;
    const because = `${vector.because}, from a client that takes pages`;
    return { ...vector, deviation: { headers: takesPages }, because };
  });
}

/**
 * Whether the target answers 404 for a real id of the second organisation: then it rejects a made-up one for what it is, because its
 * ids have a check digit for example. Undefined without a second organisation, and where that id is forbidden, which tells nothing.
 */
export async function findsIssuedIdsOnly(session: Session): Promise<boolean | undefined> {
  const { alt } = session.target;
  if (alt === undefined) return undefined;
  const { body } = await session.host();
  const fileId = await session.knownFile(alt);
  const [sent] = await session.ask([{ body: { ...body, fileId }, because: 'a real id of somebody else' }]);
  const status = sent?.exchange.response?.status;
  return status === 403 ? undefined : status === 404;
}

/** True for an answer that calls a request wrong: not the file, what names it. */
export function isRejection(exchange: Exchange): boolean {
  return [400, 422].includes(exchange.response?.status ?? 0);
}

/** A request for an id that names no file. */
export type ForId = Vector & { readonly id: UnknownId };

/** Requests for ids that only resemble the known one, as many as the plan has; `filename` is what the known file is called. */
export async function lookAlikeFiles(session: Session, filename?: string): Promise<ForId[]> {
  const { fileId } = await session.host();
  return forIds(session, lookAlikes(fileId, filename).slice(0, session.plan.lookAlikes));
}

/** Requests for odd ids that the schema allows, as many as the plan has. */
export async function oddFiles(session: Session): Promise<ForId[]> {
  const { request, contract, plan, seed } = session;
  const { schema } = memberOf(request, 'fileId');
  return forIds(session, session.take(oddIds(schema, contract.document, plan.generated, seed), 'oddIds'));
}

/** The forms of a valid request take turns. */
async function forIds(session: Session, ids: readonly UnknownId[]): Promise<ForId[]> {
  const hosts = await session.hosts();
  return ids.map((id, index) => ({ ...vectorFor(id, hosts[index % hosts.length]?.body ?? {}), id }));
}

/** A passed request with another file id. */
function vectorFor({ value, note }: UnknownId, host: JsonObject): Vector {
  return {
    body: { ...host, fileId: value },
    because: `fileId: ${note} (${cut(JSON.stringify(value), 60)})`,
  };
}

/**
 * Holds unless the answer hands out a URL. For an id that another file may have by chance, handing out a URL is wrong only
 * when it is for the known file.
 */
export function namesNoFile(control: Control, { plausible = false }: UnknownId): Judgement {
  const known = objectIn(control.exchange.response);
  return (exchange) => {
    const { status } = exchange.response;
    if (status >= 400 && status < 500) return undefined;
    const same = ['filename', 'contentType', 'fileSize'].every(
      (name) => objectIn(exchange.response)?.[name] === known?.[name],
    );
    if (plausible && status === 200 && !same) return undefined;
    return { received: summary(exchange), expected: '404: the id names no file' };
  };
}
