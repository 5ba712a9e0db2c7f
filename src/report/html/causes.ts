import type { Cause } from '../causes.ts';
import type { ConformanceReport, RequirementResult } from '../model.ts';
import type { Finding } from '../outcome.ts';
import { clauseList } from './clause.ts';
import { replayCommand, requestAgain } from '../commands.ts';
import type { Fact } from './facts.ts';
import { factList, said, wire } from './facts.ts';
import type { Child, Markup } from './markup.ts';
import { markup } from './markup.ts';
import type { Section } from './section.ts';
import { anchor, counted, cut } from './text.ts';
import { verdictMark } from './words.ts';

/** Octets for all causes in full; what goes beyond has a heading, and its evidence. */
const mostOctets = 400_000;
/** A longer command is cut, in characters. */
const longestCommand = 4000;
/** What was sent, received and expected is cut after so many characters. */
const longestWords = 1000;

/** What is wrong, cause by cause: what shows it with the least, and how to see it again; undefined where nobody can say that nothing is. */
export function causesSection(report: ConformanceReport): Section | undefined {
  const { causes, verdict } = report;
  if (causes.length === 0 && (verdict.conclusion === 'inconclusive' || verdict.conclusion === 'error'))
    return undefined;
  let left = mostOctets;
  const articles = causes.map((cause) => {
    const whole = causeMarkup(cause, report);
    left -= whole.size;
    return left < 0 ? headingAlone(cause, report) : whole;
  });
  const content = causes.length === 0 ? nothingWrong(report) : articles;
  return { id: 'wrong', title: 'What is wrong', content };
}

function nothingWrong({ requirements, verdict }: ConformanceReport): Markup {
  const waived = requirements.some(({ waiver }) => waiver !== undefined);
  const link =
    verdict.conclusion === 'outdated'
      ? markup` <a href="#waivers">A waiver is out of date</a>, and the run fails for it.`
      : undefined;
  return markup`<p>No requirement is violated${waived ? ', but for what is waived' : ''}.${link}</p>`;
}

function causeMarkup(cause: Cause, report: ConformanceReport): Markup {
  const [root, ...others] = resultsOf(cause, report);
  const finding = root?.findings.find((one) => shows(one, cause));
  if (root === undefined || finding === undefined) return headingAlone(cause, report);
  const { because, exchanges } = finding;
  const requests = exchanges
    .slice(0, 2)
    .flatMap((id) => report.exchanges.find((exchange) => exchange.id === id) ?? [])
    .map((exchange): Fact => ['Request', wire(cut(requestAgain(exchange, report), longestCommand))]);
  return markup`<article class="cause">
${heading(root)}${factList([
    ['Sent', because === undefined ? undefined : cut(because, longestWords)],
    ['Received', said(cut(finding.received, longestWords))],
    ['Expected', cut(finding.expected, longestWords)],
    ['Clause', [markup`<q>${root.quote}</q>`, clauseList(root.clause)]],
    ['Also', alsoIn(root, others)],
    ...requests,
    ['Replay', wire(replayCommand(root, finding, report))],
    ['Evidence', evidenceLink(root)],
  ])}</article>
`;
}

/** True for the finding that a cause was made of. */
function shows({ received, expected, exchanges: [first] }: Finding, cause: Cause): boolean {
  return received === cause.received && expected === cause.expected && first === cause.exchange;
}

function headingAlone(cause: Cause, report: ConformanceReport): Markup {
  const [root] = resultsOf(cause, report);
  if (root === undefined)
    return markup`<article class="cause"><h3>${cause.ids.join(', ')}</h3></article>
`;
  return markup`<article class="cause">
${heading(root)}<p>${evidenceLink(root)}</p></article>
`;
}

function heading({ id, verdict, title }: RequirementResult): Markup {
  return markup`<h3>${verdictMark(verdict)} <span class="id">${id}</span> ${title}</h3>
`;
}

function resultsOf({ ids }: Cause, { requirements }: ConformanceReport): RequirementResult[] {
  return ids.flatMap((id) => requirements.find((result) => result.id === id) ?? []);
}

/** The other requirements that fail for the same cause. */
function alsoIn(root: RequirementResult, others: readonly RequirementResult[]): Child {
  const more = root.findings.length - 1;
  if (others.length + more === 0) return undefined;
  const lines = others.map(
    (other) =>
      markup`<li>${verdictMark(other.verdict)} <a href="#${anchor('evidence', other.id)}">${other.id}</a> ${other.title}</li>`,
  );
  const first = more === 0 ? undefined : markup`<li>${counted(more, 'more finding')} of ${root.id}</li>`;
  return markup`<ul class="plain" role="list">${[first, ...lines]}</ul>`;
}

function evidenceLink({
  id,
  findings,
}: {
  readonly id: string;
  readonly findings: readonly Finding[];
}): Markup {
  return markup`<a href="#${anchor('evidence', id)}">${counted(findings.length, 'finding')} of ${id} with requests and responses</a>`;
}
