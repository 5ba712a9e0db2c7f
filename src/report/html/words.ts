import type { Conclusion } from '../model.ts';
import type { Verdict } from '../outcome.ts';
import type { WaiverState } from '../waivers.ts';
import type { Markup } from './markup.ts';
import { markup } from './markup.ts';

/** How a word is coloured; each has a shape of its own besides, so that colour alone says nothing. */
export type Tone = 'good' | 'bad' | 'warn' | 'open' | 'mute';

/** What a run comes to, in the words of its verdict sentence. */
export const conclusions: Readonly<Record<Conclusion, { readonly words: string; readonly tone: Tone }>> = {
  conformant: { words: 'Conformant', tone: 'good' },
  waived: { words: 'Conformant but for waived requirements', tone: 'warn' },
  partial: { words: 'Partial', tone: 'warn' },
  nonconformant: { words: 'Not conformant', tone: 'bad' },
  outdated: { words: 'Waivers out of date', tone: 'bad' },
  inconclusive: { words: 'Inconclusive', tone: 'open' },
  error: { words: 'No verdict', tone: 'bad' },
};

const tones: Readonly<Record<Verdict | 'waived', Tone>> = {
  ...{ passed: 'good', failed: 'bad', warned: 'warn', info: 'mute', inconclusive: 'open' },
  ...{ inapplicable: 'mute', untested: 'open', error: 'bad', waived: 'warn' },
};

/** A verdict as a coloured word. */
export function verdictMark(verdict: Verdict | 'waived'): Markup {
  return mark(verdict, tones[verdict]);
}

/** What came of a waiver, as a coloured word. */
export function stateMark(state: WaiverState): Markup {
  return mark(
    state,
    ({ applied: 'warn', expired: 'bad', stale: 'bad', uncovered: 'bad', idle: 'mute' } as const)[state],
  );
}

function mark(word: string, tone: Tone): Markup {
  return markup`<span class="mark ${tone}">${word}</span>`;
}

const areas: Readonly<Record<string, string>> = {
  ...{ ACC: 'Acceptance', AUT: 'Authentication', DL: 'Delivery', ERR: 'Errors', EXP: 'Expiry', HTP: 'HTTP' },
  ...{ NF: 'Unknown files', REJ: 'Rejection', ROB: 'Robustness', SCH: 'Answers', TEN: 'Tenancy' },
  ...{ UPL: 'Uploads', URL: 'Returned URLs' },
};

/** What an area is about; a new one has no name but its letters. */
export function areaName(area: string): string {
  return areas[area] ?? area;
}
