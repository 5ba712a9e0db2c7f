/** A text as the value of an XML attribute in double quotes, white space in one. */
export function attribute(content: string): string {
  return text(content).replaceAll('"', '&quot;').replace(/\s+/g, ' ');
}

/** A text as XML 1.0 can carry it: control characters and lone surrogates become U+FFFD. */
export function text(content: string): string {
  return content
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
