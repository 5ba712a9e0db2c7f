import type { Reference } from '../../../src/reference/reference.ts';
import type { Asking } from './asking.ts';
import { bodiesWith } from './probing-bodies.ts';
import { askingAs } from './probing-callers.ts';
import { ids, idsNear } from './probing-ids.ts';
import { members, membersWith } from './probing-members.ts';
import { askingWithFields } from './probing-request-fields.ts';

/** Requests of every kind about the files that the server brings. */
export function probingRequests(reference: Reference): Asking[] {
  const { main, files } = reference;
  return [
    ...[...members, ...membersWith(reference)].map((each) => ({ members: each })),
    ...[...ids, ...files.ofTenant(main.tenant).slice(0, 1).flatMap(idsNear)].flatMap((fileId) =>
      ['view', 'download'].map((action) => ({ members: { fileId, action } })),
    ),
    ...bodiesWith(main.fileId).map((body) => ({ body })),
    { inTwoParts: true },
    ...askingAs(reference),
    ...askingWithFields(main.fileId),
  ];
}
