import type { Choices } from '../choices.ts';
import type { Organisation } from '../organisations.ts';
import { challenge } from './challenge.ts';
import { Refusal } from './refusal.ts';

/** The business unit that the request is for; throws unless it is one of the organisation's own. */
export function tenantOf(request: Request, organisation: Organisation, choices: Choices): string {
  const { headers } = request;
  const asInCgi = choices.fieldUnderscores === 'dashes' ? headers.get('tenant_id') : undefined;
  const tenant = headers.get('tenant-id') ?? asInCgi ?? '';
  if (tenant === '')
    throw refusal(
      choices.missingTenantStatus,
      'TENANT_REQUIRED',
      'The Tenant-ID header is required.',
      choices,
    );
  const found = organisation.tenants.find((each) =>
    choices.tenantLookup === 'exact' ? each === tenant : each.toLowerCase() === tenant.toLowerCase(),
  );
  if (found === undefined)
    throw refusal(
      choices.unknownTenantStatus,
      'FORBIDDEN_TENANT',
      'The API key has no such tenant.',
      choices,
    );
  return found;
}

function refusal(status: number, code: string, message: string, choices: Choices): Refusal {
  const headers = status === 401 ? { 'www-authenticate': challenge(choices.challenge, false) } : {};
  return new Refusal(status, code, message, headers);
}
