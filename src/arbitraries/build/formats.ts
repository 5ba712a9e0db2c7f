import fc from 'fast-check';

/** Made at first use and kept: fast-check takes longer to make some of them than to draw a thousand values. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

const first = new Date('1970-01-01T00:00:00Z');
const last = new Date('2100-01-01T00:00:00Z');
const instant = once(() =>
  fc.date({ min: first, max: last, noInvalidDate: true }).map((date) => date.toISOString()),
);
const clock = once(() => instant().map((text) => text.slice(11)));
const segment = once(() => fc.stringMatching(/^[a-zA-Z0-9_.-]{0,6}$/));
const pointer = once(() =>
  fc.array(segment(), { maxLength: 4 }).map((tokens) => tokens.map((token) => `/${token}`).join('')),
);
const url = once(webUrl);

/** Not `fc.webUrl`, which takes half a second to make: it lists every code point to encode it. */
function webUrl(): fc.Arbitrary<string> {
  const scheme = fc.constantFrom('https', 'http');
  const port = fc.oneof(
    { weight: 4, arbitrary: fc.constant('') },
    fc.nat({ max: 65535 }).map((text) => `:${text}`),
  );
  const rest = fc.oneof(
    fc.constantFrom('', '/', '#top', '/%C3%A9', '?a=b%20c&d='),
    segment().map((text) => `?q=${text}`),
  );
  return fc
    .tuple(scheme, fc.domain(), port, pointer(), rest)
    .map(([start, ...parts]) => `${start}://${parts.join('')}`);
}

function duration(): fc.Arbitrary<string> {
  const count = fc.nat({ max: 60 });
  return fc.oneof(
    fc.tuple(count, count, count).map(([years, months, days]) => `P${years}Y${months}M${days}D`),
    fc.tuple(count, count, count).map(([hours, minutes, seconds]) => `PT${hours}H${minutes}M${seconds}S`),
    count.map((weeks) => `P${weeks}W`),
  );
}

function template(): fc.Arbitrary<string> {
  return fc.tuple(url(), segment()).map(([base, name]) => `${base}/{x${name.replace(/[^a-z]/gi, '')}}`);
}

function relativePointer(): fc.Arbitrary<string> {
  return fc.tuple(fc.nat({ max: 9 }), pointer()).map(([up, text]) => `${up}${text}`);
}

/** Makes strings of each format that ajv checks; a format that is not here restricts nothing. */
export const formats: Readonly<Record<string, () => fc.Arbitrary<string>>> = {
  'date-time': instant,
  'iso-date-time': instant,
  date: once(() => instant().map((text) => text.slice(0, 10))),
  time: clock,
  'iso-time': clock,
  duration: once(duration),
  uri: once(() =>
    fc.oneof(
      url(),
      segment().map((text) => `urn:example:${text}x`),
    ),
  ),
  url,
  'uri-reference': once(() =>
    fc.oneof(
      url(),
      pointer(),
      segment().map((text) => `?q=${text}`),
    ),
  ),
  'uri-template': once(template),
  email: once(() => fc.emailAddress()),
  hostname: once(() => fc.domain()),
  ipv4: once(() => fc.ipV4()),
  ipv6: once(() => fc.ipV6()),
  uuid: once(() => fc.uuid()),
  regex: once(() => fc.constantFrom('', 'a', '^a+$', '[0-9]{2,3}', '(x|y)*', '\\d+', '^[^/]*$')),
  'json-pointer': pointer,
  'json-pointer-uri-fragment': once(() => pointer().map((text) => `#${text}`)),
  'relative-json-pointer': once(relativePointer),
  byte: once(() => fc.base64String({ maxLength: 40 })),
};
