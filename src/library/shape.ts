/**
 * The shapes of a library's calls: thunk, conversions and marshaller source are made once for all functions with the same
 * parameter and result types.
 */
import { maxParameters, resultValue, slotValue } from '../abi/slot.ts'
import { x86_64_linux as target } from '../ctype/target.ts'
import type { CType } from '../ctype/type.ts'
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
import { argumentConversion, resultConversion } from './conversion-of.ts'
import type { OpenOptions } from './options.ts'

export interface Signature {
  readonly parameters: readonly CType[]
  readonly result: CType
  /** Of a variadic call, how many of the parameters are declared. */
  readonly fixed: number | undefined
  /** Whether nothing may be lost in the result. */
  readonly raw: boolean
}

export interface Shape extends CallShape {
  /** Generated marshallers, if they have been compiled or may be at once; undefined to begin with closures. */
  readonly maker: MarshallerMaker | undefined
  /** Compiles them now; undefined where code from strings is forbidden. */
  compile(): MarshallerMaker | undefined
}

/** Texts of marshallers compiled when first met; later ones are when a function of theirs proves to be called often. */
const compiledAtOnce = 32

export type ShapeCache = (signature: Signature) => Shape

export function shapeCache(exchange: Exchange, options: Required<OpenOptions>): ShapeCache {
  const shapes = new Map<string, Shape>()
  return signature => {
    const key = keyOf(signature)
    let shape = shapes.get(key)
    if (shape === undefined) {
      shape = makeShape(exchange, options, signature)
      shapes.set(key, shape)
    }
    return shape
  }
}

const identities = new WeakMap<CType, number>()
let nextIdentity = 0

function identityOf(type: CType): number {
  let identity = identities.get(type)
  if (identity === undefined) {
    identity = nextIdentity++
    identities.set(type, identity)
  }
  return identity
}

function keyOf({ parameters, result, fixed, raw }: Signature): string {
  let key = `${identityOf(result)}/${raw}/${fixed}`
  for (const parameter of parameters) key += `,${identityOf(parameter)}`
  return key
}

function makeShape(exchange: Exchange, options: Required<OpenOptions>, signature: Signature): Shape {
  const { parameters, result, fixed, raw } = signature
  if (parameters.length > maxParameters) {
    throw new CabiError('ERR_CABI_UNSUPPORTED', `a call with more than ${maxParameters} arguments is not supported`)
  }
  const values = {
    parameters: parameters.map(type => slotValue(type, target)),
    result: resultValue(result, target),
    fixed,
  }
  const shape: CallShape = {
    exchange,
    thunk: exchange.thunk(values, options.guard).address,
    parameters,
    conversions: parameters.map(type => argumentConversion(exchange, type)),
    resultType: result,
    result: resultConversion(exchange, result, { int64: options.int64, raw }),
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
