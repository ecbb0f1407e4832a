/**
 * Functions as values in memory of C, in both directions. What makes them is further up (`src/library/function-value.ts`)
 * and says so here when it is loaded.
 */
import type { FunctionType } from '../ctype/type.ts'
import type { Site } from './bytes.ts'

/** A function that C can call for as long as `kept` lives. */
export interface KeptFunction {
  readonly address: number
  readonly kept: unknown
}

export interface FunctionValues {
  /** Nothing has to keep a function of C alive. */
  isOfC(value: unknown): boolean
  /** Of a function of JavaScript, or of C. */
  keep(type: FunctionType, value: (...values: unknown[]) => unknown, site: Site): KeptFunction
  /** The function of C at an address, or what no call can be made of, as a pointer. */
  callable(type: FunctionType, address: number): unknown
}

export const functionValues = {} as FunctionValues
