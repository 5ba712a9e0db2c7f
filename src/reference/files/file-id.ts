import { randomUUID } from 'node:crypto';
import type { Choices } from '../choices.ts';
import { randomDigits, randomText } from '../random-text.ts';

/** A fresh file id. */
export function createFileId(shape: Choices['fileIdShape']): string {
  const makers = {
    prefixed: () => `file_${randomText(24)}`,
    uuid: () => randomUUID(),
    numeric: () => randomDigits(18),
  };
  return makers[shape]();
}
