import type { Clock } from './clock.ts';
import type { CheckLog } from './check-log.ts';
import type { Contract } from './contract/contract.ts';
import type { Json, JsonObject } from './contract/json.ts';
import type { Operation, ResponseBody } from './contract/operation.ts';
import type { Api } from './client/api.ts';
import type { Evidence } from './client/evidence.ts';
import type { Answered, Exchange } from './client/exchange.ts';
import { isAnswered } from './client/exchange.ts';
import type { Retrieval, RetrievalOptions, Storage } from './client/storage.ts';
import { objectIn } from './judgement/body.ts';
import { isFollowable } from './judgement/followable.ts';
import { isSuccess, summary } from './judgement/status.ts';
import { leftOut } from './report/outcome.ts';
import type { Principal, Target } from './settings/settings.ts';
import { enumOf, memberOf } from './traffic/accepted.ts';
import { anyFile, fileSoFar, noFile } from './traffic/known-file.ts';
import type { Plan } from './traffic/plan.ts';
import { whatCame } from './traffic/what-came.ts';
import type { Vector } from './traffic/vector.ts';

/** A valid request that passed in this run; a negative request is one of these with exactly one mutation. */
export interface Host {
  readonly body: JsonObject;
  readonly fileId: string;
}

/** A host with what came of it, to compare with. */
export interface Control extends Host {
  readonly exchange: Answered;
}

/** A request that was sent, with what came of it. */
export type Sent<V extends Vector = Vector> = V & { readonly exchange: Exchange };

/** What a session is made of. */
export interface SessionParts {
  readonly contract: Contract;
  /** The document with the upload profile; undefined when that is not claimed. */
  readonly uploads: Contract | undefined;
  readonly operation: Operation;
  readonly target: Target;
  readonly evidence: Evidence;
  readonly api: Api;
  readonly storage: Storage;
  readonly clock: Clock;
  readonly seed: number;
  readonly plan: Plan;
  /** Position of the one request that is replayed; undefined in a whole run. */
  readonly path: number | undefined;
  readonly log: CheckLog;
  /** False for a passive check that the user did not select: it judges what others sent and sends nothing. */
  readonly selected: boolean;
  /** Ends the check as undecided. */
  readonly giveUp: (reason: string) => never;
  /** Ends the check as left out by the user's own choice. */
  readonly leaveOut: (reason: string) => never;
}

/** The conversation of one check with the target: it sends, shares what was asked before, and judges nothing. */
export class Session {
  readonly contract: Contract;
  readonly uploads: Contract | undefined;
  readonly operation: Operation;
  readonly target: Target;
  readonly evidence: Evidence;
  readonly api: Api;
  readonly storage: Storage;
  readonly clock: Clock;
  readonly seed: number;
  readonly plan: Plan;
  readonly selected: boolean;
  readonly giveUp: (reason: string) => never;
  readonly leaveOut: (reason: string) => never;

  readonly #path: number | undefined;
  readonly #log: CheckLog;
  #position = 0;

  constructor(parts: SessionParts) {
    this.contract = parts.contract;
    this.uploads = parts.uploads;
    this.operation = parts.operation;
    this.target = parts.target;
    this.evidence = parts.evidence;
    this.api = parts.api;
    this.storage = parts.storage;
    this.clock = parts.clock;
    this.seed = parts.seed;
    this.plan = parts.plan;
    this.selected = parts.selected;
    this.#path = parts.path;
    this.#log = parts.log;
    this.leaveOut = parts.leaveOut;
    this.giveUp = parts.giveUp;
  }

  /** The request schema of the operation. */
  get request(): JsonObject {
    return this.operation.request.schema;
  }

  /** A response body that the document declares; throws when it declares none for the status. */
  responseBody(status: number): ResponseBody {
    const body = this.operation.responses.get(status);
    if (body === undefined) throw new Error(`Session.responseBody: the document declares no ${status} body`);
    return body;
  }

  /** As much of a list, the most telling first, as the plan of the run has for it. */
  take<T>(list: readonly T[], share: Exclude<keyof Plan, 'asksAgain'>): T[] {
    return list.slice(0, this.plan[share]);
  }

  /** True when one request is sent again instead of a whole run. */
  get replays(): boolean {
    return this.#path !== undefined;
  }

