import type { Probe } from './prober.ts';
import { roundTrip, ticket } from './prober.ts';

const names = [
  ...['plain.txt', 'Order-12.final.PDF', '.hidden', 'a  b.txt', ' edges ', 'a+b.txt', '100%.txt'],
  ...[
    '50%25.txt',
    'a"b.txt',
    "o'clock.txt",
    'a&b<c>.txt',
    'a&amp;b.txt',
    'a;b.txt',
    'a#b.txt',
    'a?b.txt',
    'größe.txt',
  ],
  ...['gro\u0308ße.txt', '№ 7.txt', 'ﬁ.txt', '日本.txt', '🚀.txt', 'a\u200bb.txt', '../../up.txt'],
  ...['a\r\nx-injected: 1', 'x'.repeat(150), 'ä'.repeat(200), 'plain.txt', 'photo.png', 'PHOTO.PNG'],
  ...['con.txt', 'name.', 'null', 'c:name.txt', '=?utf-8?b?dGV4dA==?=.txt'],
];
const types = [
  ...['application/pdf', 'text/plain; charset=UTF-8', 'image/svg+xml', 'application/vnd.a.b+json'],
  ...['text/html', 'image/jpg', 'text/xml'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
];

/** Uploads of many names and types. */
export async function probeNames(probe: Probe): Promise<void> {
  const { url } = await ticket(probe, {});
  const [object = ''] = /\w{22}/.exec(String(url)) ?? [];
  await ticket(probe, { fileName: `../${object}` });
  for (const fileName of names) await roundTrip(probe, { fileName }, 'text');
  for (const contentType of types) await roundTrip(probe, { contentType }, '<p>ß</p>');
}
