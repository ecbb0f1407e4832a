/** Values for arguments as plain JavaScript: objects, arrays, strings, numbers, bigints; and the bytes that C has to see. */
import { recordLayout, sizeOf } from '../../../src/ctype/layout.ts'
import { x86_64_linux as target } from '../../../src/ctype/target.ts'
import {
  type BareType,
  bareType,
  type CType,
  type Member,
  type PointerType,
  type RecordType,
} from '../../../src/ctype/type.ts'
import { c, cast } from '../../../src/index.ts'
import type { Random } from '../random.ts'
import { bitsAt, fieldValue, isLeaf, type Leaf, laneType, leafAt, leafSize, makeExact, setBits } from './leaf.ts'
import { randomObject } from './value.ts'

export interface Given {
  readonly value: unknown
  /** Zero wherever nothing was given. */
  readonly bytes: Uint8Array
}

/** `instance`: one of the type, with other bytes, some of whose members stand where plain ones could. */
export function plainValue(type: CType, random: Random, instance?: Given): Given {
  const builder = new Builder(randomObject(type, random), random)
  return { value: builder.value(type, 0, instance), bytes: builder.bytes }
}

class Builder {
  readonly bytes: Uint8Array
  readonly #source: Uint8Array
  readonly #random: Random

  constructor(source: Uint8Array, random: Random) {
    this.#source = source
    this.#random = random
    this.bytes = new Uint8Array(source.length)
  }

  value(type: CType, at: number, instance?: Given): unknown {
    const bare = bareType(type)
    if (isLeaf(bare)) return this.#leaf(bare, at)
    switch (bare.kind) {
      case 'complex':
        return { re: this.value(bare.element, at), im: this.value(bare.element, at + sizeOf(bare, target)! / 2) }
      case 'array':
        return this.#elements(bare.element, bare.count!, at)
      case 'vector':
        return this.#elements(laneType(bare), bare.bytes / sizeOf(bare.element, target)!, at)
      case 'record':
        return Object.fromEntries(this.#shuffled(this.#members(bare, at, instance)))
      default:
        throw new Error(`no ${bare.kind} is generated`)
    }
  }

  #leaf(type: BareType, at: number): unknown {
    const size = leafSize(type)
    makeExact(type, this.#source, at)
    this.bytes.set(this.#source.subarray(at, at + size), at)
    const leaf = leafAt(type, this.#source, at)
    return type.kind === 'pointer' ? pointerTo(type, leaf as bigint) : this.#integer(leaf, 8 * size)
  }

  /** A bigint where no number is exact, and as often as not where both are taken. */
  #integer(leaf: Leaf, bits: number): unknown {
    if (typeof leaf !== 'bigint') return leaf
    const isExact = Number.isSafeInteger(Number(leaf))
    return bits <= 32 || (isExact && this.#random(2) === 0) ? Number(leaf) : leaf
  }

  /** Fewer than there are, sometimes. */
  #elements(element: CType, count: number, at: number): unknown {
    const given = this.#random(4) === 0 ? this.#random(count + 1) : count
    const bare = bareType(element)
    if (bare.kind === 'integer' && bare.name === 'char') return this.#text(count, given, at)
    const size = sizeOf(element, target)!
    return Array.from({ length: given }, (_, i) => this.value(element, at + i * size))
  }

  /** Of char: a string, which leaves room for its NUL, or bytes. */
  #text(count: number, given: number, at: number): string | Uint8Array {
    const bytes = this.#source.subarray(at, at + given)
    const isString = given < count && this.#random(2) === 0
    const text = isString ? bytes.map(byte => 0x20 + (byte % 0x5f)) : bytes.slice()
    this.bytes.set(text, at)
    return isString ? String.fromCharCode(...text) : text
  }

  /** Of a union one. */
  #members(record: RecordType, start: number, instance?: Given): [string, unknown][] {
    const { members } = recordLayout(record, target)!
    const all = members.filter(({ member }) => isGiven(member))
    const chosen = record.keyword === 'struct' || all.length === 0 ? all : [all[this.#random(all.length)]!]
    return chosen.flatMap(({ member, offset, bitOffset }): [string, unknown][] => {
      const { name, type, bits } = member
      const at = start + offset
      if (name === undefined) return this.#members(bareType(type) as RecordType, at)
      if (this.#random(12) === 0) return []
      if (bits !== undefined) return [[name, this.#bitField(type, 8 * start + bitOffset!, bits)]]
      const view =
        record.keyword === 'struct' && this.#random(3) === 0 ? this.#view(name, type, at, instance) : undefined
      return [[name, view ?? this.value(type, at)]]
    })
  }

  /** Members may be given in any order. */
  #shuffled<T>(all: T[]): T[] {
    for (let i = all.length - 1; i > 0; i--) {
      const j = this.#random(i + 1)
      ;[all[i], all[j]] = [all[j]!, all[i]!]
    }
    return all
  }

  /** The member of an instance, if that is a view. */
  #view(name: string, type: CType, at: number, instance: Given | undefined): unknown {
    const bare = bareType(type)
    if (instance === undefined || bare.kind !== 'record') return undefined
    const end = at + sizeOf(bare, target)!
    this.bytes.set(instance.bytes.subarray(at, end), at)
    return (instance.value as Readonly<Record<string, unknown>>)[name]
  }

  #bitField(type: CType, start: number, count: number): unknown {
    const bits = bitsAt(this.#source, start, count)
    setBits(this.bytes, start, count, bits)
    return this.#integer(fieldValue(bareType(type), bits, count), count)
  }
}

/** Not unnamed bit-fields, nor flexible arrays, which have no elements here. */
function isGiven({ name, type, bits }: Member): boolean {
  const bare = bareType(type)
  if (name === undefined) return bits === undefined && bare.kind === 'record'
  return bare.kind !== 'array' || bare.count !== undefined
}

function pointerTo({ target }: PointerType, bits: bigint): unknown {
  return cast(bareType(target).kind === 'void' ? c.void : c.char, bits)
}
