/** A call of a callee: what it is given, what it answers, and what was wrong. How it is made is another file's matter. */

import { declare } from '../layouts/print-case.ts'
import { generator } from '../random.ts'
import { valueBits } from './bits.ts'
import { answerOffset, expectedOffset, maskOffset, word } from './callee.ts'
import type { CalleeLibrary } from './library.ts'
import type { Signature } from './signature.ts'
import { randomObject } from './value.ts'

export interface Call {
  readonly signature: Signature
  readonly round: number
  /** Address of the function. */
  readonly target: number
  /** Of each argument, padding included. */
  readonly objects: readonly Uint8Array[]
  /** Of no bytes for `void`. */
  readonly answer: Uint8Array
}

/** A way to make a call. Gives the bytes of the result, or what was wrong. */
export type Way = (call: Call) => Uint8Array | string

export function callOf(signature: Signature, round: number, target: number): Call {
  const { parameters, result, seed, index } = signature
  const random = generator(Math.imul(seed + index, 0x9e3779b1) + round)
  const objects = parameters.map(({ type }) => randomObject(type, random))
  return { signature, round, target, objects, answer: result ? randomObject(result.type, random) : new Uint8Array(0) }
}

/** Makes the call; says what was wrong, or undefined. */
export function complaint({ state, words }: CalleeLibrary, call: Call, way: Way): string | undefined {
  const { signature, objects, answer } = call
  words.fill(0n, word.calls)
  state.set(answer, answerOffset)
  for (const [i, { type }] of signature.parameters.entries()) {
    state.set(objects[i]!, expectedOffset(i))
    state.set(valueBits(type), maskOffset(i))
  }
  const result = way(call)
  if (typeof result === 'string') return result
  const [, calls, called, misaligned, mismatches] = words
  if (calls !== 1n || called !== BigInt(signature.index)) return `the callee was entered ${calls} times`
  if (mismatches !== 0n) return wrongArgument(words, call)
  if (misaligned !== 0n) return 'the stack, or an argument, was not aligned'
  return wrongResult(call, result)
}

function wrongArgument(words: BigUint64Array, { signature, objects }: Call): string {
  const [position, offset] = [Number(words[word.position]), Number(words[word.offset])]
  const type = declare(signature.parameters[position]!.type, '')
  const [saw, wanted] = [Number(words[word.seen]), objects[position]![offset]!].map(byte => `0x${byte.toString(16)}`)
  return `argument ${position + 1} (${type}), byte ${offset}: C saw ${saw}, expected ${wanted}`
}

function wrongResult({ signature, answer }: Call, result: Uint8Array): string | undefined {
  if (signature.result === undefined) return undefined
  const mask = valueBits(signature.result.type)
  const wrong = mask.findIndex((bits, i) => ((result[i]! ^ answer[i]!) & bits) !== 0)
  if (wrong < 0) return undefined
  return `byte ${wrong} of the result: 0x${result[wrong]!.toString(16)}, expected 0x${answer[wrong]!.toString(16)}`
}
