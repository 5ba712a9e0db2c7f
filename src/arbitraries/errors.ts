/** No value satisfies the schema: proved from its keywords. */
export class UnsatisfiableSchema extends Error {
  override readonly name = 'UnsatisfiableSchema';
  readonly pointer: string;

  constructor(pointer: string, reason: string) {
    super(`no value is valid against #${pointer}: ${reason}`);
    this.pointer = pointer;
  }
}

/** Every value that was tried is valid: the schema has no keyword that a value could break. */
export class UnbreakableSchema extends Error {
  override readonly name = 'UnbreakableSchema';
  readonly pointer: string;

  constructor(pointer: string, reason: string) {
    super(`no value is invalid against #${pointer}: ${reason}`);
    this.pointer = pointer;
  }
}

/** A bounded search ended without a value; whether one exists is not known. */
export class ExhaustedSearch extends Error {
  override readonly name = 'ExhaustedSearch';
  readonly pointer: string;

  constructor(pointer: string, reason: string) {
    super(`no value found for #${pointer}: ${reason}`);
    this.pointer = pointer;
  }
}
