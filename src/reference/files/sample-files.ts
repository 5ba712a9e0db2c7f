import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Choices } from '../choices.ts';
import type { NewFile } from './stored-file.ts';

/** A file of an organisation that has none yet, with its bytes. */
export type Sample = Omit<NewFile, 'tenant'> & { readonly bytes: Uint8Array };

const everyOctet = Buffer.from(Array.from({ length: 256 }, (_, octet) => octet));

function sample(filename: string, contentType: string, bytes: Uint8Array): Sample {
  return { filename, contentType, bytes, type: 'contract', orderId: 'order_1001' };
}

function binary(start: string, length: number): Buffer {
  return Buffer.concat([Buffer.from(start), everyOctet, randomBytes(length)]);
}

const mainFiles: Record<Choices['mainFile'], () => Sample> = {
  binary: () => sample('Vertrag Nº 7.pdf', 'application/pdf', binary('%PDF-1.7\n', 48_000)),
  empty: () => sample('Vertrag Nº 7.pdf', 'application/pdf', Buffer.alloc(0)),
  large: () => sample('Vertrag Nº 7.pdf', 'application/pdf', binary('%PDF-1.7\n', 5 * 1024 * 1024)),
  emoji: () => sample('👩\u200d💻 Vertrag 🇩🇪 日本.pdf', 'application/pdf', binary('%PDF-1.7\n', 900)),
  quoted: () => sample('"A" \\ \'b\'; 100%25 & c*=d.pdf', 'application/pdf', binary('%PDF-1.7\n', 900)),
  'long-name': () =>
    sample(`${'Übergröße'.repeat(18)}${'x'.repeat(35)}.pdf`, 'application/pdf', binary('%PDF-1.7\n', 900)),
  'right-to-left': () => sample('עברית \u202eحساب 12.pdf', 'application/pdf', binary('%PDF-1.7\n', 900)),
  'trailing-dot': () => sample(' .vertrag. ', 'application/pdf', binary('%PDF-1.7\n', 900)),
  archive: () =>
    sample(
      'backup.tar.gz',
      'application/gzip',
      gzipSync(Buffer.from('{"error":{"code":"NOT_FOUND","message":"x"}}'.repeat(99))),
    ),
  parameters: () =>
    sample(
      'export.csv',
      'Text/CSV; charset="ISO-8859-1"; header=present',
      Buffer.from('\u00efa;b\r\n1;2\r\n', 'latin1'),
    ),
  octet: () =>
    sample('1', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', Buffer.from('1')),
  html: () => sample('Übersicht 7.html', 'text/html', Buffer.from('<!doctype html><p>Übersicht № 7</p>\n')),
};

/** The two files of the first organisation, the principal's first. */
export function mainSamples(choice: Choices['mainFile']): Sample[] {
  const minutes = Buffer.from(
    'Protokoll der Übergabe: 12 Geräte, 3 Ladekabel – alles in Ordnung.\n'.repeat(150),
  );
  return [mainFiles[choice](), { ...sample('notes.txt', 'text/plain', minutes), type: 'other' }];
}

/** The two files of the second organisation, the principal's first. */
export function altSamples(): Sample[] {
  return [
    sample('Rechnung "März" 100%.bin', 'application/octet-stream', binary('alt', 20_000)),
    { ...sample('photo.png', 'image/png', binary('\u0089PNG\r\n', 9_000)), type: 'other' },
  ];
}
