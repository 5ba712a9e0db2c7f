import { acceptance } from './acceptance.ts';
import { announcedExpiry } from './announced-expiry.ts';
import { announcements } from './announcements.ts';
import { answerSchema } from './answer-schema.ts';
import { authentication } from './authentication.ts';
import { challenges } from './challenges.ts';
import { errorContents } from './error-contents.ts';
import { errorShapes } from './error-shapes.ts';
import { fileMutants } from './file-mutants.ts';
import { foreignFiles } from './foreign-files.ts';
import { httpSemantics } from './http-semantics.ts';
import { interference } from './interference.ts';
import type { Mutant } from './mutant.ts';
import { notFound } from './not-found.ts';
import { rejection } from './rejection.ts';
import { rejectionOfBodies } from './rejection-of-bodies.ts';
import { rejectionOfLifetimes } from './rejection-of-lifetimes.ts';
import { robustness } from './robustness.ts';
import { tenancy } from './tenancy.ts';

/** All careless servers, area by area. */
export const mutants: readonly Mutant[] = [
  ...answerSchema,
  ...acceptance,
  ...rejection,
  ...rejectionOfLifetimes,
  ...rejectionOfBodies,
  ...announcedExpiry,
  ...announcements,
  ...errorShapes,
  ...errorContents,
  ...authentication,
  ...challenges,
  ...tenancy,
  ...foreignFiles,
  ...notFound,
  ...httpSemantics,
  ...robustness,
  ...interference,
  ...fileMutants,
];
