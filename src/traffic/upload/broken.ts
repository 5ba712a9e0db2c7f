import type { JsonObject } from '../../contract/json.ts';
import { violations } from '../../arbitraries/violations.ts';
import type { Session } from '../../session.ts';
import { memberOf } from '../accepted.ts';
import type { Vector } from '../vector.ts';
import { uploadSchemas } from './schemas.ts';

/** An upload that passed with one member broken each time, near misses of each keyword first. */
export function brokenUploads(session: Session, body: JsonObject, member: string): Vector[] {
  const { contract, request } = uploadSchemas(session);
  const { schema } = memberOf(request.schema, member);
  const host = { [member]: schema['default'] ?? '', ...body };
  return [...violations(request.schema, contract.document, { host })]
    .filter(({ pointer }) => pointer === `/${member}`)
    .map(({ value, keyword, note }) => ({
      body: value,
      because: `upload, \`${keyword}\` of ${member} broken: ${note}`,
    }));
}
