/** A stream that keeps what is written to it. */
interface Kept {
  readonly write: (text: string) => void;
  readonly text: () => string;
}

/** An output of a command, kept to be looked at. */
export function captured(): { readonly stdout: Kept; readonly stderr: Kept } {
  const kept = (): Kept => {
    const parts: string[] = [];
    return { write: (text) => void parts.push(text), text: () => parts.join('') };
  };
  return { stdout: kept(), stderr: kept() };
}
