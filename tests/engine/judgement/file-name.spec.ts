import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { redactAll, redactor } from '../../../src/client/redaction.ts';
import type { Complaint } from '../../../src/judge.ts';
import { nameComplaint } from '../../../src/judgement/file-name.ts';

/** How a server changes a name, with a name that shows it and what a finding says. */
const changes: [uploaded: string, received: string, says: string][] = [
  ['gro\u0308ßer.pdf', 'größer.pdf', 'normalised to NFC'],
  ['größer.pdf', 'gro\u0308ßer.pdf', 'normalised to NFD'],
  ['ﬁle.pdf', 'file.pdf', 'normalised to NFKC'],
  ['größer.pdf', 'grÃ¶Ã\u009fer.pdf', 'read as Latin-1'],
  ['größer.pdf', 'grÃ¶ÃŸer.pdf', 'read as windows-1252'],
  ['größer – 日本.pdf', 'größer \u0013 å,.pdf', 'cut to the low octet of each code unit'],
  ['größer.pdf', 'gr\ufffd\ufffder.pdf', 'written as Latin-1 and read as UTF-8'],
  ['a%20b.pdf', 'a b.pdf', 'percent-decoded'],
  ['100% %41.pdf', '100% A.pdf', 'percent-decoded'],
  ['a+b%2Fc.pdf', 'a b/c.pdf', 'decoded as a form'],
  ['a b%.pdf', 'a%20b%25.pdf', 'percent-encoded'],
  ['a b+c/d.pdf', 'a%20b+c/d.pdf', 'percent-encoded as a URL'],
  ['a b+ü.pdf', 'a+b%2B%C3%BC.pdf', 'encoded as a form'],
  ['a+b.pdf', 'a b.pdf', '`+` became a blank'],
  ['a b.pdf', 'a+b.pdf', 'blanks became `+`'],
  ['a b c.pdf', 'a_b_c.pdf', 'blanks became `_`'],
  [' a.pdf ', 'a.pdf', 'trimmed'],
  [' a.pdf ', 'a.pdf ', 'trimmed in front'],
  [' a.pdf ', ' a.pdf', 'trimmed behind'],
  ['a  b.pdf', 'a b.pdf', 'runs of blanks made one'],
  ['Ab.PDF', 'ab.pdf', 'case changed to lower'],
  ['Ab.pdf', 'AB.PDF', 'case changed to upper'],
  ['Ab.PDF', 'Ab.pdf', 'case of the extension changed to lower'],
  ['größer.pdf', 'gr??er.pdf', '`?` in place of characters outside ASCII'],
  ['größer €.pdf', 'größer ?.pdf', '`?` in place of characters outside Latin-1'],
  ['€ 📄 ü.pdf', '? ?? ü.pdf', '`?` in place of UTF-16 code units outside Latin-1'],
  ['größer.pdf', 'gr????er.pdf', '`?` in place of octets of characters outside ASCII'],
  ['€ 📄.pdf', '€ \ufffd.pdf', 'U+FFFD in place of characters beyond U+FFFF'],
  ['€ 📄.pdf', '€ .pdf', 'without the characters beyond U+FFFF'],
  ['größer.pdf', 'grer.pdf', 'without the characters outside ASCII'],
  ['größer.pdf', 'großer.pdf', 'diacritics removed'],
  ['a (1), b.pdf', 'a__1___b.pdf', '`_` in place of characters other than ASCII letters'],
  ['a (1), b.pdf', 'a_1_b.pdf', 'runs of other characters became `_`'],
  ['a"b".pdf', 'ab.pdf', 'quotation marks removed'],
  ['a"b".pdf', 'a\\"b\\".pdf', 'quotation marks and backslashes escaped'],
  ["a & 'b'.pdf", 'a &amp; &#39;b&#39;.pdf', 'escaped as HTML'],
  ["a & 'b'.pdf", "a &amp; 'b'.pdf", 'escaped as HTML, but not the apostrophe'],
  ['<b>x.pdf', 'x.pdf', 'markup removed'],
  ['../etc/passwd', 'passwd', 'only the part behind the last slash'],
  ['..\\etc\\passwd', 'passwd', 'only the part behind the last slash or backslash'],
  ['../../a.pdf', 'a.pdf', 'only the part behind the last slash'],
  ['a/b.txt', 'a_b.txt', 'slashes and backslashes became `_`'],
  ['a\r\nb.txt', 'ab.txt', 'without control characters'],
  ['archive.tar.gz', 'archive.tar', 'without its extension'],
  ['.hidden', 'hidden', 'without dots in front'],
  ['dots...', 'dots', 'without dots and blanks behind'],
  ['x.pdf', '"x.pdf"', 'in quotation marks'],
  ['a'.repeat(120), 'a'.repeat(100), 'cut to 100 characters, 100 octets'],
  ['文'.repeat(90), '文'.repeat(85), 'cut to 85 characters, 255 octets'],
  ['📄'.repeat(9), '📄'.repeat(5), 'cut to 5 characters, 20 octets'],
  ['contract.pdf', '7f3a-contract.pdf', 'with "7f3a-" in front'],
  ['contract.pdf', 'uploads/contract.pdf.bin', 'with "uploads/" in front and ".bin" behind'],
  ['contract.pdf', 'act.pdf', 'cut to the last 7 characters'],
  [' Gro\u0308ßer.pdf', 'Größer.pdf', 'normalised to NFC, then trimmed'],
  ['Größer Plan.pdf', '7f3a-größer plan.pdf', 'case changed to lower, then with "7f3a-" in front'],
  ['contract.pdf', 'kontract.pdf', 'differs from character 1 on'],
  ['📄📄contract.pdf', '📄📄kontract.pdf', 'differs from character 3 on'],
  ['contract.pdf', '', 'empty'],
];

