/** The conversion of each C type: the table of `docs` in code. Integers and pointers choose by their facts. */
import { resultValue, slotValue } from '../abi/slot.ts'
import { functionArgument } from '../callback/lent-function.ts'
import { makeUpcallShape, type UpcallShape } from '../callback/upcall-shape.ts'
import { underlyingType } from '../ctype/enumeration.ts'
import { comesOutAs } from '../ctype/int64.ts'
import { integerShape } from '../ctype/layout.ts'
import { printType } from '../ctype/print.ts'
import { x86_64_linux as target } from '../ctype/target.ts'
import { bareType, type CType, type EnumType, type FunctionType, type IntegerType, isConst } from '../ctype/type.ts'
import { bool, boolResult, voidResult } from '../exchange/bool.ts'
import type { ArgumentConversion, ResultConversion } from '../exchange/conversion.ts'
import type { Exchange } from '../exchange/exchange.ts'
import { double, doubleResult, float, floatResult } from '../exchange/floating.ts'
import { bigintResult, narrowInteger, narrowResult, numberResult, wideInteger } from '../exchange/integer.ts'
import { aggregate, aggregateResult, receivedAggregate } from '../memory/aggregate-conversion.ts'
import { pointer, pointerResult, stringResult } from '../memory/pointer-conversion.ts'
import { translationOf } from '../memory/translation.ts'
import { checkOf } from './check.ts'
import { functionsOfC } from './function-facts.ts'
import { translatedArgument, translatedResult } from './translated.ts'
import { refuseUncallable } from './uncallable.ts'

export interface ResultOptions {
  /** Nothing lost: bigint for every 64-bit integer, `Pointer` for every pointer; and nothing translated. */
  readonly raw: boolean
}

export function argumentConversion(exchange: Exchange, type: CType): ArgumentConversion {
  const translation = translationOf(type)
  if (translation !== undefined) {
    return translatedArgument(exchange, translation.translator, argumentConversion(exchange, translation.type))
  }
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
    case 'pointer': {
      const conversion = pointer(exchange, bare.target, target)
      const pointee = bareType(bare.target)
      if (pointee.kind !== 'function') return conversion
      return functionArgument(exchange, () => upcallShapeOf(exchange, pointee), conversion, functionsOfC(pointee))
    }
    default:
      throw new Error(`'${printType(type)}' has a slot and no conversion`)
  }
}

/** Of what a call gives, checked where its signature has a check; or, with `at`, of what C gives a callback there. */
export function resultConversion(
  exchange: Exchange,
  type: CType,
  options: ResultOptions,
  at?: number,
): ResultConversion {
  const result = valueConversion(exchange, type, options, at)
  const check = options.raw || at !== undefined ? undefined : checkOf(type)
  return check === undefined ? result : check(exchange, result)
}

/** `at` is an index of the 32-bit views. */
function valueConversion(exchange: Exchange, type: CType, options: ResultOptions, at?: number): ResultConversion {
  const translation = translationOf(type)
  if (translation !== undefined) {
    const result = valueConversion(exchange, translation.type, options, at)
    return options.raw ? result : translatedResult(translation.translator, result)
  }
  const { views } = exchange
  const value = resultValue(type, target)
  if (typeof value === 'object') {
    return at === undefined ? aggregateResult(exchange, type) : receivedAggregate(exchange, type, at)
  }
  const bare = bareType(type)
  switch (bare.kind) {
    case 'void':
      return voidResult
    case 'bool':
      return boolResult(views, at)
    case 'floating':
      return value === 'float' ? floatResult(views, at) : doubleResult(views, at)
    case 'integer':
    case 'enum': {
      const integer = integerOf(bare)
      const shape = integerShape(integer, target)
      if (shape.size < 8) return narrowResult(views, shape, at)
      const asBigint = options.raw || comesOutAs(integer) === 'bigint'
      return asBigint ? bigintResult(views, shape, at) : numberResult(views, shape, at)
    }
    case 'pointer':
      return isString(bare.target) && !options.raw
        ? stringResult(exchange, bare.target, at)
        : pointerResult(exchange, bare.target, at)
    default:
      throw new Error(`'${printType(type)}' has a result and no conversion`)
  }
}

const shapes = new WeakMap<FunctionType, UpcallShape>()

/** Of callbacks of a type. Throws ERR_CABI_UNSUPPORTED for what cannot be called back. */
export function upcallShapeOf(exchange: Exchange, type: FunctionType): UpcallShape {
  let shape = shapes.get(type)
  if (shape === undefined) {
    refuseUncallable('a callback', type)
    shape = makeUpcallShape(exchange, type, {
      argument: type => argumentConversion(exchange, type),
      result: (type, at) => resultConversion(exchange, type, { raw: false }, at),
    })
    shapes.set(type, shape)
  }
  return shape
}

const integerOf = (type: IntegerType | EnumType): IntegerType =>
  type.kind === 'enum' ? underlyingType(type, target)! : type

function isString(pointee: CType): boolean {
  const bare = bareType(pointee)
  return translationOf(pointee) === undefined && isConst(pointee) && bare.kind === 'integer' && bare.name === 'char'
}
