import type { Choices } from '../choices.ts';

/** A `Content-Disposition` with the file's name (RFC 6266), in plain ASCII and in full (RFC 8187). */
export function contentDisposition(
  disposition: string,
  filename: string,
  choice: Choices['downloadName'],
): string {
  const ascii = choice === 'both' ? `; filename="${filename.replaceAll(/[^ -~]|["\\%]/gu, '_')}"` : '';
  return `${disposition}${ascii}; filename*=UTF-8''${extended(filename)}`;
}

function extended(text: string): string {
  const hex = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(text).replaceAll(/['()*]/g, hex);
}
