import type { Session } from '../../session.ts';
import { contents } from './bytes.ts';
import type { Cargo, RoundTrip } from './round-trip.ts';
import { roundTripOfAnyType } from './round-trip.ts';

/**
 * A file as the prose has it: a PDF with a plain name, and octets that are not UTF-8. `mark`, in ASCII, makes its bytes its own, and its
 * name, because a server may take a name once.
 */
export function plainCargo(mark: string, fileName = `${mark.replaceAll(/\W+/g, '-')}.pdf`): Cargo {
  const text = `%PDF-1.7\n${mark}\n${'conformance\u0000\u00ff\r\n'.repeat(40)}%%EOF\n`;
  const bytes = new Uint8Array(Buffer.from(text, 'latin1'));
  return { fileName, contentType: 'application/pdf', bytes, note: mark };
}

const extensions: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'application/json': 'json',
  'application/gzip': 'gz',
  'application/octet-stream': 'bin',
  'image/png': 'png',
  'image/jpeg': 'jpeg',
  'image/svg+xml': 'svg',
  'text/csv': 'csv',
  'text/html': 'html',
  'video/mp4': 'mp4',
  'text/plain': 'txt',
};

/** How a plain name may be written: nothing but letters, digits, dot, hyphen and underscore. */
const styles: readonly ((name: string) => string)[] = [
  (name) => name,
  (name) => name.toUpperCase(),
  (name) => name.replaceAll('-', '.'),
  (name) => name.replace('-', '_of_the_quarterly_report_').replace('.', '.v2.Final.'),
];

/** A plain file name with the extension of a content type. */
export function plainName(stem: string, contentType: string): string {
  const essence = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  return `${stem}.${extensions[essence] ?? 'dat'}`;
}

/** Files of many contents under plain names, as many as the plan has. */
export function cargoes(session: Session): Cargo[] {
  return contents({ seed: session.seed, most: session.plan.uploads }).map(
    ({ note, bytes, contentType }, index) => ({
      ...{ note, bytes, contentType },
      fileName: styleOf(index)(plainName(`conformance-${index + 1}`, contentType)),
    }),
  );
}

function styleOf(index: number): (name: string) => string {
  return styles[index % styles.length] ?? ((name) => name);
}

/** Downloads and views take turns. */
export function actionOf(index: number): string {
  return index % 2 === 0 ? 'download' : 'view';
}

/** Every cargo up and down again, a few at a time; shared by the checks that look at it. */
export function roundTrips(session: Session): Promise<RoundTrip[]> {
  return Promise.all(
    cargoes(session).map((cargo, index) =>
      roundTripOfAnyType(session, cargo, { occasion: `cargo ${index + 1}`, action: actionOf(index + 1) }),
    ),
  );
}
