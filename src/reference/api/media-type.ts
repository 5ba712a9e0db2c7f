import type { Choices } from '../choices.ts';
import { Refusal } from './refusal.ts';

/** Throws the 415 of a body in another media type or coding; without a body, only of a type that says so. */
export function checkMediaType(request: Request, choices: Choices): void {
  const field = request.headers.get('content-type');
  const coding = request.headers.get('content-encoding')?.toLowerCase() ?? 'identity';
  const essence = field?.split(';', 1)[0]?.trim().toLowerCase();
  const known = essence === undefined ? request.body === null : choices.acceptedMediaTypes.includes(essence);
  if (!known || coding !== 'identity')
    throw new Refusal(415, 'UNSUPPORTED_MEDIA_TYPE', 'The body must be application/json.', {
      'accept-post': 'application/json',
    });
}
