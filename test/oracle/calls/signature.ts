/** Random signatures, each found again by its seed and index, with the values its calls pass and return. */
import { generator, type Random } from '../random.ts'
import { integerScalars, type Scalar, stringScalars, vectorScalars, voidResult } from './scalar.ts'
import { randomAnswer, randomValue, type Value } from './value.ts'

/** Calls with different values. */
export const rounds = 4

export interface Parameter {
  readonly scalar: Scalar
  /** Undefined where the prototype gives it none. */
  readonly name: string | undefined
  /** Whether a variable argument is given as a typed value where it could go as it is. */
  readonly typed: boolean
  /** One for each round. */
  readonly values: readonly Value[]
}

export interface Signature {
  readonly name: string
  readonly seed: number
  readonly index: number
  /** Which of the parameters that the index stands for are left, of how many. */
  readonly kept: readonly number[]
  readonly of: number
  readonly parameters: readonly Parameter[]
  /** Of a variadic function, how many parameters are declared. */
  readonly fixed: number | undefined
  readonly result: Scalar | typeof voidResult
  readonly answers: readonly bigint[]
}

/** `keep`: positions of the parameters to keep, for making a failing signature smaller. */
export function signatureAt(seed: number, index: number, keep?: readonly number[]): Signature {
  // Weyl steps keep the streams of neighbouring indices apart; the generator mixes.
  const random = generator((Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b)) >>> 0)
  const parameters = Array.from({ length: parameterCount(random) }, (_, i) => randomParameter(random, i))
  const variadic = parameters.length > 0 && random(4) === 0
  const declared = variadic ? 1 + random(Math.min(parameters.length, 12)) : undefined
  const result = random(12) === 0 ? voidResult : randomScalar(random)
  const answers = Array.from({ length: rounds }, () => randomAnswer(result.kind, random))
  const kept = keep ?? parameters.map((_, i) => i)
  return {
    name: `f${index}`,
    seed,
    index,
    kept,
    of: parameters.length,
    parameters: kept.map(i => parameters[i]!),
    fixed: declared === undefined ? undefined : kept.filter(i => i < declared).length,
    result,
    answers,
  }
}

/** Up to 40, half of them up to 12, and now and then up to 200. */
function parameterCount(random: Random): number {
  if (random(100) === 0) return 41 + random(160)
  return random(random(2) === 0 ? 13 : 41)
}

function randomScalar(random: Random): Scalar {
  const group = random(20)
  const scalars = group < 6 ? vectorScalars : group === 6 ? stringScalars : integerScalars
  return scalars[random(scalars.length)]!
}

function randomParameter(random: Random, index: number): Parameter {
  const scalar = randomScalar(random)
  return {
    scalar,
    name: random(3) === 0 ? undefined : `p${index}`,
    typed: random(2) === 0,
    values: Array.from({ length: rounds }, () => randomValue(scalar, random)),
  }
}

/** The declaration that cabi reads. */
export function prototype(signature: Signature): string {
  const { parameters, fixed, result, name } = signature
  const list = parameters.slice(0, fixed).map(({ scalar, name }) => `${scalar.spelling}${name ? ` ${name}` : ''}`)
  if (fixed !== undefined) list.push('...')
  return `${result.spelling} ${name}(${list.join(', ') || 'void'});`
}

/** With the types of the variable arguments. */
export function describe(signature: Signature): string {
  const variable = signature.fixed === undefined ? [] : signature.parameters.slice(signature.fixed)
  const called = variable.length === 0 ? '' : ` called with (${variable.map(p => p.scalar.spelling).join(', ')})`
  return `${prototype(signature)}${called}`
}
