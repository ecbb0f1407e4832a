/** A command line that cannot be obeyed: its message is all that is printed. */
export class UsageError extends Error {}
