import type { JsonObject } from '../contract/json.ts';
import { isJsonObject } from '../contract/json.ts';
import type { Control, Session } from '../session.ts';
import { unknownKey } from './credentials.ts';
import type { Vector } from './vector.ts';

/** A passed request with members that the document does not declare: of every type, and named like declared ones. */
export function withUnknownMembers({ request }: Session, { body, fileId }: Control): Vector[] {
  const properties = request['properties'];
  const declared = isJsonObject(properties) ? Object.keys(properties) : [];
  const misleading = unknownKey(fileId);
  const plain: JsonObject[] = [
    { unknown: 1 },
    { unknown: null },
    { unknown: 'text', another: true },
    { unknown: { nested: { deeply: [1, { two: 2 }] } } },
    { unknown: [] },
    { '': 'empty name' },
    { 'ключ 🔑': 'other script' },
    { fileName: 'contract.pdf', contentType: 'application/pdf' },
    { id: misleading, file: misleading, tenantId: misleading, 'Tenant-ID': misleading },
  ];
  const respelled = declared.flatMap((name) => {
    const value = name === 'fileId' ? misleading : 5;
    const snake = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    return [name.toUpperCase(), snake, `${name} `, `${name.charAt(0).toUpperCase()}${name.slice(1)}`]
      .filter((other) => !declared.includes(other))
      .map((other): JsonObject => ({ [other]: value }));
  });
  return [...plain.slice(0, 3), ...respelled, ...plain.slice(3)].map((extra) => ({
    body: { ...extra, ...body },
    because: `with ${JSON.stringify(Object.keys(extra))} besides`,
  }));
}
