/** One call of a caller: what the callback has to be given, what it answers, and what was wrong. */
import { sizeOf } from '../../../src/ctype/layout.ts'
import { x86_64_linux as target } from '../../../src/ctype/target.ts'
import { type BareType, bareType, type CType } from '../../../src/ctype/type.ts'
import type { Pointer, TypeHandle } from '../../../src/index.ts'
import { valueBits } from '../aggregates/bits.ts'
import { callOf } from '../aggregates/call.ts'
import { integerFacts, isLeaf, leafAt } from '../aggregates/leaf.ts'
import { type Given, plainValue } from '../aggregates/plain-value.ts'
import { instanceAt } from '../aggregates/public-call.ts'
import { wrongReading } from '../aggregates/reading.ts'
import type { Signature } from '../aggregates/signature.ts'
import { declare } from '../layouts/print-case.ts'
import { generator } from '../random.ts'
import { argumentOffset, isInMemory, resultType, seenOffset, word } from './caller.ts'
import type { CallerLibrary } from './library.ts'

export type Callable = (...values: unknown[]) => unknown

/** What is done inside of a callback, between its arguments and its result. */
export type Meanwhile = () => void

export interface Round {
  readonly signature: Signature
  /** Of each argument, padding included. */
  readonly objects: readonly Uint8Array[]
  /** Undefined for `void`. */
  readonly answer: Given | undefined
  /** Index of the first argument that is no exact number: then the callback is not run, and C is given zero. */
  readonly inexact: number
  /** How often C calls the callback. */
  readonly times: number
}

/** Other values each; in the last, integers of 64 bits are often no exact numbers. */
export const rounds = 3

export function roundsOf(library: CallerLibrary, signature: Signature): Round[] {
  const { parameters, result, seed, index } = signature
  return Array.from({ length: rounds }, (_, round) => {
    const { objects } = callOf(signature, round, 0)
    if (round < rounds - 1) for (const [i, { type }] of parameters.entries()) makeSafe(type, objects[i]!)
    const random = generator(Math.imul(seed ^ index, 0x9e3779b1) + round + 1)
    return {
      signature,
      objects,
      answer: result && answerOf(library, signature, result.type, round, random),
      times: 1 + (round % 2),
      inexact: parameters.findIndex(({ type }, i) => isInexact(type, objects[i]!)),
    }
  })
}

/** An instance, or a plain value: an object with some members left out, a number. */
function answerOf(
  library: CallerLibrary,
  signature: Signature,
  type: CType,
  round: number,
  random: ReturnType<typeof generator>,
): Given {
  if (bareType(type).kind !== 'record' || round % 2 === 1) return plainValue(type, random)
  const bytes = Uint8Array.from({ length: sizeOf(type, target)! }, () => random(256))
  const handle = library.functions[resultType(signature)] as TypeHandle
  return { value: instanceAt(handle, bytes, round, random), bytes }
}

/** The 64-bit integers that JavaScript has as a number before the callback runs: where they are, and their type. */
function numbersIn(type: CType): { readonly type: BareType; readonly at: number }[] {
  const bare = bareType(type)
  if (bare.kind === 'complex') return [0, sizeOf(bare, target)! / 2].flatMap(at => numberAt(bareType(bare.element), at))
  return isLeaf(bare) ? numberAt(bare, 0) : []
}

const numberAt = (type: BareType, at: number) =>
  type.kind !== 'floating' && sizeOf(type, target) === 8 && integerFacts(type).kind === 'number' ? [{ type, at }] : []

const isInexact = (type: CType, bytes: Uint8Array): boolean =>
  numbersIn(type).some(({ type, at }) => !Number.isSafeInteger(Number(leafAt(type, bytes, at))))

function makeSafe(type: CType, bytes: Uint8Array): void {
  for (const { type: integer, at } of numbersIn(type)) {
    const isNegative = integerFacts(integer).signed && bytes[at + 7]! >= 0x80
    bytes.set(isNegative ? [bytes[at + 6]! | 0xe0, 0xff] : [bytes[at + 6]! & 0x1f, 0], at + 6)
  }
}

