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

/** An object of C that a value is stored into: `point.x`, `points[3]` (C11 6.3.2.1 §1). */
export interface Lvalue {
  readonly lvalue: string
  readonly type: CType
}

/** Where a value was given. */
export type Site = Argument | Lvalue

/** Makes a value known to generated code under the name it returns. */
export type Bind = (hint: string, value: unknown) => string

/** Source for the usual case of an argument. */
export interface InlineStore {
  /** An expression that is true where the value can be passed, or was. It may store, but changes nothing else. */
  readonly when: string
  /** A statement that stores what `when` found good. */
  readonly store: string
  /** An expression of the number that a direct call passes for it, where it can. It may assign an equal one to it. */
  readonly passed?: string
}

export interface ArgumentConversion {
  /** Checks `value` and stores it in the slot at index `word` of the 32-bit views; throws a coded error otherwise. */
  store(value: unknown, word: number, site: Site): void
  /** `value` is an identifier. */
  inline(value: string, word: number, bind: Bind): InlineStore
  /** Whether it copies into scratch. */
  readonly usesScratch: boolean
  /** Whether its inline form reads members of objects: getters, which may call C, run before C's arguments are complete. */
  readonly readsMembers?: boolean
  /** Whether it lends C a function, for the call. */
  readonly lends?: boolean
}

export interface ResultSite {
  readonly function: string
  readonly type: CType
  /** Of an argument that C passes to a callback: which, counted from 1. */
  readonly parameter?: number
}

/** Of a result that C puts into memory. */
export interface ResultPlace {
  /** Says where, and gives what `load` needs to know of that place. Runs when all arguments have been found good. */
  prepare(): unknown
  /** Source of a call of it. */
  inline(bind: Bind): string
}

export interface ResultConversion {
  /** Whether `load` makes calls of its own, as reading a string does. */
  readonly makesCalls?: boolean
  readonly place?: ResultPlace
  /** The result of the call that just returned; throws where it has no exact JavaScript value. */
  load(site: ResultSite, place?: unknown): unknown
  /** Source of an expression for the usual case; `otherwise` is the source of a call of `load`, `place` what `prepare` gave. */
  inline(otherwise: string, bind: Bind): string
  /**
   * Where that is a choice between an object and another value: the object's condition and expression. V8 makes an object
   * that comes out of a choice, even where it is used in the next line and never again.
   */
  object?(bind: Bind): { readonly when: string; readonly value: string }
  /** What a program makes of the value: code of its own, run when all that C gave has been read. */
  readonly translate?: (value: unknown) => unknown
  /** Of a call: what a program makes of its result when it has seen how the call went. */
  readonly check?: (value: unknown, call: CheckedCall) => unknown
  /** Whether the call starts with an `errno` of zero: what it has afterwards is of this call then. */
  readonly clearsErrno?: boolean
}

/** A call that is done. */
export interface CheckedCall {
  readonly function: string
  readonly arguments: readonly unknown[]
  readonly errno: number
}
