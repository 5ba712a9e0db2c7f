import type { ConformanceReport } from '../model.ts';
import { exchangeMarkup } from './exchange.ts';
import type { Markup } from './markup.ts';
import { markup } from './markup.ts';

/** The exchanges in which readings were seen and that do not stand in the page yet, as many as have room in so many octets; `shown` gets them. */
export function readingsEvidence(
  { readings, exchanges }: ConformanceReport,
  octets: number,
  shown: Set<string>,
): Markup | undefined {
  const pieces: Markup[] = [];
  let left = octets;
  for (const { discrepancy, subject, evidence } of readings) {
    const fresh = exchanges.filter(({ id }) => evidence.includes(id) && !shown.has(id));
    if (fresh.length === 0) continue;
    const ids = fresh.map(({ id }) => id).join(', ');
    const piece = markup`<details>
<summary>${discrepancy} ${subject}: ${ids}</summary>
${fresh.map(exchangeMarkup)}</details>
`;
    left -= piece.size;
    if (left < 0) break;
    pieces.push(piece);
    for (const { id } of fresh) shown.add(id);
  }
  return pieces.length === 0
    ? undefined
    : markup`<h3>Readings</h3>
${pieces}`;
}
