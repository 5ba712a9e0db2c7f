import { randomBytes, randomUUID } from 'node:crypto';
import type { Choices } from '../choices.ts';
import { randomDigits, randomText } from '../random-text.ts';

let latest = 1000;

/** A fresh file id. */
export function createFileId(shape: Choices['fileIdShape']): string {
  const makers = {
    prefixed: () => `file_${randomText(24)}`,
    uuid: () => randomUUID(),
    'prefixed-uuid': () => `file_${randomUUID()}`,
    urn: () => `urn:uuid:${randomUUID()}`,
    numeric: () => randomDigits(18),
    ulid: () =>
      `01${randomText(24)
        .toUpperCase()
        .replaceAll(/[ILOU]/g, 'X')}`,
    'object-id': () => randomBytes(12).toString('hex'),
    sequential: () => String((latest += 1)),
    path: () => `2025/03/Nº ${randomText(12)}/a+b%20c.pdf`,
    padded: () => randomBytes(16).toString('base64'),
    long: () => randomText(900),
    uri: () => `gs://files/${randomText(20)}?generation=1#Übersicht "1"`,
  };
  return makers[shape]();
}
