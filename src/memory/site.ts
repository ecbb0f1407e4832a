/** An object of C, for errors: as conversions name it, and as faults do. */
import { printType } from '../ctype/print.ts'
import { type CType, pointerType } from '../ctype/type.ts'
import { siteName } from '../exchange/argument-error.ts'
import type { Site as Value } from '../exchange/conversion.ts'
import type { Site } from './bytes.ts'

export const siteOf = (lvalue: string, type: CType): Site => ({ lvalue, type, describe: () => lvalue })

/** A member at `offset` of a record; a fault says of which one: `point.x of (struct point *) 0x10`. */
export const memberSite = (lvalue: string, type: CType, record: CType, offset: number): Site => ({
  lvalue,
  type,
  describe: address => `${lvalue} of (${printType(pointerType(record))}) 0x${bitsOf(address - offset).toString(16)}`,
})

const bitsOf = (address: number): bigint => BigInt.asUintN(64, BigInt(address))

/** An element of an array that was given for a parameter: `f: argument 1 (p), element [2]`. */
export class ElementSite implements Site {
  readonly argument: Value
  readonly index: number
  readonly type: CType

  constructor(argument: Value, index: number, type: CType) {
    this.argument = argument
    this.index = index
    this.type = type
  }

  get lvalue(): string {
    return `${siteName(this.argument)}, element [${this.index}]`
  }

  describe(): string {
    return this.lvalue
  }
}
