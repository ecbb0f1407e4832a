/** Every error a user can see carries one of these codes. */
export type ErrorCode =
  | 'ERR_CABI_SYNTAX'
  | 'ERR_CABI_UNSUPPORTED'
  | 'ERR_CABI_LIBRARY_NOT_FOUND'
  | 'ERR_CABI_SYMBOL_NOT_FOUND'
  | 'ERR_CABI_ARG_COUNT'
  | 'ERR_CABI_ARG_TYPE'
  | 'ERR_CABI_ARG_RANGE'
  | 'ERR_CABI_RESULT_RANGE'
  | 'ERR_CABI_FAULT'
  | 'ERR_CABI_CLOSED'
  | 'ERR_CABI_CALLBACK_EXPIRED'
  | 'ERR_CABI_THREAD'
  | 'ERR_CABI_PLATFORM'

/** Facts about an error as properties, so that a program need not read its text. */
export type ErrorFacts = Readonly<Record<string, unknown>>

/** Errors made here whose stacks begin within cabi still. What a program's own code throws has its stack already. */
const unplaced = new WeakSet<object>()

export class CabiError extends Error {
  /** Said here because the bundle shortens names. */
  static {
    Object.defineProperty(CabiError, 'name', { value: 'CabiError' })
  }

  readonly code: ErrorCode

  constructor(code: ErrorCode, message: string, facts: ErrorFacts = {}) {
    super(message)
    this.name = 'CabiError'
    this.code = code
    Object.assign(this, facts)
    unplaced.add(this)
  }
}

/** A `TypeError` or `RangeError` with a code: for values a caller passed or a call returned. */
export function codedError<E extends TypeError | RangeError>(
  Class: new (message: string) => E,
  code: ErrorCode,
  message: string,
  facts: ErrorFacts = {},
): E & { readonly code: ErrorCode } {
  return toBePlaced(Object.assign(new Class(message), { code, ...facts }))
}

/** Lets `atCallerOf` say where an error of any class came from. */
export function toBePlaced<E extends Error>(error: E): E {
  unplaced.add(error)
  return error
}

/** Whether cabi refused something on the way to here. What the program's own code throws is not, whatever it is. */
export const isRefusal = (error: unknown): boolean => typeof error === 'object' && error !== null && unplaced.has(error)

/**
 * The error with a stack that begins at the caller of `entry`: what went wrong is in the user's line, not in cabi's. Once:
 * where a getter or a callback called C wrongly, that is the line.
 */
export function atCallerOf<E>(entry: (...values: never[]) => unknown, error: E): E {
  if (error instanceof Error && unplaced.delete(error)) Error.captureStackTrace(error, entry)
  return error
}
