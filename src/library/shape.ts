/**
 * The shapes of a library's calls: thunk, conversions and marshaller source are made once for all functions with the same
 * parameter and result types.
 */
import { callSignature } from '../abi/call-signature.ts'
import { maxParameters } from '../abi/slot.ts'
import { x86_64_linux as target } from '../ctype/target.ts'
import { bareType, type CType, type FunctionType } from '../ctype/type.ts'
import { CabiError } from '../error.ts'
import type { CallShape } from '../exchange/call.ts'
import type { Exchange } from '../exchange/exchange.ts'
import {
  compiledTexts,
  compileMaker,
  isCompiled,
  type MarshallerMaker,
  marshallerSource,
} from '../exchange/generate.ts'
import { nonnullPointer } from '../exchange/nonnull.ts'
import { argumentConversion, resultConversion } from './conversion-of.ts'
import type { OpenOptions } from './options.ts'

export interface Shape extends CallShape {
  /** Generated marshallers, if they have been compiled or may be at once; undefined to begin with closures. */
  readonly maker: MarshallerMaker | undefined
  /** Compiles them now; undefined where code from strings is forbidden. */
  compile(): MarshallerMaker | undefined
}

/** Texts of marshallers compiled when first met; later ones are when a function of theirs proves to be called often. */
const compiledAtOnce = 32

/** The shape of calls of a type; `raw`: nothing may be lost in the result; `variable`: the types after the declared ones. */
export type ShapeCache = (type: FunctionType, raw: boolean, variable?: readonly CType[]) => Shape

/** A step on the way to a shape: `raw`, the result, each parameter, and what is variable. Types are interned. */
class Step {
  readonly #next = new Map<unknown, Step>()
  shape: Shape | undefined = undefined

  to(key: unknown): Step {
    let next = this.#next.get(key)
    if (next === undefined) {
      next = new Step()
      this.#next.set(key, next)
    }
    return next
  }
}

export function shapeCache(exchange: Exchange, options: Required<OpenOptions>): ShapeCache {
  const start = new Step()
  // The usual calls of a type, without the steps: prototypes that differ in nothing but the name have one.
  const usual = new Map<FunctionType, Shape>()
  const found: ShapeCache = (type, raw, variable) => {
    if (raw || variable !== undefined) return bySteps(type, raw, variable)
    let shape = usual.get(type)
    if (shape === undefined) {
      shape = bySteps(type, raw, variable)
      usual.set(type, shape)
    }
    return shape
  }
  const bySteps: ShapeCache = (type, raw, variable) => {
    let step = start.to(raw).to(type.result)
    if (!type.isPrototype) step = step.to('()')
    const { nonnull } = type.attributes
    if (nonnull !== undefined) step = step.to(`nonnull ${nonnull}`)
    for (let i = 0; i < type.parameters.length; i++) step = step.to(type.parameters[i]!.type)
    if (variable !== undefined) {
      step = step.to(ellipsis)
      for (const type of variable) step = step.to(type)
    }
    step.shape ??= makeShape(exchange, options, type, raw, variable)
    return step.shape
  }
  return found
}

const ellipsis = '...'

/** `nonnull` without a list is for every pointer, and says nothing of other parameters (GCC 6.33.1). */
function isNonnull({ parameters, attributes: { nonnull } }: FunctionType, index: number): boolean {
  if (nonnull === undefined || bareType(parameters[index]!.type).kind !== 'pointer') return false
  return nonnull === 'all' || nonnull.includes(index)
}

function makeShape(
  exchange: Exchange,
  options: Required<OpenOptions>,
  type: FunctionType,
  raw: boolean,
  variable: readonly CType[] | undefined,
): Shape {
  const { parameters: declared, result, isPrototype } = type
  const parameters = [...declared.map(parameter => parameter.type), ...(variable ?? [])]
  if (parameters.length > maxParameters) {
    throw new CabiError('ERR_CABI_UNSUPPORTED', `a call with more than ${maxParameters} arguments is not supported`)
  }
  const values = callSignature(type, parameters, variable !== undefined, target)
  const { address: thunk, plan } = exchange.thunk(values, { guarded: options.guard, stack: options.stack })
  const conversions = parameters.map((parameter, i) => {
    const conversion = argumentConversion(exchange, parameter)
    return i < declared.length && isNonnull(type, i) ? nonnullPointer(conversion) : conversion
  })
  const directCalls = options.stack === 'host' ? undefined : exchange.directCalls
  const lends = conversions.some(conversion => conversion.lends)
  const shape: CallShape = {
    exchange,
    thunk,
    direct: directCalls?.of(values, options.guard, thunk),
    onCallStack: lends ? directCalls?.onCallStack(plan, options.guard, thunk) : undefined,
    stack: options.stack,
    parameters,
    conversions,
    resultType: result,
    result: resultConversion(exchange, result, { raw }),
    isPrototype,
  }
  const source = marshallerSource(shape)
  let maker: MarshallerMaker | undefined
  const compile = () => {
    maker ??= compileMaker(source, exchange)
    return maker
  }
  if (isCompiled(source) || compiledTexts() < compiledAtOnce) compile()
  return {
    ...shape,
    get maker() {
      return maker
    },
    compile,
  }
}
