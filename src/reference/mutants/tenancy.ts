import { changesStatus } from '../defects/answers.ts';
import type { When } from '../defects/fault.ts';
import { overlooks, takesTenant } from '../defects/requests.ts';
import type { Defect } from '../start.ts';
import { authorized, principals } from './identities.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf, subtle } from './mutant.ts';
import { asksTo, memory } from './occasions.ts';

const { must } = mutantsOf('tenancy');

/** Takes any tenant that exists, whosever key it is. */
function takesForeignKey(name: string, when: When = () => true): Defect {
  return overlooks(name, (call) => {
    const { headers } = call.request;
    const known = principals(call).some(({ token }) => headers.get('authorization') === `Bearer ${token}`);
    const owner = principals(call).find(({ tenant }) => headers.get('tenant-id') === tenant);
    return known && owner && when(call) ? authorized(owner) : undefined;
  });
}

function takesNearTenant(name: string, near: (given: string, right: string) => boolean): Defect {
  return takesTenant(
    name,
    (tenant, { reference }) => tenant !== null && tenant !== '' && near(tenant, reference.main.tenant),
  );
}

const unknownTenant: When = (call) => {
  const tenant = call.request.headers.get('tenant-id') ?? '';
  return tenant !== '' && principals(call).every((each) => each.tenant !== tenant);
};
const missingTenant: When = ({ request }) => !request.headers.has('tenant-id');

/** Tenants that are taken for others, and keys that open the tenants of another organisation. */
export const tenancy: readonly Mutant[] = [
  must(
    ['TEN-01'],
    takesTenant('has a default tenant', (tenant) => tenant === null),
  ),
  must(
    ['TEN-01'],
    takesTenant(
      'has a default tenant for downloads',
      (tenant, call) => tenant === null && asksTo('download')(call),
    ),
    subtle,
  ),
  must(['TEN-01'], fallsBack(), subtle),
  must(['TEN-01', 'ROB-01'], changesStatus('fails without a tenant', 400, 500, missingTenant)),
  must(
    ['TEN-02'],
    takesTenant('takes an empty tenant for the default', (tenant) => tenant === ''),
    subtle,
  ),
  must(
    ['TEN-02'],
    takesNearTenant('takes any tenant', () => true),
  ),
  must(
    ['TEN-02'],
    takesNearTenant('takes any tenant that looks like one', (given) => /^bu_\w+$/.test(given)),
    subtle,
  ),
  must(
    ['TEN-02'],
    takesNearTenant('compares the beginning of tenants', (given, right) => right.startsWith(given)),
    subtle,
  ),
  must(
    ['TEN-02'],
    takesNearTenant('cuts tenants to their length', (given, right) => given.startsWith(right)),
    subtle,
  ),
  must(
    ['TEN-02'],
    takesNearTenant(
      'compares tenants in any case',
      (given, right) => given.toLowerCase() === right.toLowerCase(),
    ),
    subtle,
  ),
  must(
    ['TEN-02'],
    takesNearTenant(
      'takes the first tenant of a list',
      (given, right) => given.split(',')[0]?.trim() === right,
    ),
    subtle,
  ),
  must(
    ['TEN-02'],
    takesNearTenant(
      'takes the last tenant of a list',
      (given, right) => given.includes(',') && given.split(',').at(-1)?.trim() === right,
    ),
    subtle,
  ),
  must(
    ['TEN-02'],
    takesNearTenant(
      'compares all but the last character of tenants',
      (given, right) => given.slice(0, -1) === right.slice(0, -1),
    ),
    subtle,
  ),
  must(['TEN-02', 'ROB-01'], changesStatus('fails on unknown tenants', 403, 500, unknownTenant)),
  must(['TEN-03'], takesForeignKey('takes any key for any tenant')),
  must(['TEN-03'], takesForeignKey('takes any key for any tenant in a download', asksTo('download')), subtle),
  must(
    ['TEN-03'],
    takesForeignKey(
      'takes the key of the second organisation everywhere',
      ({ request, reference }) => request.headers.get('authorization') === `Bearer ${reference.alt.token}`,
    ),
    subtle,
  ),
];

/** Without a tenant it takes that of the last request with the same key. */
function fallsBack(): Defect {
  const last = memory(() => new Map<string, string>());
  return overlooks('takes the tenant of the request before when there is none', (call) => {
    const authorization = call.request.headers.get('authorization') ?? '';
    const tenant = call.request.headers.get('tenant-id');
    if (tenant) {
      if (principals(call).some((each) => each.tenant === tenant)) last(call).set(authorization, tenant);
      return undefined;
    }
    const kept = last(call).get(authorization);
    return kept !== undefined && tenant === null ? { 'tenant-id': kept } : undefined;
  });
}
