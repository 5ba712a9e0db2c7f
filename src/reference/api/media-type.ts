import type { Choices } from '../choices.ts';
import { codingOf } from '../request-coding.ts';
import { Refusal } from './refusal.ts';

/** Throws the 415 of a body in another media type or coding; without a body, only of a type that says so. */
export function checkMediaType(request: Request, choices: Choices): void {
  const field = request.headers.get('content-type');
  const { codedBodies, acceptedMediaTypes } = choices;
  const coding = codingOf(request.headers);
  const isRead =
    coding === 'identity' || codedBodies === 'ignored' || (codedBodies === 'decoded' && coding === 'gzip');
  const essence = field?.split(';', 1)[0]?.trim().toLowerCase();
  const known = essence === undefined ? request.body === null : acceptedMediaTypes.includes(essence);
  if (!known || !isRead)
    throw new Refusal(415, 'UNSUPPORTED_MEDIA_TYPE', 'The body must be application/json.', {
      'accept-post': 'application/json',
    });
}

/** Throws the 406 of a client that takes no UTF-8, where that is heeded (RFC 9110 §12.5.2). */
export function checkAcceptCharset(request: Request, { acceptCharset }: Choices): void {
  const field = request.headers.get('accept-charset') ?? '*';
  if (acceptCharset === 'heeded' && !/utf-8|\*/i.test(field))
    throw new Refusal(406, 'NOT_ACCEPTABLE', 'The answer is in UTF-8.');
}
