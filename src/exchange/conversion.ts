/**
 * A conversion carries values of one C type between JavaScript and the exchange. Each exists twice: as a function, which
 * knows every case and makes the errors, and as JavaScript source for the usual case, which a generated marshaller runs
 * in line and which leaves everything else to the function. So the two cannot disagree about what is accepted.
 */
import type { CType } from '../ctype/type.ts'

/** Where a value was given, for error messages. */
export interface Argument {
  readonly function: string
  /** Counted from 0. */
  readonly index: number
  readonly name: string | undefined
  readonly type: CType
}

/** Makes a value known to generated code under the name it returns. */
export type Bind = (hint: string, value: unknown) => string

/** Source for the usual case of an argument. */
export interface InlineStore {
  /** An expression that is true where the value can be passed, or was. It may store, but changes nothing else. */
  readonly when: string
  /** A statement that stores what `when` found good. */
  readonly store: string
}

export interface ArgumentConversion {
  /** Checks `value` and stores it in the slot at index `word` of the 32-bit views; throws a coded error otherwise. */
  store(value: unknown, word: number, argument: Argument): void
  /** `value` is an identifier. */
  inline(value: string, word: number, bind: Bind): InlineStore
  /** Whether it copies into scratch. */
  readonly usesScratch: boolean
}

export interface ResultSite {
  readonly function: string
  readonly type: CType
}

export interface ResultConversion {
  /** The result of the call that just returned; throws where it has no exact JavaScript value. */
  load(site: ResultSite): unknown
  /** Source of an expression for the usual case; `otherwise` is the source of a call of `load`. */
  inline(otherwise: string, bind: Bind): string
}
