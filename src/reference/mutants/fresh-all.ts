import { freshDownloads } from './fresh-downloads.ts';
import { freshExpiry } from './fresh-expiry.ts';
import { freshHeaders } from './fresh-headers.ts';
import { freshSignatures } from './fresh-signatures.ts';
import { freshUploadBytes } from './fresh-upload-bytes.ts';
import { freshUploadLife } from './fresh-upload-life.ts';
import { freshUploadNames } from './fresh-upload-names.ts';
import { freshUrls } from './fresh-urls.ts';
import type { Mutant } from './mutant.ts';

/** Servers by an author who knows none of the checks. */
export const fresh: readonly Mutant[] = [
  ...freshSignatures,
  ...freshDownloads,
  ...freshHeaders,
  ...freshUploadBytes,
  ...freshUploadNames,
  ...freshUploadLife,
  ...freshUrls,
  ...freshExpiry,
];