for (const [uploaded, received, says] of changes)
  test(`${JSON.stringify(uploaded.slice(0, 20))} → ${JSON.stringify(received.slice(0, 20))}: ${says}`, () => {
    const text = nameComplaint(uploaded, received)?.received ?? '';
    // The longer descriptions begin like shorter ones.
    expect(says.endsWith('letters') ? text.includes(says) : text.endsWith(`: ${says}`), text).toBe(true);
  });

test('the same name is no complaint, and every other one is', () => {
  const name = fc.string({ unit: fc.constantFrom(...'aA ü+%2"\u0308日📄./\n'), minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(name, name, (uploaded, received) => {
      expect(nameComplaint(uploaded, uploaded)).toBeUndefined();
      const complaint = nameComplaint(uploaded, received);
      if (uploaded === received) return;
      expect(complaint?.received).toMatch(/^".*": ./u);
      expect(complaint?.expected).not.toBe('');
    }),
  );
});

/** The complaint as a report shows it. */
function complaintOf(uploaded: string, received: string): Complaint {
  return redactAll(nameComplaint(uploaded, received) ?? { received: '', expected: '' }, redactor([]));
}

test('what cannot be seen or told apart is written as an escape, on both sides', () => {
  const complaint = complaintOf('a\u00a0e\u0301\u202eb\n"c"\u{e0001}', '\u00e9 b');
  expect(complaint.expected).toBe('"a\\u00a0e\\u0301\\u202eb\\u000a\\"c\\"\\u{e0001}"');
  expect(complaint.received).toBe('"é b": differs from character 1 on');
});

test('a lone surrogate is shown too', () => {
  expect(nameComplaint('📄.pdf', '\ud83d')?.received).toContain('"\\ud83d"');
});

test('long names are shortened, with their lengths', () => {
  const complaint = complaintOf(`${'a'.repeat(996)}.pdf`, 'b'.repeat(500));
  expect(complaint.expected).toMatch(/^"a{89}…a{26}\.pdf" \(1000 characters\)$/);
  expect(complaint.received.length).toBeLessThan(200);
});

for (const [received, says] of [
  [undefined, 'no name'],
  [null, 'null'],
  [7, '7'],
  [['a.pdf'], '["a.pdf"]'],
  [{ name: 'a.pdf' }, '{"name":"a.pdf"}'],
] as const)
  test(`a name that is ${says} is no name`, () => {
    const value = received === undefined ? undefined : (structuredClone(received) as never);
    expect(nameComplaint('a.pdf', value)).toEqual({ received: says, expected: '"a.pdf"' });
  });

test('compares long hostile names in no time', () => {
  const started = performance.now();
  for (const part of ['%41', '<', ' ', '"', '../', '.', '\\', 'e\u0301'])
    nameComplaint(part.repeat(20_000), `${part.repeat(10_000)}x`);
  expect(performance.now() - started).toBeLessThan(20_000);
});
