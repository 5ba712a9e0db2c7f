/** One option of a command. */
export interface Option {
  /** Placeholder of its value in the help; absent for a switch. */
  readonly value?: string;
  /** What it means, in one line of the help. */
  readonly help: string;
  /** The environment variable that it stands for, and what a switch sets it to; absent when it is the command's own. */
  readonly variable?: string;
  readonly sets?: string;
}

/** The options of a command, by name without dashes. */
export type Options = Readonly<Record<string, Option>>;

/** What the user gave: the text of each option with a value, true for each switch. */
export type Given<T extends Options> = {
  readonly [Name in keyof T]?: T[Name] extends { readonly value: string } ? string : true;
};