/** One function serves all rounds of a signature, as a program's does. */
export class Responder {
  round: Round | undefined
  meanwhile: Meanwhile | undefined
  calls = 0
  wrong: string | undefined
  /** The arguments, which stay what they are whatever is called later. */
  #last: { readonly round: Round; readonly values: readonly unknown[] } | undefined

  readonly respond: Callable = (...values) => {
    const round = this.round!
    this.calls++
    this.wrong ??= wrongArgument(round, values)
    if (this.meanwhile !== undefined) {
      this.meanwhile()
      this.wrong ??= wrongArgument(round, values)
    }
    this.#last = { round, values }
    return round.answer?.value
  }

  /** Of the call before. */
  wrongNow(): string | undefined {
    const last = this.#last
    this.#last = undefined
    const wrong = last && wrongArgument(last.round, last.values)
    return wrong && `after the next call the last ${wrong}`
  }
}

function wrongArgument({ signature, objects }: Round, values: readonly unknown[]): string | undefined {
  if (values.length !== signature.parameters.length) return `${values.length} arguments`
  for (const [i, { type }] of signature.parameters.entries()) {
    const wrong = wrongReading(type, () => values[i], objects[i]!)
    if (wrong !== undefined) return `argument ${i + 1} (${declare(type, '')})${wrong}`
  }
  return undefined
}

/** Calls a caller with the callback; says what was wrong, or undefined. */
export function complaint(
  { state, words }: CallerLibrary,
  round: Round,
  responder: Responder,
  caller: Callable,
  callback: Callable | Pointer,
): string | undefined {
  words.fill(0n, word.calls, word.times)
  words[word.times] = BigInt(round.times)
  for (let i = word.keys; i < 8; i++) words[i] = 0x5bd1e995_9e3779b1n * BigInt(i + 1)
  for (const [i, object] of round.objects.entries()) state.set(object, argumentOffset(i))
  const size = round.signature.result ? sizeOf(round.signature.result.type, target)! : 0
  state.fill(0x5c, seenOffset, seenOffset + size)
  Object.assign(responder, { round, calls: 0, wrong: undefined })
  const error = errorOf(() => caller(callback))
  const { inexact, answer } = round
  if (words[word.calls] !== 1n) return `C was entered ${words[word.calls]} times: ${error}`
  const expectedError = inexact < 0 ? undefined : `ERR_CABI_RESULT_RANGE of argument ${inexact + 1}`
  if (error !== expectedError) return `the call threw ${error}, expected ${expectedError}`
  if (responder.calls !== (inexact < 0 ? round.times : 0)) return `the callback was run ${responder.calls} times`
  if (responder.wrong !== undefined) return responder.wrong
  if (words[word.broken] !== 0n) return `${words[word.broken]} values that C kept, or canaries, are different`
  if (answer === undefined) return undefined
  const expected = inexact < 0 ? answer.bytes : new Uint8Array(size)
  return wrongResult(round, state.subarray(seenOffset, seenOffset + size), expected)
}

function errorOf(run: () => unknown): string | undefined {
  try {
    run()
    return undefined
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    const argument = /: (?:the )?(argument \d+) /.exec(message)?.[1]
    return code === 'ERR_CABI_RESULT_RANGE' && argument !== undefined ? `${code} of ${argument}` : String(error)
  }
}

function wrongResult({ signature }: Round, seen: Uint8Array, expected: Uint8Array): string | undefined {
  const mask = valueBits(signature.result!.type)
  const wrong = mask.findIndex((bits, i) => ((seen[i]! ^ expected[i]!) & bits) !== 0)
  if (wrong < 0) return undefined
  const [saw, wanted] = [seen[wrong]!, expected[wrong]!].map(byte => `0x${byte.toString(16)}`)
  const where = isInMemory(signature) ? 'in memory' : 'in registers'
  return `byte ${wrong} of the result, ${where}: C saw ${saw}, expected ${wanted}`
}
