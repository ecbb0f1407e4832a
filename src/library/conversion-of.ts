/** The conversion of each C type: the table of `docs` in code. Integers and pointers choose by their facts. */
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
      return bare.name === 'float' ? float(views) : double(views)
    case 'integer':
    case 'enum': {
      const shape = integerShape(integerOf(bare), target)
      const isChar = bare.kind === 'integer' && bare.name === 'char'
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
      return bare.name === 'float' ? floatResult(views) : doubleResult(views)
    case 'integer':
    case 'enum': {
      const shape = integerShape(integerOf(bare), target)
      if (shape.size < 8) return narrowResult(views, shape)
      const asBigint = options.raw || (integers[integerOf(bare).name].out === 'bigint' && options.int64 === 'bigint')
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

const integerOf = (type: IntegerType | EnumType): IntegerType => (type.kind === 'enum' ? type.underlying : type)

function isString(pointee: CType): boolean {
  const bare = bareType(pointee)
  return isConst(pointee) && bare.kind === 'integer' && bare.name === 'char'
}

const unsupported = (type: CType, role: string) =>
  new CabiError('ERR_CABI_UNSUPPORTED', `a ${role} of type '${printType(type)}' is not supported`)
