import type { ConformanceReport } from './model.ts';

type Contract = ConformanceReport['contract'];

/** Why two reports cannot be held against each other, in words: they are on different contracts. Undefined when they can. */
export function differentContracts(
  one: Pick<ConformanceReport, 'contract'>,
  other: Pick<ConformanceReport, 'contract'>,
): string | undefined {
  const [a, b] = [one.contract, other.contract];
  if (a.digest !== b.digest) return `${named(a, a.digest)} and ${named(b, b.digest)}`;
  const [c, d] = [a.overlayDigest, b.overlayDigest];
  // A run without the upload profile says nothing of it.
  if (c === undefined || d === undefined || c === d) return undefined;
  return `the upload profile of ${named(a, c)} and of ${named(b, d)}`;
}

function named({ title, version }: Contract, digest: string): string {
  return `${title} ${version} (${digest.slice(0, 'sha256:'.length + 12)}…)`;
}
