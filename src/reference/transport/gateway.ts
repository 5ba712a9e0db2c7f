import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import type { Choices } from '../choices.ts';
import type { Handler } from '../handler.ts';

/** Adds the fields that what stands in front of an API, or its framework, sets on each answer. */
export function throughGateway(next: Handler, choice: Choices['gateway']): Handler {
  if (choice === 'none') return next;
  return async (request) => {
    const response = await next(request);
    for (const [name, value] of fields[choice](request)) response.headers.append(name, value);
    return response;
  };
}

type Fields = (request: Request) => readonly (readonly [string, string])[];

const fields: Record<Exclude<Choices['gateway'], 'none'>, Fields> = {
  cloudflare: (request) => [
    ['server', 'cloudflare'],
    ['cf-ray', `${hex(8)}-FRA`],
    ['cf-cache-status', 'DYNAMIC'],
    ['x-powered-by', 'Express'],
    ['alt-svc', 'h3=":443"; ma=86400'],
    ['strict-transport-security', 'max-age=15552000; includeSubDomains; preload'],
    ['nel', '{"success_fraction":0,"report_to":"cf-nel","max_age":604800}'],
    ['set-cookie', `__cf_bm=${hex(30)}; path=/; domain=.example.com; HttpOnly; Secure; SameSite=None`],
    ['set-cookie', `_cfuvid=${randomUUID()}; path=/`],
    ['access-control-allow-origin', '*'],
    ['vary', 'Origin, Accept-Encoding'],
    ['x-request-id', request.headers.get('x-request-id') ?? randomUUID()],
    ['server-timing', `app;dur=${randomInt(10_000) / 100}`],
    ['etag', `W/"5f-${hex(20)}"`],
    ['x-ratelimit-limit', '1000'],
    ['x-ratelimit-remaining', String(randomInt(1000))],
    ['ratelimit', `"default";r=${randomInt(1000)};t=30`],
  ],
  envoy: () => [
    ['server', 'istio-envoy'],
    ['via', '1.1 google'],
    ['x-envoy-upstream-service-time', String(randomInt(30))],
    ['x-cloud-trace-context', `${hex(16)}/1;o=0`],
    ['traceparent', `00-${hex(16)}-${hex(8)}-01`],
  ],
  spring: () => [
    ['cache-control', 'no-cache'],
    ['pragma', 'no-cache'],
    ['expires', '0'],
    ['vary', 'Origin'],
    ['vary', 'Access-Control-Request-Method'],
    ['x-xss-protection', '0'],
    ['x-frame-options', 'DENY'],
    ['content-language', 'en'],
  ],
  balanced: () => (randomInt(3) === 0 ? [['x-node', 'b']] : [['via', '1.1 node-a']]),
};

function hex(octets: number): string {
  return randomBytes(octets).toString('hex');
}
