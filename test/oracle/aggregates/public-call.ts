/**
 * Calls as programs make them. Arguments are instances, wherever these can be, or plain objects; results are instances, whose
 * bytes and members are looked at.
 */
import { bareType, type CType } from '../../../src/ctype/type.ts'
import { alloc, arena, c, cast, copy, type TypedValue, type TypeHandle } from '../../../src/index.ts'
import { placeOf } from '../../../src/memory/object-place.ts'
import { generator, type Random } from '../random.ts'
import type { Call, Way } from './call.ts'
import { callOf } from './call.ts'
import { GuardedPages } from './pages.ts'
import { type Given, plainValue } from './plain-value.ts'
import { type PublicLibrary, parameterType } from './public-library.ts'
import { wrongReading } from './reading.ts'
import { mostParameters, type Signature } from './signature.ts'
import { hex } from './thunk-call.ts'

export const forms = ['instances', 'plain objects'] as const
export type Form = (typeof forms)[number]

/** A call and what to give for it. */
export interface PublicCall {
  readonly form: Form
  readonly call: Call
  readonly values: readonly unknown[]
  readonly instances: readonly (Given | undefined)[]
}

export type CallableFunction = (...values: unknown[]) => unknown

/** Calls with different values; each has pages of its own. */
export const publicRounds = 2

let pages: GuardedPages | undefined

/** `library`: any that declares the signature. Their types are the same. */
export function publicCalls(library: PublicLibrary, signature: Signature): PublicCall[] {
  return Array.from({ length: publicRounds }, (_, round) => {
    const call = callOf(signature, round, 0)
    const random = generator(Math.imul(signature.seed ^ signature.index, 0x9e3779b1) + round + 1)
    const instances = signature.parameters.map(({ type }, i) => {
      const bytes = call.objects[i]!
      if (bareType(type).kind !== 'record') return undefined
      return {
        value: instanceAt(library[parameterType(signature, i)], bytes, round * mostParameters + i, random),
        bytes,
      }
    })
    return forms.map(form => {
      const given = signature.parameters.map(({ type }, i) => {
        const instance = instances[i]
        return form === 'instances' && instance !== undefined ? instance : argument(type, random, instance)
      })
      const objects = given.map(({ bytes }) => bytes)
      const values = given.map(({ value }, i) => variable(library, signature, i, value))
      return { form, call: { ...call, objects }, values, instances }
    })
  }).flat()
}

const argument = (type: CType, random: Random, instance: Given | undefined): Given => plainValue(type, random, instance)

/** In the variable part a value says its type. An instance does; of a plain object one is made. */
function variable(library: PublicLibrary, signature: Signature, i: number, value: unknown): unknown {
  if (i < (signature.fixed ?? signature.parameters.length)) return value
  const handle = library[parameterType(signature, i)] as TypeHandle & (new (value: unknown) => object)
  if (bareType(signature.parameters[i]!.type).kind !== 'record') return handle(value) as unknown as TypedValue
  return placeOf(value) === undefined ? new handle(value) : value
}

const places = ['owned', 'arena', 'foreign', 'foreign, misaligned', 'const', 'vouched'] as const

/** An instance with these bytes. C's end where nothing is behind them, or begin where nothing is before them. */
export function instanceAt(handle: TypeHandle, bytes: Uint8Array, page: number, random: Random): unknown {
  const place = places[random(places.length)]!
  if (place === 'owned' || place === 'arena') {
    const instance = (place === 'owned' ? alloc(handle) : arena().alloc(handle)) as object
    if (bytes.length > 0) copy(instance, bytes)
    return instance
  }
  pages ??= new GuardedPages(publicRounds * mostParameters)
  const by = place === 'foreign, misaligned' ? 1 : 0
  const there = pages.place(page, bytes.length + by, 1, by === 0 && random(2) === 0 ? 'last' : 'first')
  there.bytes.set(bytes, by)
  const pointer = cast(place === 'const' ? c.const(handle) : handle, there.address + by)!
  return place === 'vouched' ? pointer.array(1)[0] : pointer.value
}

/** The way through a function of a library. */
export function throughFunction(called: CallableFunction, raw: boolean, { values, instances }: PublicCall): Way {
  return call => {
    const result = outcome(() => called(...values))
    const changedResult = earlier?.()
    earlier = undefined
    const complaint = changedResult ?? resultOf(call, result, raw)
    if (typeof complaint === 'string') return complaint
    const changed = instances.findIndex(instance => instance && hex(bytesOf(instance)) !== hex(instance.bytes))
    return changed >= 0 ? `argument ${changed + 1} was changed where the caller has it` : complaint
  }
}

/** Looks at the result of the call before again: no later one may change it. */
let earlier: (() => string | undefined) | undefined

/** What a call gave, or threw, each time. */
function outcome(run: () => unknown): () => unknown {
  try {
    const value = run()
    return () => value
  } catch (error) {
    return () => {
      throw error
    }
  }
}

function resultOf({ signature, answer }: Call, result: () => unknown, raw: boolean): Uint8Array | string {
  const type = signature.result?.type
  if (type === undefined) return result() === undefined ? new Uint8Array(0) : `the result is ${result()}`
  const isRecord = bareType(type).kind === 'record'
  const look = () => {
    const wrong = wrongReading(type, result, answer, raw)
    return wrong && `result${wrong}`
  }
  const wrong = look()
  if (wrong !== undefined) return wrong
  earlier = () => {
    const wrong = look()
    return wrong && `after the next call the last ${wrong}`
  }
  return isRecord ? resultBytes(result() as object, answer.length) : answer
}

const behind = 16

/** What is behind it in its slab is not in use yet: zero. */
function resultBytes(instance: object, size: number): Uint8Array | string {
  const { memory, offset, size: its } = placeOf(instance)!
  if (its !== size) return `the result has ${its} bytes, expected ${size}`
  const all = new Uint8Array(memory.buffer!, offset, Math.min(size + behind, memory.buffer!.byteLength - offset))
  const written = all.subarray(size).findIndex(byte => byte !== 0)
  return written < 0 ? all.slice(0, size) : `byte ${size + written} of a result of ${size} was written`
}

function bytesOf({ value, bytes }: Given): Uint8Array {
  const found = new Uint8Array(bytes.length)
  if (found.length > 0) copy(found, value as object)
  return found
}
