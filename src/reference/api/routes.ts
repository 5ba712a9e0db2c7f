import type { Choices } from '../choices.ts';
import type { Server } from '../server.ts';
import { deleteFile } from './delete-file.ts';
import { fileList, oneFile } from './file-metadata.ts';
import { fileUrl } from './file-url.ts';
import { Refusal } from './refusal.ts';

/** What a route does once the tenant is known. */
export type Operation = (tenant: string, server: Server) => Response | Promise<Response>;

/** The operation that a request names; throws the 404 of an unknown route and the 405 of a wrong method. */
export function operationFor(request: Request, choices: Choices): Operation {
  const { pathname, searchParams } = new URL(request.url);
  if (pathname === '/v1/files/url' && !['GET', 'DELETE'].includes(request.method)) {
    if (request.method !== 'POST') throw wrongMethod(choices.wrongMethodStatus);
    return (tenant, server) => fileUrl(request, tenant, server);
  }
  const fileId = /^\/v1\/files\/([^/]+)$/.exec(pathname)?.[1];
  if (request.method === 'DELETE' && choices.deleteEndpoint && fileId !== undefined)
    return (tenant, server) => deleteFile(decoded(fileId), tenant, server);
  if (request.method === 'GET' && choices.metadataEndpoints) {
    if (pathname === '/v1/files') return (tenant, server) => fileList(searchParams, tenant, server);
    if (fileId !== undefined) return (tenant, server) => oneFile(decoded(fileId), tenant, server);
  }
  throw new Refusal(404, 'ROUTE_NOT_FOUND', 'There is no such endpoint.');
}

function wrongMethod(status: Choices['wrongMethodStatus']): Refusal {
  if (status === 404) return new Refusal(404, 'ROUTE_NOT_FOUND', 'There is no such endpoint.');
  if (status === 501) return new Refusal(501, 'NOT_IMPLEMENTED', 'This server knows no such method.');
  return new Refusal(405, 'METHOD_NOT_ALLOWED', 'Only POST is allowed here.', { allow: 'POST' });
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
