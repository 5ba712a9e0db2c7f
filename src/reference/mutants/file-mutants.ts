import { downloadContent } from './download-content.ts';
import { downloadHeaders } from './download-headers.ts';
import { downloadLengths } from './download-lengths.ts';
import { downloadNames } from './download-names.ts';
import { downloadReaders } from './download-readers.ts';
import { expirySideEffects } from './expiry-side-effects.ts';
import type { Mutant } from './mutant.ts';
import { realExpiry } from './real-expiry.ts';
import { signatureDetours } from './signature-detours.ts';
import { signatureRefusals } from './signature-refusals.ts';
import { signatureSchemes } from './signature-schemes.ts';
import { signatures } from './signatures.ts';
import { uploadAccidents } from './upload-accidents.ts';
import { uploadAnswers } from './upload-answers.ts';
import { uploadBytes } from './upload-bytes.ts';
import { uploadConcurrency } from './upload-concurrency.ts';
import { uploadDeletion } from './upload-deletion.ts';
import { uploadEnds } from './upload-ends.ts';
import { uploadExpiry } from './upload-expiry.ts';
import { uploadLifeCycle } from './upload-life-cycle.ts';
import { uploadMeddling } from './upload-meddling.ts';
import { uploadMistakenNames } from './upload-mistaken-names.ts';
import { uploadNames } from './upload-names.ts';
import { uploadSignatures } from './upload-signatures.ts';
import { uploadTenancy } from './upload-tenancy.ts';
import { uploadText } from './upload-text.ts';
import { uploadTypes } from './upload-types.ts';
import { uploadUnusualNames } from './upload-unusual-names.ts';
import { urlForm } from './url-form.ts';
import { urlMethods } from './url-methods.ts';
import { urlNotes } from './url-notes.ts';
import { urlReuse } from './url-reuse.ts';
import { urlSecrets } from './url-secrets.ts';

/** The servers that are careless about signed URLs and what lies behind them. */
export const fileMutants: readonly Mutant[] = [
  ...signatures,
  ...signatureSchemes,
  ...signatureRefusals,
  ...signatureDetours,
  ...uploadSignatures,
  ...urlForm,
  ...urlSecrets,
  ...urlNotes,
  ...realExpiry,
  ...urlReuse,
  ...uploadExpiry,
  ...expirySideEffects,
  ...downloadContent,
  ...downloadLengths,
  ...downloadReaders,
  ...downloadHeaders,
  ...downloadNames,
  ...uploadAnswers,
  ...uploadEnds,
  ...uploadBytes,
  ...uploadText,
  ...uploadMeddling,
  ...uploadNames,
  ...uploadUnusualNames,
  ...uploadMistakenNames,
  ...uploadTypes,
  ...uploadLifeCycle,
  ...uploadConcurrency,
  ...uploadDeletion,
  ...uploadAccidents,
  ...uploadTenancy,
  ...urlMethods,
];
