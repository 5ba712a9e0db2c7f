/** What a browser in France takes: pages rather than anything else, but anything (RFC 9110 §12.5.1). */
export const takesPages = {
  Accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
  'Accept-Language': 'fr-FR, fr;q=0.9, de;q=0.5',
} as const;
