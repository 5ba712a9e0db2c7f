import { CheckLog } from './check-log.ts';
import type { Answered, Exchange } from './client/exchange.ts';
import { isAnswered } from './client/exchange.ts';
import { unanswered } from './judgement/trouble.ts';
import type { Finding, Outcome, Verdict } from './report/outcome.ts';
import { leftOut, nothingShows } from './report/outcome.ts';
import { asLines } from './report/reasons.ts';
import type { Level } from './requirement.ts';

/** What is wrong with an answer: present tense, fact first. */
export interface Complaint {
  readonly received: string;
  readonly expected: string;
}

/** A pure judgement of one answer: a complaint, or undefined when the requirement holds. */
export type Judgement = (exchange: Answered) => Complaint | undefined;

/** Thrown by a check whose requirement is violated; anything else that a test throws is a fault of the suite. */
export class Violation extends Error {
  override readonly name = 'Violation';

  constructor(title: string, findings: readonly Finding[]) {
    const [first] = findings;
    const more = findings.length > 1 ? ` (and ${findings.length - 1} more)` : '';
    const special = first?.because === undefined ? '' : `${first.because} → `;
    super(`${title}: ${special}received ${first?.received}, expected ${first?.expected}${more}`);
    this.stack = this.message;
  }
}

/** Thrown for what could not be decided when no reporter of ours is there to fail the run for it. */
export class Inconclusive extends Error {
  override readonly name = 'Inconclusive';

  constructor(title: string, reason: string) {
    super(`${title}: ${reason}`);
    this.stack = this.message;
  }
}

/** Collects what one check judged; it never throws for a finding, so that a check shows the whole extent of a fault. */
export class Judge {
  /** What the check sent. */
  readonly log = new CheckLog();
  readonly #findings: Finding[] = [];
  readonly #evidence = new Set<string>();
  readonly #undecided: string[] = [];
  readonly #unanswered = new Set<Exchange>();
  readonly #notes: string[] = [];
  #inapplicable: string | undefined;
  #leftOut: string | undefined;

  /** Judges one answer; an exchange in trouble is left undecided. `because` says what was special about the request. */
  each(exchange: Exchange, judgement: Judgement, because?: string): void {
    if (!this.#consider(exchange)) return;
    const complaint = judgement(exchange);
    if (complaint !== undefined) this.#find(complaint, [exchange], because);
  }

  /** Judges several answers together, when all of them came. */
  together(
    exchanges: readonly Exchange[],
    judgement: (answers: readonly Answered[]) => Complaint | undefined,
    because?: string,
  ): void {
    if (!exchanges.every((exchange): exchange is Answered => this.#consider(exchange))) return;
    const complaint = judgement(exchanges);
    if (complaint !== undefined) this.#find(complaint, exchanges, because);
  }

  /** Records a violation that is not read off an answer, for example a host that does not resolve. */
  violation(complaint: Complaint, exchanges: readonly Exchange[], because?: string): void {
    for (const { id } of exchanges) this.#evidence.add(id);
    this.#find(complaint, exchanges, because);
  }

  /** Records an observation that is no violation. */
  note(text: string): void {
    if (!this.#notes.includes(text)) this.#notes.push(text);
  }

  /** Says that the condition of the requirement did not arise; what was judged all the same outweighs it. */
  inapplicable(reason: string): void {
    this.#inapplicable = reason;
  }

  /** Says that the user left the check out, and why. */
  leftOut(reason: string): void {
    this.#leftOut = reason;
  }

  /** Records why something could not be decided. */
  undecided(reason: string): void {
    if (!this.#undecided.includes(reason)) this.#undecided.push(reason);
  }

  /** The outcome of the check at a level; a finding outweighs what could not be decided. */
  outcome(level: Level, selected = true): Outcome {
    const nothing = !selected && this.#evidence.size === 0 && this.#findings.length === 0;
    const [verdict, reason] = nothing ? (['untested', leftOut] as const) : this.#verdict(level);
    return {
      verdict,
      ...(reason !== undefined && { reason }),
      findings: this.#findings.map((finding) => this.#located(finding)),
      evidence: [...this.#evidence],
      keywords: Object.fromEntries(
        [...this.log.keywords].map(([keyword, exchanges]) => [keyword, exchanges.size]),
      ),
      notes: this.#notes,
    };
  }

  #verdict(level: Level): [Verdict, string?] {
    if (this.#findings.length > 0)
      return [level === 'MUST' ? 'failed' : level === 'SHOULD' ? 'warned' : 'info'];
    if (this.#leftOut !== undefined) return ['untested', this.#leftOut];
    const open = [...this.#undecided, ...unanswered([...this.#unanswered])];
    if (open.length > 0) return ['inconclusive', asLines(open)];
    if (this.#inapplicable !== undefined && this.#evidence.size === 0)
      return ['inapplicable', this.#inapplicable];
    if (this.#evidence.size === 0) return ['inconclusive', nothingShows];
    return [level === 'INFO' ? 'info' : 'passed'];
  }

  #located(finding: Finding): Finding {
    const path = finding.exchanges
      .map((id) => this.log.positions.get(id))
      .find((position) => position !== undefined);
    return { ...finding, ...(path !== undefined && { path }) };
  }

  #consider(exchange: Exchange): exchange is Answered {
    if (isAnswered(exchange)) {
      this.#evidence.add(exchange.id);
      return true;
    }
    this.#unanswered.add(exchange);
    return false;
  }

  #find({ received, expected }: Complaint, exchanges: readonly Exchange[], because?: string): void {
    this.#findings.push({
      received,
      expected,
      ...(because !== undefined && { because }),
      exchanges: exchanges.map(({ id }) => id),
    });
  }
}
