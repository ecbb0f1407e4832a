/** The conversion of each C type: the table of `docs` in code. Integers and pointers choose by their facts. */
import { underlyingType } from '../ctype/enumeration.ts'
import { integerShape } from '../ctype/layout.ts'
import { printType } from '../ctype/print.ts'
import { integers } from '../ctype/scalar.ts'
import { x86_64_linux as target } from '../ctype/target.ts'
import { bareType, type CType, type EnumType, type IntegerType, isConst } from '../ctype/type.ts'
import { CabiError } from '../error.ts'
import { bool, boolResult, voidResult } from '../exchange/bool.ts'
import type { ArgumentConversion, ResultConversion } from '../exchange/conversion.ts'
import type { Exchange } from '../exchange/exchange.ts'
import { double, doubleResult, float, floatResult } from '../exchange/floating.ts'
import { bigintResult, narrowInteger, narrowResult, numberResult, wideInteger } from '../exchange/integer.ts'
import { pointer, pointerResult, stringResult } from '../memory/pointer-conversion.ts'

/** How 64-bit results come out. */
export interface ResultOptions {
  readonly int64: 'bigint' | 'number'
  /** Nothing lost: bigint for every 64-bit integer, `Pointer` for every pointer. */
  readonly raw: boolean
}

export function argumentConversion(exchange: Exchange, type: CType): ArgumentConversion {
  const { views } = exchange
  const bare = bareType(type)
  switch (bare.kind) {
    case 'bool':
      return bool(views)
    case 'floating':
      if (bare.name === 'float') return float(views)
      if (bare.name === 'double') return double(views)
      throw unsupported(type, 'parameter')
    case 'integer':
    case 'enum': {
      const shape = integerShape(integerOf(bare, 'parameter'), target)
      const isChar = bare.kind === 'integer' && bare.name === 'char'
      if (shape.size > 8) throw unsupported(type, 'parameter')
      return shape.size === 8 ? wideInteger(views, shape) : narrowInteger(views, shape, isChar)
    }
    case 'pointer':
      return pointer(exchange, bare.target, target)
    default:
      throw unsupported(type, 'parameter')
  }
}

export function resultConversion(exchange: Exchange, type: CType, options: ResultOptions): ResultConversion {
  const { views } = exchange
  const bare = bareType(type)
  switch (bare.kind) {
    case 'void':
      return voidResult
    case 'bool':
      return boolResult(views)
    case 'floating':
      if (bare.name === 'float') return floatResult(views)
      if (bare.name === 'double') return doubleResult(views)
      throw unsupported(type, 'result')
    case 'integer':
    case 'enum': {
      const integer = integerOf(bare, 'result')
      const shape = integerShape(integer, target)
      if (shape.size > 8) throw unsupported(type, 'result')
      if (shape.size < 8) return narrowResult(views, shape)
      const asBigint = options.raw || (integers[integer.name] === 'bigint' && options.int64 === 'bigint')
      return asBigint ? bigintResult(views, shape) : numberResult(views, shape)
    }
    case 'pointer':
      return isString(bare.target) && !options.raw
        ? stringResult(exchange, bare.target)
        : pointerResult(exchange, bare.target)
    default:
      throw unsupported(type, 'result')
  }
}

function integerOf(type: IntegerType | EnumType, role: string): IntegerType {
  const integer = type.kind === 'enum' ? underlyingType(type, target) : type
  if (integer === undefined) throw unsupported(type, role)
  return integer
}

function isString(pointee: CType): boolean {
  const bare = bareType(pointee)
  return isConst(pointee) && bare.kind === 'integer' && bare.name === 'char'
}

const unsupported = (type: CType, role: string) =>
  new CabiError('ERR_CABI_UNSUPPORTED', `a ${role} of type '${printType(type)}' is not supported`)
