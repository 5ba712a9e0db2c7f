import type { Choices } from '../choices.ts';

/** A `Content-Disposition` with the file's name (RFC 6266), in plain ASCII and in full (RFC 8187). */
export function contentDisposition(
  disposition: string,
  filename: string,
  choice: Choices['downloadName'],
): string {
  const full = `filename*=UTF-8''${extended(filename)}`;
  const ascii = `filename="${filename.replaceAll(/[^ -~]|["\\%]/gu, '_')}"`;
  const escaped = `filename="${filename.replaceAll(/["\\]/g, '\\$&')}"`;
  const parameters: Record<Choices['downloadName'], string> = {
    both: `${ascii}; ${full}`,
    'extended-only': full,
    unlike: `FileName* = utf-8'de'${extended(filename).replaceAll(/%../g, lower)} ; filename = "file" ; size=12`,
    token: /^[\w.-]+$/.test(filename) ? `filename=${filename}` : full,
    escaped: /^[ -~]*$/.test(filename) ? escaped : `${ascii}; ${full}`,
  };
  return `${choice === 'unlike' ? capital(disposition) : disposition}; ${parameters[choice]}`;
}

function lower(text: string): string {
  return text.toLowerCase();
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function extended(text: string): string {
  const hex = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(text).replaceAll(/['()*]/g, hex);
}
