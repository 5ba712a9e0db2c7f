import type { Exchange } from '../../client/exchange.ts';
import type { Session } from '../../session.ts';
import { askUpload } from './ask.ts';
import { plainName } from './cargo.ts';
import { cleanedContents } from './framed-bytes.ts';
import type { Cargo } from './round-trip.ts';

/** The occasion of what is uploaded at once, before the number of the file, from 1. */
export const occasionAtOnce = 'at once';

/**
 * Names of digits or letters alone that mean something to the languages that servers are written in; and one name for two files,
 * which a server that puts them there by their names mixes up.
 */
const names = ['at-once', '2024', 'null', 'at-once', 'constructor'];

/** Files that are uploaded at once: what servers clean or write anew, and the first again under another name. */
export function cargoesAtOnce(session: Session): Cargo[] {
  const contents = cleanedContents.map((make) => make(session.seed));
  // A second file of the same octets, of which a server keeps only one.
  const note = 'the octets of file 1 under another name';
  const twin = contents.slice(0, 1).map((content) => ({ ...content, note }));
  const cargoes = [...contents, ...twin].map((content, index): Cargo => {
    const fileName = names[index] ?? plainName(`at-once-${index + 1}`, content.contentType);
    return { ...content, fileName, note: `${content.note}, called ${fileName}` };
  });
  return session.take(cargoes, 'uploads');
}

/** The requests for the upload URLs of the files at once, each with its own media type. */
export function askedAtOnce(
  session: Session,
): Promise<{ readonly cargo: Cargo; readonly asked: Exchange }[]> {
  return Promise.all(
    cargoesAtOnce(session).map(async (cargo, index) => ({
      cargo,
      asked: await askUpload(session, cargo, { occasion: `${occasionAtOnce} ${index + 1}` }),
    })),
  );
}
