import type { Answered, Exchange } from '../client/exchange.ts';
import { header, isAnswered } from '../client/exchange.ts';
import type { JsonObject } from '../contract/json.ts';
import type { Session } from '../session.ts';

/** True for a request to the operation's path, whatever its method. */
export function isOperation(session: Session, { channel, request }: Exchange): boolean {
  const usual = session.target.url + session.operation.path;
  // Most are asked there, and reading addresses takes long when every check asks.
  return (
    channel === 'api' && (request.url === usual || new URL(request.url).pathname === new URL(usual).pathname)
  );
}

/** The answers of the run so far to requests for a URL, whichever check sent them. */
export function answersSoFar(session: Session): Answered[] {
  return session.evidence
    .final()
    .filter(isAnswered)
    .filter((exchange) => isOperation(session, exchange));
}

/** True when nothing but the body is special: the operation's method, the usual media type, no coding, valid credentials. */
export function isPlain({ target, operation, api }: Session, { request }: Exchange): boolean {
  const field = (name: string): string | undefined => header(request.headers, name);
  const principal = [target.main, target.alt].find(
    (candidate) => field('Authorization') === `Bearer ${candidate?.token}`,
  );
  return (
    request.method === operation.method &&
    principal !== undefined &&
    field(api.endpoint.tenantHeader) === principal.tenant &&
    field('Content-Type') === operation.requestType &&
    field('Content-Encoding') === undefined
  );
}

/** The fields of a request that nothing is special about, but for that of the tenant. */
const common = ['Authorization', 'Content-Type', 'Accept', 'Accept-Encoding', 'User-Agent'];

/** True when the first organisation asks as a client does, whatever the body. */
export function isAsUsual(session: Session, exchange: Exchange): boolean {
  const { operation, target, api } = session;
  const { url, headers } = exchange.request;
  const { tenantHeader } = api.endpoint;
  return (
    isPlain(session, exchange) &&
    header(headers, tenantHeader) === target.main.tenant &&
    url === target.url + operation.path &&
    headers.every(([name]) => [...common, tenantHeader].includes(name)) &&
    header(headers, 'Accept') === '*/*'
  );
}

/** True when an object was sent as JSON.stringify writes it. */
export function isAsWritten(object: JsonObject, { request }: Exchange): boolean {
  return Buffer.from(request.body ?? []).equals(Buffer.from(JSON.stringify(object)));
}

/** The request body read as JSON; undefined without a body. */
export function jsonSent({ request }: Exchange): { value: unknown } | { malformed: true } | undefined {
  if (request.body === undefined || request.body.length === 0) return undefined;
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(request.body);
    return { value: JSON.parse(text) as unknown };
  } catch {
    return { malformed: true };
  }
}
