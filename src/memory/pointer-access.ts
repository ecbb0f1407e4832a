/**
 * Pointers in memory. Those to const char are strings. What is put into memory made here lives as long as that memory, or
 * until another pointer takes its place; into C's memory only pointers can be put, since nobody would know for how long.
 */
import { printType } from '../ctype/print.ts'
import { x86_64_linux as target } from '../ctype/target.ts'
import { bareType, type CType, isConst, type PointerType } from '../ctype/type.ts'
import { rangeError, typeError } from '../exchange/argument-error.ts'
import { exchange, word } from '../exchange/exchange.ts'
import type { RawAccess } from './access.ts'
import { elementsOf, plainBytes } from './address.ts'
import type { Site } from './bytes.ts'
import { functionValues } from './function-value.ts'
import type { Memory } from './memory.ts'
import { ReferencedType } from './pointee.ts'
import { Pointer } from './pointer.ts'
import { pointer as pointerConversion } from './pointer-conversion.ts'
import { provenanceOf } from './provenance.ts'
import { badString, stringExpected, stringsOf } from './string.ts'

/** Where guarded stores take their value from: free between them. */
const staged = word.access + 2

export function pointerAccess({ target: pointee }: PointerType): RawAccess {
  const isString = isConstChar(pointee)
  const referenced = ReferencedType.of(pointee)
  const bare = bareType(pointee)
  const functionType = bare.kind === 'function' ? bare : undefined
  return {
    usesRoot: true,
    read({ bytes }, offset, root, site) {
      bytes.loadPair(offset, site)
      const low = bytes.low()
      const high = bytes.high()
      if ((low | high) === 0) return null
      if (isString) return stringAt(pointee, low, high, site)
      if (functionType !== undefined) return functionValues.callable(functionType, high * 2 ** 32 + (low >>> 0))
      // What C points to is as a rule of the same owner: a list, freed from its head.
      const owner = root?.keptAt(offset) ?? root?.owner
      return new Pointer(referenced, low, high, owner === undefined ? undefined : provenanceOf(owner))
    },
    initialise(memory, offset, root, value, site) {
      const kept = stage(pointee, isString, memory, value, site)
      const { I32 } = exchange().views
      memory.bytes.storePair(offset, I32[staged]!, I32[staged + 1]!, site)
      root?.keep(offset, kept)
    },
    inline: {
      view: 'I32',
      load: (a, i, otherwise) => `((${a}[${i}]|${a}[${i}+1])===0?null:${otherwise})`,
      store: undefined,
    },
  }
}

function isConstChar(pointee: CType): boolean {
  const bare = bareType(pointee)
  return isConst(pointee) && bare.kind === 'integer' && bare.name === 'char'
}

function stringAt(pointee: CType, low: number, high: number, site: Site): string {
  const shared = exchange()
  const { I32 } = shared.views
  // Where the result of a call is: what a string is read from.
  I32[word.result] = low
  I32[word.result + 1] = high
  return stringsOf(shared).load(site.lvalue, pointee)!
}

/** Puts the address of `value` where a store takes it from. Gives what has to live as long as the address is used. */
function stage(pointee: CType, isString: boolean, memory: Memory, value: unknown, site: Site): unknown {
  const shared = exchange()
  const { I32 } = shared.views
  if (value === null) {
    I32[staged] = 0
    I32[staged + 1] = 0
    return undefined
  }
  const isPointer = Pointer.isPointer(value)
  const bare = bareType(pointee)
  const isOwned = memory.ownership === 'owned'
  if (bare.kind === 'function' && typeof value === 'function' && (isOwned || functionValues.isOfC(value))) {
    const { address, kept } = functionValues.keep(bare, value as () => unknown, site)
    stageAddress(I32, address)
    return kept
  }
  if (!isOwned && !isPointer) throw typeError(site, pointersOnly(pointee), value)
  const copy = isString ? stringCopy(value, site) : undefined
  if (copy !== undefined) {
    stageAddress(I32, shared.kernel.addressOf(copy))
    return copy
  }
  if (Array.isArray(value)) throw typeError(site, `a Pointer to '${printType(pointee)}' or null`, value)
  pointerConversion(shared, pointee, target).store(value, staged, site)
  return isPointer ? Pointer.ownerOf(value) : value
}

function stageAddress(I32: Int32Array, address: number): void {
  I32[staged] = address | 0
  I32[staged + 1] = Math.floor(address / 2 ** 32)
}

function pointersOnly(pointee: CType): string {
  const remedy = bareType(pointee).kind === 'function' ? ' (callback() makes one that lives until it is released)' : ''
  return `a Pointer to '${printType(pointee)}' or null: this is memory of C, and nothing would keep anything else alive for it${remedy}`
}

const encoder = new TextEncoder()

/** Of a string, and of bytes without a NUL; undefined for anything else. */
function stringCopy(value: unknown, site: Site): Uint8Array | undefined {
  if (typeof value === 'string') {
    const bad = value.includes('\0') ? badString.nul : value.isWellFormed() ? badString.no : badString.surrogate
    if (bad !== badString.no) throw rangeError(site, stringExpected(bad), value)
    return terminated(encoder.encode(value))
  }
  if (elementsOf(value) !== 'Uint8Array') return undefined
  const bytes = plainBytes(value as Uint8Array)
  return bytes.includes(0) ? undefined : terminated(bytes)
}

function terminated(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(new ArrayBuffer(bytes.length + 1))
  copy.set(bytes)
  return copy
}
