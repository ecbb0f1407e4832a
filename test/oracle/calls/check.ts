/** One call with the values of one round, and what was wrong with it. */
import { word } from './callee.ts'
import type { CalleeLibrary } from './library.ts'
import type { Parameter, Signature } from './signature.ts'
import { bitsOfDouble, expectedResult, shownError, shownResult } from './value.ts'

/** A way to call a function. */
export interface Route {
  readonly name: string
  /** Whether nothing of the result is lost. */
  readonly raw: boolean
  readonly call: (...values: unknown[]) => unknown
}

/** What to give for each parameter in a round. */
export function givenValues({ parameters, fixed }: Signature, round: number): unknown[] {
  return parameters.map((parameter, i) => {
    const { given } = parameter.values[round]!
    return i >= (fixed ?? parameters.length) && needsType(parameter, given) ? parameter.scalar.handle(given) : given
  })
}

/** Strings, pointers and bigints (`long long`) say their own type; anything else, and those by choice, are given with it. */
function needsType({ scalar, typed }: Parameter, given: unknown): boolean {
  if (scalar.kind === 'pointer' || scalar.kind === 'string') return typed || given instanceof Uint8Array
  return typed || typeof given !== 'bigint' || given !== BigInt.asIntN(64, given)
}

/** What C has to see: a variable `float` is a `double` there (C11 6.5.2.2 §6). */
function expectedBits({ parameters, fixed }: Signature, round: number): bigint[] {
  return parameters.map(({ scalar, values }, i) => {
    const { given, bits } = values[round]!
    const promoted = scalar.kind === 'float' && i >= (fixed ?? parameters.length)
    return promoted ? bitsOfDouble(Math.fround(given as number)) : bits
  })
}

/** Makes the call; says what was wrong, or undefined. */
export function complaint(
  { state }: CalleeLibrary,
  signature: Signature,
  { call, raw }: Route,
  round: number,
): string | undefined {
  const expected = expectedBits(signature, round)
  state.fill(0n, word.calls, word.expected)
  state.set(expected, word.expected)
  state[word.answer] = signature.answers[round]!
  const result = shownCall(() => call(...givenValues(signature, round)), signature, raw)
  const [, calls, called, misaligned, mismatches, position, seen] = state
  const wanted = expectedResult(signature.result, signature.answers[round]!, raw)
  if (calls !== 1n || called !== BigInt(signature.index)) return `the callee was entered ${calls} times: ${result}`
  if (mismatches !== 0n) return wrongArgument(signature, Number(position), seen!, expected)
  if (misaligned !== 0n) return 'the stack was not aligned'
  return result === wanted ? undefined : `the result is ${result}, expected ${wanted}`
}

function shownCall(call: () => unknown, { result }: Signature, raw: boolean): string {
  try {
    return shownResult(result, call(), raw)
  } catch (error) {
    return shownError(error)
  }
}

function wrongArgument(signature: Signature, position: number, seen: bigint, expected: readonly bigint[]): string {
  const type = signature.parameters[position]!.scalar.spelling
  const [saw, wanted] = [seen, expected[position]!].map(bits => `0x${bits.toString(16)}`)
  return `argument ${position + 1} (${type}): C saw ${saw}, expected ${wanted}`
}
