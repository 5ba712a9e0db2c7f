import type { Handler } from '../handler.ts';
import type { Server } from '../server.ts';
import { authenticate } from './authentication.ts';
import { errorAnswer } from './json-answer.ts';
import { Refusal } from './refusal.ts';
import type { Operation } from './routes.ts';
import { operationFor } from './routes.ts';
import { tenantOf } from './tenancy.ts';

/** The API: routing, then who asks, then for which tenant, then the operation itself. */
export function createApi(server: Server): Handler {
  return async (request) => {
    try {
      return await answer(operationFor(request, server.choices), request, server);
    } catch (error) {
      if (error instanceof Refusal) return errorAnswer(error, server.choices);
      throw error;
    }
  };
}

/** What a firewall takes for an attack: scripts, paths to other folders, SQL, templates, NUL. */
const attack = /<script|\.\.\/|' *or *'|union select|\$\{|\\u0000|\0|%00|javascript:/i;

async function answer(operation: Operation, request: Request, server: Server): Promise<Response> {
  if (server.choices.loginFields === 'refused' && request.headers.has('x-forwarded-user'))
    throw new Refusal(400, 'FIELD_NOT_ALLOWED', 'X-Forwarded-User is set by our proxy alone.');
  if (
    server.choices.firewall &&
    attack.test(Buffer.from(await request.clone().arrayBuffer()).toString('latin1'))
  )
    throw new Refusal(403, 'BLOCKED', 'The request was blocked.');
  const organisation = authenticate(request, server);
  return await operation(tenantOf(request, organisation, server.choices), server);
}
