/**
 * C functions as JavaScript functions.
 *
 * Generated marshallers are the fast ones. Compiling one costs about 25 µs; functions of the same shape share it. The first
 * shapes a thread meets are compiled at once, so that a program of ordinary size is at full speed wherever it keeps its
 * functions; a function of a later shape starts as closures and is replaced when it proves to be called often. (Taken out
 * of its namespace before that, it stays a detour of some nanoseconds.)
 */
import { printType } from '../ctype/print.ts'
import { Call } from '../exchange/call.ts'
import { composeMarshaller, type Marshaller } from '../exchange/marshaller.ts'
import { handleOf, type TypeHandle } from '../memory/type-handle.ts'
import { type BoundFunction, entering } from './bound-function.ts'
import { facts } from './function-facts.ts'
import type { Shape } from './shape.ts'
import { refuseUncallable } from './uncallable.ts'
import { variadicMarshaller } from './variadic.ts'

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

/** Calls after which closures are replaced. */
const calledOften = 100

/** Where a better function for the same thing is put, once there is one. */
export interface Improvable {
  better?: CFunction
}

export function createFunction(bound: BoundFunction, made: Improvable): CFunction {
  refuseUncallable(bound.name, bound.type)
  if (bound.type.variadic !== false) return withFacts(bound, variadicMarshaller(bound, false))
  const shape = bound.library.shapeOf(bound.type, false)
  const call = new Call(shape, bound)
  const { maker } = shape
  const marshaller = maker === undefined ? improvableMarshaller(shape, call, bound, made) : maker(call)
  return withFacts(bound, entering(call, marshaller))
}

/** Apart, as what a closure refers to is one object more for each call of the function around it. */
function improvableMarshaller(shape: Shape, call: Call, bound: BoundFunction, made: Improvable): Marshaller {
  return stagedMarshaller(call, () => {
    const generated = shape.compile()?.(call)
    if (generated !== undefined) made.better = withFacts(bound, entering(call, generated))
    return generated
  })
}

function stagedMarshaller(call: Call, generate: () => Marshaller | undefined): Marshaller {
  let marshaller = composeMarshaller(call)
  let calls = 0
  return (...values) => {
    if (calls < calledOften && ++calls === calledOften) marshaller = generate() ?? marshaller
    return marshaller(...values)
  }
}

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
        Object.defineProperty(raw, 'name', { value: `${bound.name}.raw` })
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
  const shape = bound.library.shapeOf(bound.type, true)
  const call = new Call(shape, bound)
  return entering(call, shape.compile()?.(call) ?? composeMarshaller(call))
}

function factGetter<T>(fact: (bound: BoundFunction) => T) {
  return function (this: object): T | undefined {
    const bound = facts.get(this)
    return bound && fact(bound)
  }
}

function withFacts(bound: BoundFunction, marshaller: Marshaller): CFunction {
  facts.set(marshaller, bound)
  // First the prototype: one after other properties would cost a hidden class for each function.
  const cFunction: CFunction = Object.setPrototypeOf(marshaller, prototype)
  if (cFunction.name !== bound.name) Object.defineProperty(cFunction, 'name', { value: bound.name })
  const { length } = bound.type.parameters
  if (cFunction.length !== length) Object.defineProperty(cFunction, 'length', { value: length })
  return cFunction
}
