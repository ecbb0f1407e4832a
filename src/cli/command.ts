/** What every command of `cabi` is: words in, text out. */
export interface Command {
  /** One line of the list of commands. */
  readonly summary: string
  /** Printed by `cabi COMMAND --help`. */
  readonly usage: string
  /** What to print. Throws a `UsageError` for words it cannot obey. */
  run(words: readonly string[], files: Files): string
}

export interface Files {
  /** The text of a file, of standard input for `-`. */
  read(name: string): string
}
