/** Random types, each found again by its seed and index: some definitions that build on one another. */

import { preferredAlignOf, sizeOf } from '../../../src/ctype/layout.ts'
import type { Target } from '../../../src/ctype/target.ts'
import {
  arrayType,
  type CType,
  type EnumType,
  enumType,
  type Member,
  qualifiedType,
  type RecordType,
  recordType,
  type TypedefType,
  typedefType,
  vectorType,
} from '../../../src/ctype/type.ts'
import { generator, type Random } from '../random.ts'
import { bitFieldTypes, bitsOf, memberTypes, vectorElements } from './scalar.ts'

export type Definition = EnumType | RecordType | TypedefType

export interface Case {
  readonly target: Target
  readonly seed: number
  readonly index: number
  /** Which of the members that the index stands for are left, of how many. */
  readonly kept: readonly number[]
  readonly of: number
  /** Each has a name, and comes after those that it needs. */
  readonly definitions: readonly Definition[]
}

/** `keep`: ordinals of the members to keep, for making a failing case smaller. */
export function caseAt(target: Target, seed: number, index: number, keep?: readonly number[]): Case {
  // Weyl steps keep the streams of neighbouring indices apart; the generator mixes.
  const random = generator((Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b)) >>> 0)
  return new CaseBuilder(target, seed, index, random, keep).build()
}

class CaseBuilder {
  readonly #target: Target
  readonly #seed: number
  readonly #index: number
  readonly #random: Random
  readonly #keep: ReadonlySet<number> | undefined
  readonly #definitions: Definition[] = []
  #members = 0

  constructor(target: Target, seed: number, index: number, random: Random, keep: readonly number[] | undefined) {
    this.#target = target
    this.#seed = seed
    this.#index = index
    this.#random = random
    this.#keep = keep && new Set(keep)
  }

  build(): Case {
    const count = this.#pick([0, 0, 1, 1, 2, 3])
    for (let i = 0; i < count; i++) this.#definitions.push(this.#definition())
    const root = this.#record(this.#name('root'), this.#pack(), 0)
    const all = Array.from({ length: this.#members }, (_, i) => i)
    return {
      target: this.#target,
      seed: this.#seed,
      index: this.#index,
      kept: this.#keep === undefined ? all : all.filter(i => this.#keep!.has(i)),
      of: this.#members,
      definitions: [...this.#definitions, root],
    }
  }

  #chance(one: number): boolean {
    return this.#random(one) === 0
  }

  #pick<T>(from: readonly T[]): T {
    return from[this.#random(from.length)]!
  }

  #name(kind: string): string {
    return `${kind}_${this.#index}_${this.#definitions.length}`
  }

  #definition(): Definition {
    switch (this.#random(5)) {
      case 0:
        return this.#enumeration()
      case 1:
      case 2:
        return typedefType(this.#name('t'), this.#derived(), this.#chance(4) ? undefined : this.#alignment())
      default:
        return this.#record(this.#name('r'), this.#pack(), 0)
    }
  }

  #alignment(): number {
    return this.#pick([1, 1, 2, 2, 4, 4, 8, 8, 16, 16, 32, 64])
  }

