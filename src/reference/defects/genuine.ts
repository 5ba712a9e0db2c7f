import type { Call } from './fault.ts';

/** The signature of a download URL that is asked for. */
export const signatureIn = ({ url }: Call): string => url.searchParams.get('signature') ?? '';

/** The signature that it should have. */
export const genuine = ({ reference, url }: Call): string => {
  const { pathname, searchParams } = url;
  const expires = Number(searchParams.get('expires'));
  const disposition = searchParams.get('disposition') ?? '';
  const { searchParams: right } = reference.sign('GET', pathname, expires, { disposition });
  return right.get('signature') ?? '';
};

/** True when a download URL is as it was signed, expired or not. */
export const isGenuine = (call: Call): boolean => signatureIn(call) === genuine(call);

/** The URL with that signature. */
export const genuineUrl = (call: Call): URL => {
  const url = new URL(call.url);
  url.searchParams.set('signature', genuine(call));
  return url;
};

/** The second at which it says that it expires. */
export const expiresIn = ({ url }: Call): number => Number(url.searchParams.get('expires'));
