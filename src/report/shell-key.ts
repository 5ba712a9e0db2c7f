/** What is sent in place of a key, a key, as records name them, and what means something else within double quotes. */
const special = /<\$(TARGET_(?:ALT_)?TOKEN), ([^<>]+)>|\$(TARGET_(?:ALT_)?TOKEN)(?=(\w?))|["\\`$]/g;

/** What makes a key what `nearMisses` and the like make of it, within double quotes, where a shell has a simple expression for it. */
const expressions: Readonly<Record<string, (name: string) => string>> = {
  'last character missing': (name) => `\${${name}%?}`,
  'first character missing': (name) => `\${${name}#?}`,
  'with a dash and a letter behind': (name) => `\${${name}}-x`,
  'with a character in front': (name) => `x\${${name}}`,
  doubled: (name) => `\${${name}}\${${name}}`,
  'first 8 characters': (name) => `$(printf %.8s "$${name}")`,
  'first half': (name) => `$(printf "%.$(( (\${#${name}} + 1) / 2 ))s" "$${name}")`,
  'in upper case': (name) => `$(printf %s "$${name}" | tr a-z A-Z)`,
  'in lower case': (name) => `$(printf %s "$${name}" | tr A-Z a-z)`,
  'in the other case': (name) => `$(printf %s "$${name}" | tr a-zA-Z A-Za-z)`,
  'percent-encoded': (name) => `$(printf %s "$${name}" | od -An -v -tx1 | tr ' ' % | tr -d '\\n')`,
  'in base64': (name) => `$(printf %s "$${name}" | base64 | tr -d '\\n')`,
  'in base64 with a colon': (name) => `$(printf %s: "$${name}" | base64 | tr -d '\\n')`,
};

/**
 * A text as one word of a POSIX shell, with keys from the environment. For what a shell cannot simply make of a key stands a variable that
 * is not set: the shell says what it is, and sends nothing.
 */
export function shellWord(text: string): string {
  if (!/\$TARGET_\w+/.test(text)) return `'${text.replaceAll("'", `'\\''`)}'`;
  const word = text.replace(
    special,
    (sign, other?: string, note?: string, name?: string, letter?: string) => {
      if (other !== undefined && note !== undefined) return expressions[note]?.(other) ?? unset(other, note);
      if (name !== undefined) return letter === '' ? `$${name}` : `\${${name}}`;
      return `\\${sign}`;
    },
  );
  return `"${word}"`;
}

function unset(name: string, note: string): string {
  return `\${OTHER_KEY:?is to be ${name}, ${note}, which the replay command sends}`;
}