  #pack(): number | undefined {
    return this.#chance(6) ? this.#pick([1, 2, 4, 8, 16]) : undefined
  }

  #enumeration(): EnumType {
    const name = this.#name('e')
    const packed = this.#chance(2)
    const values = this.#pick<readonly bigint[]>([
      [0n, 1n],
      [0n, 255n],
      [0n, 256n],
      [-1n, 127n],
      [-1n, 128n],
      [-129n, 0n],
      [0n, 65535n],
      [65536n],
      [-32769n],
      [0n, 0xffffffffn],
      [0n, 0x100000000n],
      [-0x80000000n],
      [-1n, 0x80000000n],
      [0x7fffffffffffffffn, -1n],
      [0xffffffffffffffffn],
    ])
    const enumerators = values.map((value, i) => ({ name: `${name}_${i}`, value }))
    return enumType(name, { enumerators, fixed: undefined, packed })
  }

  /** What is defined already, as often as not. */
  #object(): CType {
    const scalar = this.#pick(memberTypes(this.#target))
    const defined = this.#definitions.length > 0 ? this.#pick(this.#definitions) : undefined
    const element = this.#pick(vectorElements(this.#target))
    const elements = this.#pick([1, 2, 4, 8])
    switch (this.#random(10)) {
      case 0:
        return vectorType(element, elements * sizeOf(element, this.#target)!)
      case 1:
      case 2:
      case 3:
      case 4:
        return defined ?? scalar
      default:
        return scalar
    }
  }

  /** Qualified, an array, both or neither. */
  #derived(): CType {
    const type = this.#qualified(this.#object())
    const [first, second] = [this.#random(5), this.#random(3)]
    switch (this.#random(8)) {
      case 0:
        return this.#array(type, first)
      case 1:
        return this.#array(this.#array(type, first), second)
      default:
        return type
    }
  }

  #qualified(type: CType): CType {
    switch (this.#random(12)) {
      case 0:
        return qualifiedType(type, { const: true })
      case 1:
        return qualifiedType(type, { volatile: true })
      case 2:
      case 3:
        return this.#isArray(type) ? type : qualifiedType(type, { atomic: true })
      default:
        return type
    }
  }

  #isArray(type: CType): boolean {
    let t = type
    while (t.kind === 'typedef' || t.kind === 'qualified') t = t.type
    return t.kind === 'array'
  }

  /** GCC has no arrays of elements that are aligned to more than they are large, also where the array itself is not (`const` ones). */
  #array(element: CType, count: number): CType {
    const size = sizeOf(element, this.#target)!
    const fits = [element, arrayType(element, 1)].every(type => size % preferredAlignOf(type, this.#target)! === 0)
    return fits ? arrayType(element, count) : element
  }

  #record(tag: string | undefined, pack: number | undefined, depth: number): RecordType {
    const keyword = this.#chance(4) ? 'union' : 'struct'
    const count = this.#pick([0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 6, 8, 12])
    const packed = this.#chance(5)
    const align = this.#chance(6) ? this.#alignment() : undefined
    const rules = this.#pick([undefined, undefined, undefined, undefined, undefined, 'microsoft', 'system-v'] as const)
    const bitFieldsIn = this.#pick([2, 2, 4, 1])
    const members: Member[] = []
    for (let i = 0; i < count; i++) {
      const ordinal = this.#members++
      const member = this.#random(4) < bitFieldsIn ? this.#bitField(`m${i}`) : this.#member(`m${i}`, pack, depth)
      if (this.#keep === undefined || this.#keep.has(ordinal)) members.push(member)
    }
    const flexible = this.#chance(10) ? this.#object() : undefined
    if (flexible && keyword === 'struct' && members.some(member => member.name !== undefined)) {
      const fits = this.#array(flexible, 1) !== flexible
      if (fits) members.push(plain('flexible', arrayType(flexible, undefined)))
    }
    return recordType(keyword, tag, { members, packed, pack, align, bitFields: rules, transparent: false })
  }

  #bitField(name: string): Member {
    const { type, bits } = this.#pick(this.#bitFieldTypes())
    const width = this.#pick([1 + this.#random(bits), bits, Math.min(bits, 8), Math.min(bits, 1 + this.#random(5))])
    const kind = this.#random(8)
    const [packed, align] = this.#memberAttributes()
    // Only an unnamed bit-field can be without width (C11 6.7.2.1 §4).
    if (kind === 0) return { name: undefined, type, bits: 0, packed, align }
    return { name: kind === 1 ? undefined : name, type, bits: width, packed, align }
  }

  #bitFieldTypes(): readonly { readonly type: CType; readonly bits: number }[] {
    const defined = this.#definitions.flatMap(type => {
      const bits = bitsOf(type, this.#target)
      return bits === undefined ? [] : [{ type, bits }]
    })
    return [...bitFieldTypes(this.#target), ...defined, ...defined]
  }

  #memberAttributes(): [packed: boolean, align: number | undefined] {
    const align = this.#alignment()
    return [this.#chance(8), this.#chance(8) ? align : undefined]
  }

  #member(name: string, pack: number | undefined, depth: number): Member {
    const [packed, align] = this.#memberAttributes()
    if (depth < 2 && this.#chance(5)) {
      const isAnonymous = this.#chance(2)
      const type = this.#record(undefined, pack, depth + 1)
      const members = type.definition!.members.map(member => renamed(member, name))
      if (!isAnonymous) return { name, type, bits: undefined, packed, align }
      const inner = recordType(type.keyword, undefined, { ...type.definition!, members })
      return { name: undefined, type: inner, bits: undefined, packed: false, align: undefined }
    }
    return { name, type: this.#derived(), bits: undefined, packed, align }
  }
}

const plain = (name: string, type: CType): Member => ({ name, type, bits: undefined, packed: false, align: undefined })

/** Members of an anonymous record share the name space of the enclosing one. */
function renamed(member: Member, prefix: string): Member {
  const { name, type } = member
  if (name !== undefined) return { ...member, name: `${prefix}_${name}` }
  if (type.kind !== 'record') return member
  const members = type.definition!.members.map(inner => renamed(inner, prefix))
  return { ...member, type: recordType(type.keyword, undefined, { ...type.definition!, members }) }
}

/** A definition of the case and those that it uses. */
export function needed({ definitions }: Case, wanted: Definition): readonly Definition[] {
  const used = new Set<CType>()
  const visit = (type: CType): void => {
    if (used.has(type)) return
    used.add(type)
    if (type.kind === 'typedef' || type.kind === 'qualified') visit(type.type)
    else if (type.kind === 'array') visit(type.element)
    else if (type.kind === 'record') for (const member of type.definition!.members) visit(member.type)
  }
  visit(wanted)
  return definitions.filter(definition => used.has(definition))
}
