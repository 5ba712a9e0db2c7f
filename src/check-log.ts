/** What a check sent, as far as its outcome tells. */
export class CheckLog {
  /** Position of each exchange in the list of requests that the check sends, for a replay. */
  readonly positions = new Map<string, number>();
  /** Ids of the exchanges that exercise each keyword of the request schema, by the keyword's JSON Pointer. */
  readonly keywords = new Map<string, Set<string>>();

  /** Records a request of the check. */
  record(exchange: string, position: number, keywords: readonly string[] = []): void {
    this.positions.set(exchange, position);
    for (const keyword of keywords) {
      const exchanges = this.keywords.get(keyword) ?? new Set<string>();
      this.keywords.set(keyword, exchanges.add(exchange));
    }
  }
}
