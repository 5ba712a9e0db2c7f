/** What a browser takes: pages rather than anything else, but anything (RFC 9110 §12.5.1). */
export const takesPages = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } as const;
