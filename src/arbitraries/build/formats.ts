import fc from 'fast-check';

const instant = fc
  .date({ min: new Date('1970-01-01T00:00:00Z'), max: new Date('2100-01-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());
const clock = instant.map((text) => text.slice(11));
const segment = fc.stringMatching(/^[a-zA-Z0-9_.-]{0,6}$/);
const pointer = fc
  .array(segment, { maxLength: 4 })
  .map((tokens) => tokens.map((token) => `/${token}`).join(''));
const count = fc.nat({ max: 60 });
const duration = fc.oneof(
  fc.tuple(count, count, count).map(([years, months, days]) => `P${years}Y${months}M${days}D`),
  fc.tuple(count, count, count).map(([hours, minutes, seconds]) => `PT${hours}H${minutes}M${seconds}S`),
  count.map((weeks) => `P${weeks}W`),
);
const url = fc.webUrl({ validSchemes: ['https', 'http'], withQueryParameters: true });
const reference = fc.oneof(
  url,
  pointer,
  segment.map((text) => `?q=${text}`),
);

/** Strings of each format that ajv checks; a format that is not here restricts nothing. */
export const formats: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'date-time': instant,
  'iso-date-time': instant,
  date: instant.map((text) => text.slice(0, 10)),
  time: clock,
  'iso-time': clock,
  duration,
  uri: fc.oneof(
    url,
    segment.map((text) => `urn:example:${text}x`),
  ),
  url: fc.webUrl({ validSchemes: ['https', 'http'] }),
  'uri-reference': reference,
  'uri-template': fc.tuple(url, segment).map(([base, name]) => `${base}/{x${name.replace(/[^a-z]/gi, '')}}`),
  email: fc.emailAddress(),
  hostname: fc.domain(),
  ipv4: fc.ipV4(),
  ipv6: fc.ipV6(),
  uuid: fc.uuid(),
  regex: fc.constantFrom('', 'a', '^a+$', '[0-9]{2,3}', '(x|y)*', '\\d+', '^[^/]*$'),
  'json-pointer': pointer,
  'json-pointer-uri-fragment': pointer.map((text) => `#${text}`),
  'relative-json-pointer': fc.tuple(fc.nat({ max: 9 }), pointer).map(([up, text]) => `${up}${text}`),
  byte: fc.base64String({ maxLength: 40 }),
};
