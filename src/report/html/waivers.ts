import type { ConformanceReport } from '../model.ts';
import { outdatedWords } from '../verdict-sentence.ts';
import type { WaiverAccount } from '../waivers.ts';
import type { Child } from './markup.ts';
import { markup } from './markup.ts';
import type { Section } from './section.ts';
import { table } from './table.ts';
import { anchor } from './text.ts';
import { stateMark } from './words.ts';

const columns = [
  { title: 'Requirement', kind: 'name' },
  { title: 'State' },
  { title: 'Until' },
  { title: 'Owner' },
  { title: 'Reason' },
] as const;

/** Every waiver of the run and what came of it; undefined when there are none. */
export function waiversSection({ waivers }: ConformanceReport): Section | undefined {
  if (waivers.length === 0) return undefined;
  const rows = waivers.map((waiver) => ({
    cells: [
      markup`<a href="#${anchor('requirement', waiver.id)}">${waiver.id}</a>`,
      [stateMark(waiver.state), markup`<p class="reason">${stateWords(waiver)}</p>`],
      waiver.until,
      waiver.owner,
      waiver.reason,
    ],
  }));
  return { id: 'waivers', title: 'Waivers', content: table({ labelledBy: 'waivers-title' }, columns, rows) };
}

function stateWords(waiver: WaiverAccount): Child {
  const only = waiver.finding === undefined ? '' : ` with “${waiver.finding}” in it`;
  switch (waiver.state) {
    case 'applied':
      return `the failure${only} is accepted until then`;
    case 'expired':
    case 'stale':
      return outdatedWords(waiver);
    case 'uncovered':
      return `it covers only a finding${only}; there is another`;
    case 'idle':
      return 'the run did not show whether it is needed';
  }
}
