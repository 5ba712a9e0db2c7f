import { acceptance } from './acceptance.ts';
import { acceptanceDetails } from './acceptance-details.ts';
import { announcedExpiry } from './announced-expiry.ts';
import { announcements } from './announcements.ts';
import { answerDetails } from './answer-details.ts';
import { answerSchema } from './answer-schema.ts';
import { authentication } from './authentication.ts';
import { challenges } from './challenges.ts';
import { contentNegotiation } from './content-negotiation.ts';
import { errorBlemishes } from './error-blemishes.ts';
import { errorContents } from './error-contents.ts';
import { errorPages } from './error-pages.ts';
import { errorShapes } from './error-shapes.ts';
import { failingInput } from './failing-input.ts';
import { fileMutants } from './file-mutants.ts';
import { foreignFiles } from './foreign-files.ts';
import { guessedRequests } from './guessed-requests.ts';
import { headerFields } from './header-fields.ts';
import { httpSemantics } from './http-semantics.ts';
import { interference } from './interference.ts';
import { keyTricks } from './key-tricks.ts';
import { lenientParsers } from './lenient-parsers.ts';
import { lookUpHabits } from './look-up-habits.ts';
import { mistakenLifetimes } from './mistaken-lifetimes.ts';
import type { Mutant } from './mutant.ts';
import { notFound } from './not-found.ts';
import { rejection } from './rejection.ts';
import { rejectionOfBodies } from './rejection-of-bodies.ts';
import { rejectionOfLifetimes } from './rejection-of-lifetimes.ts';
import { robustness } from './robustness.ts';
import { sharedState } from './shared-state.ts';
import { tenancy } from './tenancy.ts';
import { tenantTricks } from './tenant-tricks.ts';

/** All careless servers, area by area. */
export const mutants: readonly Mutant[] = [
  ...answerSchema,
  ...answerDetails,
  ...acceptance,
  ...acceptanceDetails,
  ...rejection,
  ...guessedRequests,
  ...rejectionOfLifetimes,
  ...rejectionOfBodies,
  ...lenientParsers,
  ...announcedExpiry,
  ...announcements,
  ...mistakenLifetimes,
  ...errorShapes,
  ...errorPages,
  ...errorContents,
  ...errorBlemishes,
  ...authentication,
  ...keyTricks,
  ...challenges,
  ...tenancy,
  ...tenantTricks,
  ...foreignFiles,
  ...notFound,
  ...lookUpHabits,
  ...httpSemantics,
  ...contentNegotiation,
  ...headerFields,
  ...robustness,
  ...failingInput,
  ...interference,
  ...sharedState,
  ...fileMutants,
];
