/** The conversion of each C type: the table of `docs` in code. Integers and pointers choose by their facts. */
import { resultValue, slotValue } from '../abi/slot.ts'
import { underlyingType } from '../ctype/enumeration.ts'
import { integerShape } from '../ctype/layout.ts'
import { printType } from '../ctype/print.ts'
import { integers } from '../ctype/scalar.ts'
import { x86_64_linux as target } from '../ctype/target.ts'
import { bareType, type CType, type EnumType, type IntegerType, isConst } from '../ctype/type.ts'
import { bool, boolResult, voidResult } from '../exchange/bool.ts'
import type { ArgumentConversion, ResultConversion } from '../exchange/conversion.ts'
import type { Exchange } from '../exchange/exchange.ts'
import { double, doubleResult, float, floatResult } from '../exchange/floating.ts'
import { bigintResult, narrowInteger, narrowResult, numberResult, wideInteger } from '../exchange/integer.ts'
import { aggregate, aggregateResult } from '../memory/aggregate-conversion.ts'
import { pointer, pointerResult, stringResult } from '../memory/pointer-conversion.ts'

/** How 64-bit results come out. */
export interface ResultOptions {
  readonly int64: 'bigint' | 'number'
  /** Nothing lost: bigint for every 64-bit integer, `Pointer` for every pointer. */
  readonly raw: boolean
}

export function argumentConversion(exchange: Exchange, type: CType): ArgumentConversion {
  const { views } = exchange
  const value = slotValue(type, target)
  if (typeof value === 'object') return aggregate(exchange, value, type)
  const bare = bareType(type)
  switch (bare.kind) {
    case 'bool':
      return bool(views)
    case 'floating':
      return value === 'float' ? float(views) : double(views)
    case 'integer':
    case 'enum': {
      const shape = integerShape(integerOf(bare), target)
      const isChar = bare.kind === 'integer' && bare.name === 'char'
      return shape.size === 8 ? wideInteger(views, shape) : narrowInteger(views, shape, isChar)
    }
    case 'pointer':
      return pointer(exchange, bare.target, target)
    default:
      throw new Error(`'${printType(type)}' has a slot and no conversion`)
  }
}

export function resultConversion(exchange: Exchange, type: CType, options: ResultOptions): ResultConversion {
  const { views } = exchange
  const value = resultValue(type, target)
  if (typeof value === 'object') return aggregateResult(exchange, type)
  const bare = bareType(type)
  switch (bare.kind) {
    case 'void':
      return voidResult
    case 'bool':
      return boolResult(views)
    case 'floating':
      return value === 'float' ? floatResult(views) : doubleResult(views)
    case 'integer':
    case 'enum': {
      const integer = integerOf(bare)
      const shape = integerShape(integer, target)
      if (shape.size < 8) return narrowResult(views, shape)
      const asBigint = options.raw || (integers[integer.name] === 'bigint' && options.int64 === 'bigint')
      return asBigint ? bigintResult(views, shape) : numberResult(views, shape)
    }
    case 'pointer':
      return isString(bare.target) && !options.raw
        ? stringResult(exchange, bare.target)
        : pointerResult(exchange, bare.target)
    default:
      throw new Error(`'${printType(type)}' has a result and no conversion`)
  }
}

const integerOf = (type: IntegerType | EnumType): IntegerType =>
  type.kind === 'enum' ? underlyingType(type, target)! : type

function isString(pointee: CType): boolean {
  const bare = bareType(pointee)
  return isConst(pointee) && bare.kind === 'integer' && bare.name === 'char'
}
