/** Random signatures with aggregates, each found again by its seed and index. */
import { declare } from '../layouts/print-case.ts'
import { generator, type Random } from '../random.ts'
import { type Parameter, promoted, randomParameter } from './parameter.ts'

export interface Signature {
  readonly name: string
  readonly seed: number
  readonly index: number
  /** Which of the parameters that the index stands for are left, of how many. */
  readonly kept: readonly number[]
  readonly of: number
  /** Which of the signatures that were simpler in a type was taken, each time (`simplerSignatures`). */
  readonly simpler: readonly number[]
  readonly parameters: readonly Parameter[]
  /** Of a variadic function, how many parameters are declared. */
  readonly fixed: number | undefined
  /** Undefined for `void`. */
  readonly result: Parameter | undefined
}

export const mostParameters = 16

/** `keep`: positions of the parameters to keep, for making a failing signature smaller. */
export function signatureAt(seed: number, index: number, keep?: readonly number[]): Signature {
  const random = generator((Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b)) >>> 0)
  const count = random(random(2) === 0 ? 5 : mostParameters + 1)
  const declared = count > 0 && random(5) === 0 ? 1 + random(count) : undefined
  // Definitions are named after their index: each parameter, and the result, has one of its own.
  const own = (mostParameters + 1) * index
  const parameters = Array.from({ length: count }, (_, i) => {
    const parameter = randomParameter(streamOf(random), seed, own + i)
    return declared === undefined || i < declared ? parameter : promoted(parameter)
  })
  const result = random(10) === 0 ? undefined : randomParameter(random, seed, own + mostParameters)
  const kept = keep ?? parameters.map((_, i) => i)
  return {
    name: `f${index}`,
    seed,
    index,
    kept,
    of: count,
    simpler: [],
    parameters: kept.map(i => parameters[i]!),
    fixed: declared === undefined ? undefined : kept.filter(i => i < declared).length,
    result,
  }
}

/** A type takes as many random numbers as it needs, without a change to those after it. */
const streamOf = (random: Random): Random => generator(random(2 ** 32))

/** `struct s f1(int a0, struct t a1, ...)` */
export function prototype({ name, parameters, fixed, result }: Signature): string {
  const list = parameters.slice(0, fixed).map(({ type }, i) => declare(type, `a${i}`))
  if (fixed !== undefined) list.push('...')
  return `${result ? declare(result.type, '') : 'void'} ${name}(${list.join(', ') || 'void'})`
}

/** With the types of the variable arguments. */
export function describe(signature: Signature): string {
  const { parameters, fixed } = signature
  const variable = fixed === undefined ? [] : parameters.slice(fixed).map(({ type }) => declare(type, ''))
  return `${prototype(signature)}${variable.length === 0 ? '' : ` called with (${variable.join(', ')})`}`
}
