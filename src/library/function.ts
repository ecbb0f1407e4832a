/**
 * C functions as JavaScript functions.
 *
 * Generated marshallers are the fast ones. Compiling one costs about 25 µs; functions of the same shape share it. The first
 * shapes a thread meets are compiled at once, so that a program of ordinary size is at full speed wherever it keeps its
 * functions; a function of a later shape starts as closures and is replaced when it proves to be called often. (Taken out
 * of its namespace before that, it stays a detour of some nanoseconds.)
 */
import { maxParameters, resultValue, slotValue } from '../abi/slot.ts'
import { printType } from '../ctype/print.ts'
import { x86_64_linux as target } from '../ctype/target.ts'
import type { CType, FunctionType } from '../ctype/type.ts'
import { CabiError } from '../error.ts'
import type { Argument } from '../exchange/conversion.ts'
import { compiledShapes, compileMarshaller, isCompiled, marshallerSource } from '../exchange/generate.ts'
import { type Call, composeMarshaller, type Marshaller } from '../exchange/marshaller.ts'
import { handleOf, type TypeHandle } from '../memory/type-handle.ts'
import { argumentConversion, resultConversion } from './conversion-of.ts'
import { closedError, type LibraryState } from './state.ts'
import { variadicMarshaller } from './variadic.ts'

/** A declared function with the address of its code. */
export interface BoundFunction {
  readonly state: LibraryState
  readonly name: string
  readonly type: FunctionType
  readonly address: number
}

/** What every function of a library has besides being callable. */
export interface CFunction {
  (...values: unknown[]): unknown
  /** The same call with nothing lost in its result. */
  readonly raw: (...values: unknown[]) => unknown
  /** Address of its code. */
  readonly address: number
  readonly type: TypeHandle
  /** Its declaration in C. */
  toString(): string
}

/** Shapes compiled when first met. */
const compiledAtOnce = 32

/** Calls after which closures are replaced. */
const calledOften = 100

/** `replace` is told when a better function for the same thing exists. */
export function createFunction(bound: BoundFunction, replace: (better: CFunction) => void): CFunction {
  if (bound.type.variadic !== false) return withFacts(bound, variadicMarshaller(bound, false))
  const call = declaredCall(bound, false)
  const source = marshallerSource(call)
  if (!isCompiled(source) && compiledShapes() >= compiledAtOnce) {
    const marshaller = stagedMarshaller(call, () => {
      const compiled = compileMarshaller(source, call)
      if (compiled !== undefined) replace(withFacts(bound, compiled))
      return compiled
    })
    return withFacts(bound, marshaller)
  }
  return withFacts(bound, compileMarshaller(source, call) ?? composeMarshaller(call))
}

function stagedMarshaller(call: Call, compile: () => Marshaller | undefined): Marshaller {
  let marshaller = composeMarshaller(call)
  let calls = 0
  return (...values) => {
    if (calls < calledOften && ++calls === calledOften) marshaller = compile() ?? marshaller
    return marshaller(...values)
  }
}

/** The call of a function that takes just what it declares. */
export function declaredCall(bound: BoundFunction, raw: boolean): Call {
  const types = bound.type.parameters.map(parameter => parameter.type)
  const names = bound.type.parameters.map(parameter => parameter.name)
  return describeCall(bound, types, names, undefined, raw)
}

/** `fixed`: of a variadic call, how many of `types` are declared. Throws ERR_CABI_UNSUPPORTED for what cannot be passed. */
export function describeCall(
  { state, name, type, address }: BoundFunction,
  types: readonly CType[],
  names: readonly (string | undefined)[],
  fixed: number | undefined,
  raw: boolean,
): Call {
  const { exchange, options } = state
  if (types.length > maxParameters) {
    const message = `${name}: a call with more than ${maxParameters} arguments is not supported`
    throw new CabiError('ERR_CABI_UNSUPPORTED', message)
  }
  const signature = {
    parameters: types.map(parameter => slotValue(parameter, target)),
    result: resultValue(type.result, target),
    fixed,
  }
  return {
    exchange,
    name,
    address,
    thunk: exchange.thunk(signature, options.guard).address,
    arguments: types.map(
      (parameter, index): Argument => ({ function: name, index, name: names[index], type: parameter }),
    ),
    conversions: types.map(parameter => argumentConversion(exchange, parameter)),
    result: resultConversion(exchange, type.result, { int64: options.int64, raw }),
    site: { function: name, type: type.result },
    liveness: state,
    closedError: () => closedError(state, name),
  }
}

const facts = new WeakMap<object, BoundFunction>()
const raws = new WeakMap<object, Marshaller>()

/** Shared by all: an own property apiece would cost more than the rest of a function. */
const prototype = Object.create(Function.prototype, {
  raw: {
    get(this: object) {
      const bound = facts.get(this)
      if (bound === undefined) return undefined
      let raw = raws.get(this)
      if (raw === undefined) {
        raw = bound.type.variadic !== false ? variadicMarshaller(bound, true) : rawMarshaller(bound)
        raws.set(this, raw)
      }
      return raw
    },
  },
  address: { get: factGetter(bound => bound.address) },
  type: { get: factGetter(bound => handleOf(bound.type)) },
  toString: {
    value(this: object) {
      const bound = facts.get(this)
      return bound === undefined ? Function.prototype.toString.call(this) : printType(bound.type, bound.name)
    },
  },
})

function rawMarshaller(bound: BoundFunction): Marshaller {
  const call = declaredCall(bound, true)
  return compileMarshaller(marshallerSource(call), call) ?? composeMarshaller(call)
}

function factGetter<T>(fact: (bound: BoundFunction) => T) {
  return function (this: object): T | undefined {
    const bound = facts.get(this)
    return bound && fact(bound)
  }
}

function withFacts(bound: BoundFunction, marshaller: Marshaller): CFunction {
  facts.set(marshaller, bound)
  Object.defineProperty(marshaller, 'name', { value: bound.name })
  return Object.setPrototypeOf(marshaller, prototype)
}
