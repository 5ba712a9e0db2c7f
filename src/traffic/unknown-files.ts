import { cut } from '../client/cut.ts';
import type { JsonObject } from '../contract/json.ts';
import { objectIn } from '../judgement/body.ts';
import { summary } from '../judgement/status.ts';
import type { Judgement } from '../judge.ts';
import type { Control, Session } from '../session.ts';
import { takesPages } from './browser.ts';
import type { UnknownId } from './identifiers.ts';
import { unknownIds } from './identifiers.ts';
import type { Vector } from './vector.ts';

/**
 * Requests for files that do not exist, with ids of the shape of the known one, in every form that a valid request has; the second
 * from a browser.
 */
export async function unknownFiles(session: Session): Promise<Vector[]> {
  const hosts = await session.hosts();
  const [control] = hosts;
  const ids = unknownIds(control?.fileId ?? 'file', session.plan.unknownFiles, session.seed);
  return ids.map((id, index) => {
    const vector = vectorFor(id, hosts[index % hosts.length]?.body ?? {});
    if (index !== 1) return vector;
    const because = `${vector.because}, from a client that takes pages`;
    return { ...vector, deviation: { headers: takesPages }, because };
  });
}

/** A passed request with another file id. */
export function vectorFor({ value, note }: UnknownId, host: JsonObject): Vector {
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
