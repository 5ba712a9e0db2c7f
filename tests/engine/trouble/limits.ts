/** What a run against a target in trouble may take; the machine that tests it may be busy with other tests. */
export const limits = {
  /** Of a run, against the 20 to 60 s that it takes on an idle machine. */
  seconds: 240,
  /** Octets of memory of its largest process. */
  peak: 450 * 2 ** 20,
  /** Milliseconds of the test around it. */
  test: 300_000,
};
