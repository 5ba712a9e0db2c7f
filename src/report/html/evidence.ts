import type { ConformanceReport, RequirementResult } from '../model.ts';
import type { Finding } from '../outcome.ts';
import type { RecordedExchange } from '../recorded.ts';
import { replayCommand, requestAgain } from '../commands.ts';
import { exchangeMarkup } from './exchange.ts';
import { readingsEvidence } from './readings-evidence.ts';
import { factList, said, wire } from './facts.ts';
import type { Markup } from './markup.ts';
import { markup } from './markup.ts';
import type { Section } from './section.ts';
import { brief } from '../terminal-words.ts';
import { anchor, counted, cut } from './text.ts';
import { verdictMark } from './words.ts';

/** Octets for all findings with their exchanges; what a requirement leaves of its share is for the next. */
const mostOctets = 1_000_000;
/** What was sent, received and expected is cut after so many characters. */
const longest = 600;
/** The line for a finding is cut after so many characters. */
const longestSummary = 140;
/** A command is cut after so many characters. */
const longestCommand = 2000;
/** A finding shows so many of its exchanges. */
const mostExchanges = 4;

const paperNote = markup`<p class="paper">On paper only the findings are open whose exchange a cause names.</p>
`;

/** The evidence as a part of the page, undefined when there is none, and the exchanges in it. */
interface Evidence {
  readonly section: Section | undefined;
  readonly shown: ReadonlySet<string>;
}

/** The findings of every requirement, and the readings, with their requests and responses; an exchange stands where it is first needed. */
export function evidenceOf(report: ConformanceReport): Evidence {
  const results = inOrder(report);
  const named = new Set(report.causes.flatMap(({ exchange }) => exchange ?? []));
  const byId = new Map(report.exchanges.map((exchange) => [exchange.id, exchange]));
  const shown = new Set<string>();
  let left = mostOctets;
  const content = results.map((result, index) => {
    const share = left / (results.length - index);
    const findings = fitting(result, share, { report, byId, shown, named });
    left -= findings.reduce((sum, { size }) => sum + size, 0);
    return resultMarkup(result, findings);
  });
  const readings = readingsEvidence(report, left, shown);
  if (results.length === 0 && readings === undefined) return { section: undefined, shown };
  return {
    section: {
      id: 'evidence',
      title: 'Evidence',
      content: [results.length > 0 ? paperNote : undefined, content, readings],
    },
    shown,
  };
}

/** What has findings: in the order of the causes, then what is waived. */
function inOrder({ causes, requirements }: ConformanceReport): RequirementResult[] {
  const places = new Map(causes.flatMap(({ ids }) => ids).map((id, index) => [id, index]));
  const place = ({ id }: RequirementResult): number => places.get(id) ?? places.size;
  return requirements.filter(({ findings }) => findings.length > 0).sort((a, b) => place(a) - place(b));
}

interface Surroundings {
  readonly report: ConformanceReport;
  readonly byId: ReadonlyMap<string, RecordedExchange>;
  /** Exchanges that stand in the page already; those of what is returned are added. */
  readonly shown: Set<string>;
  /** Exchanges that a cause names. */
  readonly named: ReadonlySet<string>;
}

/** The first findings of a requirement, as many as have room in so many octets. */
function fitting(
  result: RequirementResult,
  octets: number,
  { report, byId, shown, named }: Surroundings,
): Markup[] {
  const pieces: Markup[] = [];
  let left = octets;
  for (const [index, finding] of result.findings.entries()) {
    const fresh = new Set(
      finding.exchanges.slice(0, mostExchanges).filter((id) => byId.has(id) && !shown.has(id)),
    );
    const exchanges = [...fresh].flatMap((id) => byId.get(id) ?? []);
    const seen = finding.exchanges.filter((id) => shown.has(id));
    const printed = exchanges.some(({ id }) => named.has(id));
    const piece = findingMarkup({ result, finding, index, exchanges, seen, printed }, report);
    left -= piece.size;
    if (left < 0) break;
    pieces.push(piece);
    fresh.forEach((id) => shown.add(id));
  }
  return pieces;
}

function resultMarkup(result: RequirementResult, pieces: readonly Markup[]): Markup {
  const { id, title, verdict, waiver, findings } = result;
  const rest = findings.length - pieces.length;
  const marks =
    waiver === undefined ? verdictMark(verdict) : [verdictMark(verdict), ' ', verdictMark('waived')];
  return markup`<h3 id="${anchor('evidence', id)}">${marks} <span class="id">${id}</span> ${title}</h3>
${pieces}${
    rest === 0
      ? undefined
      : markup`<p class="cut">${counted(rest, pieces.length === 0 ? 'finding' : 'more finding')} of ${id} in <code>conformance.json</code></p>
`
  }`;
}

interface Shown {
  readonly result: RequirementResult;
  readonly finding: Finding;
  readonly index: number;
  /** Exchanges that stand here. */
  readonly exchanges: readonly RecordedExchange[];
  /** Ids of those that stand further up. */
  readonly seen: readonly string[];
  /** True when it is open on paper. */
  readonly printed: boolean;
}

function findingMarkup(
  { result, finding, index, exchanges, seen, printed }: Shown,
  report: ConformanceReport,
): Markup {
  const { because, received, expected } = finding;
  const again = exchanges.at(-1);
  const summary = brief(because ?? `received ${received}`, longestSummary);
  const links = seen.map((id) => markup`<a href="#${anchor('exchange', id)}">${id}</a> `);
  return markup`<details${printed ? markup` class="printed"` : undefined}>
<summary><span class="count">${index + 1}</span> ${summary}</summary>
${factList([
  ['Sent', because === undefined || because === summary ? undefined : cut(because, longest)],
  ['Received', said(cut(received, longest))],
  ['Expected', cut(expected, longest)],
  ['Request', again === undefined ? undefined : wire(cut(requestAgain(again, report), longestCommand))],
  ['Replay', wire(replayCommand(result, finding, report))],
  ['Exchanges', exchangeNote(finding, exchanges, links)],
])}${exchanges.map(exchangeMarkup)}</details>
`;
}

/** Where the exchanges are that do not stand here. */
function exchangeNote(
  { exchanges: ids }: Finding,
  here: readonly RecordedExchange[],
  links: readonly Markup[],
): Markup | undefined {
  const others = ids.length - here.length - links.length;
  if (others === 0 && links.length === 0) return undefined;
  const rest =
    others === 0 ? undefined : markup`${counted(others, 'more exchange')} in <code>conformance.json</code>`;
  return markup`${links.length === 0 ? undefined : markup`shown above: ${links}`}${rest}`;
}
