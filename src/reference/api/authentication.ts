import type { Choices } from '../choices.ts';
import type { Organisation } from '../organisations.ts';
import { ownerOf } from '../organisations.ts';
import { sameText } from '../constant-time.ts';
import type { Server } from '../server.ts';
import { challenge } from './challenge.ts';
import { Refusal } from './refusal.ts';

/** The organisation whose key the request carries; throws the 401, or the 403 of a key without permission. */
export function authenticate(request: Request, { choices, organisations }: Server): Organisation {
  const field = request.headers.get('authorization') ?? '';
  const token = tokenIn(field, choices.authorizationSchemes);
  const status = field === '' ? 401 : choices.malformedKeyStatus;
  if (token === undefined) throw unauthorized(status, /^bearer\s+\S/i.test(field), choices);
  const organisation = ownerOf(token, organisations);
  if (!organisation) throw unauthorized(choices.unknownTokenStatus, true, choices);
  if (sameText(token, organisation.limitedToken))
    throw new Refusal(403, 'FORBIDDEN', 'This API key may not read files.');
  return organisation;
}

const forms: Readonly<Record<Choices['authorizationSchemes'], RegExp>> = {
  bearer: /^bearer +([\w\-.~+/]+=*)$/i,
  'bearer-word': /^bearer +([\w\-.~+/]+=*)(?: .*)?$/i,
  any: /^(?:\S+ +)?([\w\-.~+/]+=*)$/,
};

function tokenIn(field: string, schemes: Choices['authorizationSchemes']): string | undefined {
  return forms[schemes].exec(field)?.[1];
}

function unauthorized(status: 400 | 401 | 403, tokenSupplied: boolean, choices: Choices): Refusal {
  return new Refusal(status, 'UNAUTHORIZED', 'A valid API key is required.', {
    'www-authenticate': challenge(choices.challenge, tokenSupplied),
  });
}