  /**
   * Sends the requests of the check, several at a time, and gives them back with their exchanges in the same order. In a replay
   * only the one at the given position of all that the check sends.
   */
  async send<V extends Vector>(vectors: readonly V[]): Promise<Sent<V>[]> {
    const numbered = vectors.map((vector) => ({ vector, position: this.#position++ }));
    const wanted = numbered.filter(({ position }) => this.#path === undefined || position === this.#path);
    const sent = await this.ask(wanted.map(({ vector }) => vector));
    for (const [index, { exchange, keywords }] of sent.entries()) {
      this.#log.record(exchange.id, wanted[index]?.position ?? 0, keywords);
    }
    return sent;
  }

  /** Sends requests that are not the check's own: what it compares with, what others send too. */
  async ask<V extends Vector>(vectors: readonly V[]): Promise<Sent<V>[]> {
    if (!this.selected) return [];
    return Promise.all(
      vectors.map(async (vector) => ({
        ...vector,
        exchange: await this.api.ask(vector.body, vector.deviation),
      })),
    );
  }

  /**
   * The id of a file of a principal: as set, else one that the run uploads, else one that is listed; gives up without one. A check
   * that sends nothing takes the one that others found.
   */
  async knownFile(principal: Principal = this.target.main): Promise<string> {
    if (principal.fileId !== undefined) return principal.fileId;
    if (!this.selected) return fileSoFar(this, principal) ?? this.giveUp(leftOut);
    return (await anyFile(this, principal)) ?? noFile(this, principal);
  }

  /** The simplest valid request that passed; gives up when none of the candidates did. */
  async control(principal: Principal = this.target.main): Promise<Control> {
    if (!this.selected) return this.giveUp(leftOut);
    const fileId = await this.knownFile(principal);
    const tried: Exchange[] = [];
    for (const body of this.validBodies(fileId)) {
      const exchange = await this.api.ask(body, { as: principal });
      if (isAnswered(exchange) && isSuccess(exchange)) return { body, exchange, fileId };
      tried.push(exchange);
    }
    return this.giveUp(
      `no valid request passes (the control): ${tried[0] ? whatCame(tried[0], principal, this) : 'none was sent'}`,
    );
  }

  /** The simplest valid request that passed, to put a mutation into; a replay takes its word for it. */
  async host(): Promise<Host> {
    if (!this.selected || this.#path === undefined) return this.control();
    const fileId = await this.knownFile();
    return { body: { fileId }, fileId };
  }

  /** Valid requests that passed, to put a mutation into: the simplest, and those with every member, one for each action. */
  async hosts(): Promise<Host[]> {
    const { fileId } = await this.host();
    const bodies = this.validBodies(fileId).filter(
      (body) => body['action'] === undefined || body['expiresInMinutes'] !== undefined,
    );
    if (this.#path !== undefined) return bodies.map((body) => ({ body, fileId }));
    const exchanges = await Promise.all(bodies.map((body) => this.api.ask(body)));
    return bodies.flatMap((body, index) => {
      const exchange = exchanges[index];
      return exchange !== undefined && isAnswered(exchange) && isSuccess(exchange) ? [{ body, fileId }] : [];
    });
  }

  /** The second organisation; gives up when none is set. */
  alt(): Principal {
    return (
      this.target.alt ?? this.giveUp('no second organisation: set TARGET_ALT_TOKEN and TARGET_ALT_TENANT')
    );
  }

  /** Like retrieve, for an exchange that may have met trouble. */
  follow(exchange: Exchange, options: RetrievalOptions = {}): Promise<Retrieval> {
    return isAnswered(exchange)
      ? this.retrieve(exchange, options)
      : this.giveUp(`no answer to ${exchange.id}`);
  }

  /** Follows the URL of an answer; gives up when there is none that can be followed. */
  retrieve(answer: Answered, options: RetrievalOptions = {}): Promise<Retrieval> {
    const url = objectIn(answer.response)?.['url'];
    if (isFollowable(url)) return this.storage.get(url, options);
    return this.giveUp(`the answer to ${answer.id} has no url that can be followed: ${summary(answer)}`);
  }

  /**
   * Valid bodies for a file: the file alone, with each action, and with each action and a lifetime. That is not the default, so that
   * a server is seen that falls back to it.
   */
  validBodies(fileId: string): JsonObject[] {
    const actions = enumOf(memberOf(this.request, 'action'));
    const minutes = memberOf(this.request, 'expiresInMinutes').schema;
    const { minimum = 1, maximum = Infinity, default: usual = minimum } = minutes;
    const lifetime: Json = Math.min(Number(usual) * 1.5, Number(maximum));
    return [
      { fileId },
      ...actions.map((action): JsonObject => ({ fileId, action })),
      ...actions.map((action): JsonObject => ({ fileId, action, expiresInMinutes: lifetime })),
    ];
  }
}
