/**
 * A call straight through its thunk: slots and places filled by hand, as marshallers fill them. Each aggregate argument is
 * where nothing is behind its last byte, or before its first; so is the place of the result.
 */

import type { ResultValue, SlotValue } from '../../../src/abi/slot.ts'
import { resultValue, slotValue } from '../../../src/abi/slot.ts'
import { underlyingType } from '../../../src/ctype/enumeration.ts'
import { integerShape } from '../../../src/ctype/layout.ts'
import { x86_64_linux as target } from '../../../src/ctype/target.ts'
import { bareType, type CType } from '../../../src/ctype/type.ts'
import { CabiError } from '../../../src/error.ts'
import { exchange, type Thunk } from '../../../src/exchange/exchange.ts'
import { argumentsOffset, controlBlock, resultOffset } from '../../../src/machine/control-block.ts'
import type { Call } from './call.ts'
import { invoke } from './native.ts'
import { GuardedPages, type Place } from './pages.ts'
import { mostParameters, type Signature } from './signature.ts'
import { exchanged } from './value.ts'

let pages: GuardedPages | undefined

/** Its thunk, or why there is none. */
export function thunkOf({ parameters, result, fixed }: Signature): Thunk | string {
  try {
    // What is refused is named by its own type, not by a typedef's name.
    const values = parameters.map(({ type }) => slotValue(bareType(type), target))
    const returned = result && resultValue(bareType(result.type), target) && resultValue(result.type, target)
    return exchange().thunk({ parameters: values, result: returned, fixed }, { guarded: true, stack: 'auto' })
  } catch (error) {
    if (error instanceof CabiError && error.code === 'ERR_CABI_UNSUPPORTED') return error.message
    throw error
  }
}

/** What came back, or what was wrong. */
export function callThunk(thunk: Thunk, call: Call): Uint8Array | string {
  pages ??= new GuardedPages(mostParameters + 1)
  const places = call.signature.parameters.map(({ type }, i) => {
    const object = call.objects[i]!
    const place = pages!.place(i, object.length, 1, (i + call.round) % 2 === 0 ? 'last' : 'first')
    give(slotValue(type, target), type, argumentsOffset + 8 * i, object, place)
    return place
  })
  const type = call.signature.result?.type
  const value = type && resultValue(type, target)
  const align = typeof value === 'object' ? value.align : 1
  const place = pages.place(mostParameters, call.answer.length, align, call.round % 2 === 0 ? 'last' : 'first')
  place.page.fill(canary)
  exchange().views.F64[controlBlock.resultAddress / 8] = place.address
  if (!invoke(thunk.address, call.target)) return 'a fault'
  const changed = places.findIndex(({ bytes }, i) => bytes.some((byte, at) => byte !== call.objects[i]![at]))
  if (changed >= 0) return `argument ${changed + 1} was changed where the caller has it`
  return type === undefined ? new Uint8Array(0) : taken(value!, type, call.answer, place)
}

const canary = 0xee

/** The bytes of an object into its place, and its address, or its value, into the slot. */
function give(value: SlotValue, type: CType, slot: number, object: Uint8Array, { bytes, address }: Place): void {
  const { U8, F64 } = exchange().views
  bytes.set(object)
  U8.fill(canary, slot, slot + 8)
  if (typeof value === 'object') F64[slot / 8] = address
  else U8.set(exchanged(value, object, isSigned(type)), slot)
}

/** The bytes of the result where the thunk leaves it. Of a scalar, the answer if it is in the exchange as it should be. */
function taken(value: ResultValue, type: CType, answer: Uint8Array, { bytes, page }: Place): Uint8Array | string {
  if (typeof value === 'object') {
    const start = bytes.byteOffset - page.byteOffset
    const written = page.findIndex((byte, i) => byte !== canary && (i < start || i >= start + bytes.length))
    return written < 0 ? bytes.slice() : `byte ${written - start} of a result of ${bytes.length} was written`
  }
  const expected = exchanged(value, answer, isSigned(type))
  const found = exchange().views.U8.slice(resultOffset, resultOffset + expected.length)
  const isRight = found.every((byte, i) => byte === expected[i])
  return isRight ? answer : `the result is ${hex(found)}, expected ${hex(expected)}`
}

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

function isSigned(type: CType): boolean {
  const bare = bareType(type)
  const integer = bare.kind === 'enum' ? underlyingType(bare, target) : bare
  return integer?.kind === 'integer' && integerShape(integer, target).signed
}
