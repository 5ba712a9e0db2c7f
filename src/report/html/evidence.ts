import type { ConformanceReport, RequirementResult } from '../model.ts';
import type { Finding } from '../outcome.ts';
import type { RecordedExchange } from '../recorded.ts';
import { replayCommand } from '../commands.ts';
import { exchangeMarkup } from './exchange.ts';
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
/** A finding shows so many of its exchanges. */
const mostExchanges = 4;

/** The findings of every requirement with their requests and responses; an exchange stands where it is first needed. */
export function evidenceSection(report: ConformanceReport): Section | undefined {
  const results = inOrder(report);
  if (results.length === 0) return undefined;
  const byId = new Map(report.exchanges.map((exchange) => [exchange.id, exchange]));
  const shown = new Set<string>();
  let left = mostOctets;
  const content = results.map((result, index) => {
    const share = left / (results.length - index);
    const findings = fitting(result, share, { report, byId, shown });
    left -= findings.reduce((sum, { size }) => sum + size, 0);
    return resultMarkup(result, findings);
  });
  return { id: 'evidence', title: 'Evidence', content };
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
}

/** The first findings of a requirement, as many as have room in so many octets. */
function fitting(result: RequirementResult, octets: number, { report, byId, shown }: Surroundings): Markup[] {
  const pieces: Markup[] = [];
  let left = octets;
  for (const [index, finding] of result.findings.entries()) {
    const fresh = new Set(
      finding.exchanges.slice(0, mostExchanges).filter((id) => byId.has(id) && !shown.has(id)),
    );
    const exchanges = [...fresh].flatMap((id) => byId.get(id) ?? []);
    const seen = finding.exchanges.filter((id) => shown.has(id));
    const piece = findingMarkup({ result, finding, index, exchanges, seen }, report);
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
}

function findingMarkup(
  { result, finding, index, exchanges, seen }: Shown,
  report: ConformanceReport,
): Markup {
  const { because, received, expected } = finding;
  const summary = brief(because ?? `received ${received}`, longestSummary);
  const links = seen.map((id) => markup`<a href="#${anchor('exchange', id)}">${id}</a> `);
  return markup`<details>
<summary><span class="count">${index + 1}</span> ${summary}</summary>
${factList([
  ['Sent', because === undefined || because === summary ? undefined : cut(because, longest)],
  ['Received', said(cut(received, longest))],
  ['Expected', cut(expected, longest)],
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
