import type { Json } from '../contract/json.ts';
import { textOf } from '../contract/json.ts';
import type { Operation } from '../contract/operation.ts';
import { expiryOf } from '../judgement/expiry.ts';
import type { Answer } from './answers.ts';
import { answersOf } from './answers.ts';
import type { RecordedExchange } from './recorded.ts';

/** The side of a contradiction that a target takes; `unknown` when the run did not ask, or the answers do not decide it. */
export type Side = 'OpenAPI' | 'prose' | 'both' | 'neither' | 'unknown';

/** What a target makes of one contradiction between the OpenAPI document and the prose around it. */
export interface Reading {
  readonly discrepancy: 'D1' | 'D2' | 'D3' | 'D5';
  readonly subject: string;
  /** What the OpenAPI document says. */
  readonly openapi: string;
  readonly prose: string;
  readonly follows: Side;
  /** Ids of the exchanges that show it, at most three. */
  readonly evidence: readonly string[];
}

/** The readings of a target, as the exchanges of a run show them; `operation` as published, without the upload profile. */
export function readingsOf(exchanges: readonly RecordedExchange[], operation: Operation): Reading[] {
  const answers = answersOf(exchanges, operation);
  const required = operation.responses.get(200)?.schema['required'];
  const members = Array.isArray(required) ? required.filter((name) => typeof name === 'string') : [];
  return [
    actionValues(answers),
    actionLeftOut(answers),
    expiryForm(answers),
    answerMembers(answers, members),
  ];
}

function actionValues(answers: readonly Answer[]): Reading {
  const plain = answers.filter(({ usual }) => usual);
  const known = knownFiles(plain);
  const reads = (action: string): Answer[] =>
    plain.filter(({ sent }) => sent?.['action'] === action && asksOnly(sent, known, ['action', 'fileId']));
  const uploads = plain.filter((answer) => isUpload(answer) && Object.keys(answer.sent ?? {}).length === 3);
  const decided = [reads('view'), reads('download'), uploads].map(decisionOf);
  const [view, download, upload] = decided.map((decision) => decision?.accepted);
  const follows = (): Side => {
    if (view === undefined || download === undefined || upload === undefined) return 'unknown';
    if (!download) return 'neither';
    if (view) return upload ? 'both' : 'OpenAPI';
    return upload ? 'prose' : 'neither';
  };
  return {
    ...{ discrepancy: 'D1', subject: 'action values' },
    ...{ openapi: 'view, download', prose: 'download, upload' },
    follows: follows(),
    evidence: decided.flatMap((decision) => (decision === undefined ? [] : [decision.id])),
  };
}

function actionLeftOut(answers: readonly Answer[]): Reading {
  const plain = answers.filter(({ usual }) => usual);
  const known = knownFiles(plain);
  const decision = decisionOf(plain.filter(({ sent }) => asksOnly(sent, known, ['fileId'])));
  return {
    ...{ discrepancy: 'D2', subject: 'action' },
    ...{ openapi: 'optional, view by default', prose: 'required' },
    follows: decision === undefined ? 'unknown' : decision.accepted ? 'OpenAPI' : 'prose',
    evidence: decision === undefined ? [] : [decision.id],
  };
}

function expiryForm(answers: readonly Answer[]): Reading {
  const forms = answers
    .filter(({ status, body }) => status === 200 && body !== undefined)
    .map(({ id, body }) => ({ id, side: sideOfExpiry(body?.['expiresAt']) }));
  const sides = new Set(forms.map(({ side }) => side));
  const follows = (): Side => {
    const [only = 'unknown'] = sides;
    if (sides.size <= 1) return only;
    return sides.has('neither') ? 'neither' : 'both';
  };
  return {
    ...{ discrepancy: 'D3', subject: 'expiresAt', openapi: 'number', prose: 'RFC 3339 string' },
    follows: follows(),
    evidence: firstOfEach(forms),
  };
}

function sideOfExpiry(value: Json | undefined): Side {
  if (typeof value === 'number') return 'OpenAPI';
  return expiryOf(value, 0)?.unit === 'RFC 3339' ? 'prose' : 'neither';
}

function answerMembers(answers: readonly Answer[], required: readonly string[]): Reading {
  const sided = (those: readonly Answer[], prose: readonly string[]): { id: string; side: Side }[] =>
    those.flatMap(({ id, status, body }) => {
      if (status !== 200 || body === undefined) return [];
      const has = (names: readonly string[]): boolean => names.every((name) => Object.hasOwn(body, name));
      return [{ id, side: has(required) ? 'OpenAPI' : has(prose) ? 'prose' : 'neither' }];
    });
  const reads = sided(
    answers.filter(
      ({ sent }) => sent !== undefined && ['view', 'download'].includes(textOf(sent['action'] ?? 'view')),
    ),
    ['url', 'expiresAt'],
  );
  const uploads = sided(answers.filter(isUpload), ['url', 'fileId', 'expiresAt']);
  return {
    ...{ discrepancy: 'D5', subject: 'members of an answer' },
    ...{ openapi: required.join(', '), prose: 'url, expiresAt, after upload fileId' },
    follows: sideOfMembers(agreed(reads), agreed(uploads)),
    evidence: [...firstOfEach(reads), ...firstOfEach(uploads)].slice(0, 3),
  };
}

/** Only the prose speaks of upload answers: in its form they go with downloads of either form. */
function sideOfMembers(reads: Side, uploads: Side): Side {
  if (reads === 'unknown' || uploads === 'unknown' || uploads === reads) return reads;
  return reads === 'OpenAPI' && uploads === 'prose' ? 'both' : 'neither';
}

/** The side that all take; `neither` when they differ, `unknown` when there are none. */
function agreed(sided: readonly { readonly side: Side }[]): Side {
  const [first] = sided;
  if (first === undefined) return 'unknown';
  return sided.every(({ side }) => side === first.side) ? first.side : 'neither';
}

function firstOfEach(sided: readonly { readonly id: string; readonly side: Side }[]): string[] {
  return [...new Map([...sided].reverse().map(({ id, side }) => [side, id])).values()].sort();
}

/** Files for which the target handed out a URL at some time. */
function knownFiles(answers: readonly Answer[]): ReadonlySet<Json | undefined> {
  return new Set(answers.filter(isAccepted).map(({ sent }) => sent?.['fileId']));
}

function asksOnly(
  sent: Answer['sent'],
  known: ReadonlySet<Json | undefined>,
  members: readonly string[],
): boolean {
  return (
    sent !== undefined && known.has(sent['fileId']) && Object.keys(sent).sort().join() === members.join()
  );
}

/** True for a request for an upload as the prose has it: of the right action, name and type, and of no file. */
function isUpload({ sent }: Answer): boolean {
  if (sent?.['action'] !== 'upload' || 'fileId' in sent) return false;
  return ['fileName', 'contentType'].every((name) => typeof sent[name] === 'string' && sent[name] !== '');
}

/** Whether the target accepts requests of a kind: it does if it ever did. A 401 or 403 is about the caller and decides nothing. */
function decisionOf(answers: readonly Answer[]): { accepted: boolean; id: string } | undefined {
  const accepted = answers.find(isAccepted);
  if (accepted !== undefined) return { accepted: true, id: accepted.id };
  const refused = answers.find(
    ({ status }) => status >= 400 && status < 500 && status !== 401 && status !== 403,
  );
  return refused && { accepted: false, id: refused.id };
}

function isAccepted({ status }: Answer): boolean {
  return status >= 200 && status < 300;
}
