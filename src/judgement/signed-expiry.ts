/** The moment at which an absolute URL of a known signing scheme expires, in epoch milliseconds, and the parameter that says so. */
export function signedExpiry(url: string): { readonly name: string; readonly expires: number } | undefined {
  if (!URL.canParse(url)) return undefined;
  const query = new URL(url).searchParams;
  for (const vendor of ['Amz', 'Goog']) {
    const name = `X-${vendor}-Expires`;
    const [date, seconds] = [basicDate(query.get(`X-${vendor}-Date`)), Number(query.get(name) ?? Number.NaN)];
    if (date !== undefined && !Number.isNaN(seconds)) return { name, expires: date + seconds * 1000 };
  }
  const end = query.get('se');
  if (end !== null && query.has('sig') && !Number.isNaN(Date.parse(end)))
    return { name: 'se', expires: Date.parse(end) };
  const expires = Number(query.get('Expires') ?? Number.NaN);
  return expires > 1e9 && expires < 1e11 && query.has('Signature')
    ? { name: 'Expires', expires: expires * 1000 }
    : undefined;
}

/** `20260115T113000Z` as epoch milliseconds. */
function basicDate(text: string | null): number | undefined {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text ?? '') ?? [];
  if (second === undefined) return undefined;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}
