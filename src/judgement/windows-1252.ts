/** What windows-1252 has for the octets 80 to 9F; Node.js 20 decodes it like Latin-1. */
const special = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** Octets read as windows-1252, as the Encoding Standard has it: every octet is a character. */
export function readAsWindows1252(octets: Uint8Array): string {
  return Buffer.from(octets)
    .toString('latin1')
    .replaceAll(/[\x80-\x9f]/g, (control) => special.charAt(control.charCodeAt(0) - 0x80));
}
