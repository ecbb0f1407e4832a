/** Reads everything in an object of C as a program does, and compares it with what its bytes are. */
import { recordLayout, sizeOf } from '../../../src/ctype/layout.ts'
import { x86_64_linux as target } from '../../../src/ctype/target.ts'
import { type BareType, bareType, type ComplexType, type CType, type RecordType } from '../../../src/ctype/type.ts'
import { CabiError, Pointer } from '../../../src/index.ts'
import { bitsAt, fieldValue, integerFacts, isLeaf, type Leaf, laneType, leafAt } from './leaf.ts'

/** Gives a value, or throws why there is none. */
type Read = () => unknown

/** What is read wrong; undefined if all is right. `raw`: the value is what `.raw` gives. */
export function wrongReading(type: CType, read: Read, bytes: Uint8Array, raw = false): string | undefined {
  return new Reading(bytes).wrong(type, read, 0, raw)
}

class Reading {
  readonly #bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  wrong(type: CType, read: Read, at: number, raw = false): string | undefined {
    const bare = bareType(type)
    if (isLeaf(bare)) return compared(read, shownLeaf(bare, leafAt(bare, this.#bytes, at), raw), at)
    switch (bare.kind) {
      case 'complex':
        if (this.#isInexact(bare, at)) return compared(read, inexact, at)
        return this.#members(read, [
          ['re', bare.element, at],
          ['im', bare.element, at + sizeOf(bare, target)! / 2],
        ])
      case 'array':
        return this.#elements(bare.element, bare.count, read, at)
      case 'vector':
        return this.#elements(laneType(bare), bare.bytes / sizeOf(bare.element, target)!, read, at)
      case 'record':
        return this.#record(bare, read, at)
      default:
        throw new Error(`no ${bare.kind} is generated`)
    }
  }

  /** Both parts are read at once, and refused when one of them has no exact number. */
  #isInexact({ element }: ComplexType, at: number): boolean {
    const parts = [at, at + sizeOf(element, target)!]
    return parts.some(part => shownLeaf(element, leafAt(element, this.#bytes, part), false) === inexact)
  }

  #record(record: RecordType, read: Read, start: number): string | undefined {
    for (const { member, offset, bitOffset } of recordLayout(record, target)!.members) {
      const { name, type, bits } = member
      const bare = bareType(type)
      const own = () => (read() as Readonly<Record<string, unknown>>)[name!]
      const wrong =
        bits !== undefined
          ? name && this.#bitField(bare, own, 8 * start + bitOffset!, bits)
          : name === undefined
            ? this.#record(bare as RecordType, read, start + offset)
            : this.wrong(type, own, start + offset)
      if (wrong) return name === undefined ? wrong : `.${name}${wrong}`
    }
    return undefined
  }

  #bitField(type: BareType, read: Read, start: number, count: number): string | undefined {
    return compared(read, shownLeaf(type, fieldValue(type, bitsAt(this.#bytes, start, count), count), false), start / 8)
  }

  #elements(element: CType, count: number | undefined, read: Read, at: number): string | undefined {
    // How many elements a flexible array has nobody knows.
    if (count === undefined) return undefined
    const bare = bareType(element)
    if (bare.kind === 'integer' && bare.name === 'char') return compared(read, shownText(this.#bytes, at, count), at)
    const elements = read() as ArrayLike<unknown>
    if (elements.length !== count) return `: ${elements.length} elements, expected ${count}`
    const size = sizeOf(element, target)!
    return this.#members(
      read,
      Array.from({ length: count }, (_, i) => [i, element, at + i * size]),
      // Arrays of 64-bit integers have bigints, whatever a `long` is elsewhere.
      bare.kind === 'integer',
    )
  }

  #members(read: Read, parts: readonly (readonly [string | number, CType, number])[], raw = false): string | undefined {
    for (const [key, type, at] of parts) {
      const wrong = this.wrong(type, () => (read() as Readonly<Record<string | number, unknown>>)[key], at, raw)
      if (wrong !== undefined) return `.${key}${wrong}`
    }
    return undefined
  }
}

const inexact = 'ERR_CABI_RESULT_RANGE'

function compared(read: Read, expected: string, at: number): string | undefined {
  const found = shownRead(read)
  return found === expected ? undefined : ` (at byte ${at}) reads as ${found}, expected ${expected}`
}

function shownRead(read: Read): string {
  try {
    const value = read()
    return Pointer.isPointer(value) ? `pointer ${value.bits}` : shown(value)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    return error instanceof CabiError || code === inexact ? code : String(error)
  }
}

const shown = (value: unknown): string =>
  Object.is(value, -0) ? 'number -0' : `${typeof value} ${typeof value === 'string' ? JSON.stringify(value) : value}`

function shownLeaf(type: BareType, leaf: Leaf, raw: boolean): string {
  if (typeof leaf !== 'bigint') return shown(leaf)
  if (type.kind === 'pointer') return leaf === 0n ? shown(null) : `pointer ${leaf}`
  const isBigint = integerFacts(type).kind === 'bigint' || (raw && sizeOf(type, target) === 8)
  if (isBigint) return shown(leaf)
  return Number.isSafeInteger(Number(leaf)) ? shown(Number(leaf)) : inexact
}

/** Up to the first NUL, as UTF-8. */
function shownText(bytes: Uint8Array, at: number, count: number): string {
  const all = bytes.subarray(at, at + count)
  const end = all.indexOf(0)
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    return shown(decoder.decode(end < 0 ? all : all.subarray(0, end)))
  } catch {
    return inexact
  }
}
