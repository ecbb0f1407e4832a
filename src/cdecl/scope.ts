/**
 * The file scope: C's two name spaces, of tags and of ordinary identifiers (C11 6.2.3), and the rule that a declaration may
 * be repeated but not contradicted (C11 6.7 §3-4).
 */
import { sameType } from '../ctype/compatible.ts'
import { printType } from '../ctype/print.ts'
import { type IntegerName, integers, isIntegerName } from '../ctype/scalar.ts'
import {
  type CType,
  type EnumType,
  type FunctionType,
  integerType,
  type RecordType,
  recordType,
  type TypedefType,
  typedefType,
} from '../ctype/type.ts'
import type { Constant, Declarations, FunctionDeclaration, IntegerConstant } from './declarations.ts'
import type { Source } from './source.ts'

interface FunctionEntry {
  readonly kind: 'function'
  readonly offset: number
  readonly type: FunctionType
}

export interface TypedefEntry {
  readonly kind: 'typedef'
  readonly offset: number
  readonly type: TypedefType
  /** How many declarators deep the type is, its own typedefs included. */
  readonly depth: number
}

interface EnumeratorEntry {
  readonly kind: 'enumerator'
  readonly offset: number
  readonly constant: IntegerConstant
  /** The tag of its enumeration. */
  readonly tag: string | undefined
}

type Entry = FunctionEntry | TypedefEntry | EnumeratorEntry

interface RecordEntry {
  readonly keyword: 'struct' | 'union'
  readonly offset: number
  readonly type: RecordType
}

export interface EnumEntry {
  readonly keyword: 'enum'
  readonly offset: number
  readonly type: EnumType
  /** `RED = 0, GREEN = 1`: what a repeated definition has to repeat. */
  readonly enumerators: string
}

export class Scope implements Declarations {
  readonly functions = new Map<string, FunctionDeclaration>()
  readonly types = new Map<string, CType>()
  readonly tags = new Map<string, CType>()
  readonly constants = new Map<string, Constant>()
  readonly #source: Source
  readonly #ordinary = new Map<string, Entry>()
  readonly #tags = new Map<string, RecordEntry | EnumEntry>()

  constructor(source: Source) {
    this.#source = source
  }

  ordinary(name: string): Entry | undefined {
    return this.#ordinary.get(name)
  }

  isTypeName(name: string): boolean {
    const entry = this.#ordinary.get(name)
    return entry === undefined ? isIntegerName(name) : entry.kind === 'typedef'
  }

  declareFunction(name: string, type: FunctionType, offset: number): void {
    const before = this.#ordinary.get(name)
    if (before?.kind === 'function' && sameType(before.type, type)) return
    const entry: FunctionEntry = { kind: 'function', offset, type }
    if (before !== undefined) this.#conflict(name, before, entry)
    this.#ordinary.set(name, entry)
    this.functions.set(name, { name, type, position: this.#source.position(offset) })
  }

  declareTypedef(name: string, type: CType, depth: number, offset: number): void {
    if (isIntegerName(name)) this.#repeatBuiltin(name, type, offset)
    else this.#declareOwnTypedef(name, type, depth, offset)
  }

  #declareOwnTypedef(name: string, type: CType, depth: number, offset: number): void {
    const entry: TypedefEntry = { kind: 'typedef', offset, type: typedefType(name, type), depth }
    const before = this.#ordinary.get(name)
    if (before?.kind === 'typedef' && sameType(before.type, type)) return
    if (before !== undefined) this.#conflict(name, before, entry)
    this.#ordinary.set(name, entry)
    this.types.set(name, entry.type)
  }

  /** `typedef unsigned long size_t;`: true on this target, or an error. */
  #repeatBuiltin(name: IntegerName, type: CType, offset: number): void {
    const builtin = integerType(name)
    if (!sameType(builtin, type)) this.#conflictBuiltin(name, `typedef ${printType(type, name)}`, offset)
    this.types.set(name, builtin)
  }

  /** An enumerator may be repeated by a repeated definition of its enumeration (C23 6.7.3.3). */
  declareEnumerator(name: string, constant: IntegerConstant, tag: string | undefined, offset: number): void {
    const before = this.#ordinary.get(name)
    const entry: EnumeratorEntry = { kind: 'enumerator', offset, constant, tag }
    if (before?.kind === 'enumerator' && tag !== undefined && before.tag === tag) {
      if (before.constant.value === constant.value) return
    }
    if (before !== undefined) this.#conflict(name, before, entry)
    if (isIntegerName(name)) this.#conflictBuiltin(name, describe(name, entry), offset)
    this.#ordinary.set(name, entry)
    this.constants.set(name, constant)
  }

  /** Gives an enumerator the type that it has after its enumeration is complete. */
  completeEnumerator(name: string, constant: IntegerConstant): void {
    const entry = this.#ordinary.get(name) as EnumeratorEntry
    this.#ordinary.set(name, { ...entry, constant })
    this.constants.set(name, constant)
  }

  record(keyword: 'struct' | 'union', tag: string, offset: number): RecordType {
    const before = this.#tags.get(tag)
    if (before !== undefined) {
      if (before.keyword !== keyword) this.#conflictingTag(tag, before, keyword, offset)
      return before.type as RecordType
    }
    const type = recordType(keyword, tag)
    this.#tags.set(tag, { keyword, offset, type })
    this.tags.set(`${keyword} ${tag}`, type)
    return type
  }

  enumeration(tag: string, offset: number): EnumEntry | undefined {
    const before = this.#tags.get(tag)
    if (before === undefined || before.keyword === 'enum') return before
    this.#conflictingTag(tag, before, 'enum', offset)
  }

  defineEnumeration(tag: string, type: EnumType, enumerators: string, offset: number): EnumType {
    const before = this.enumeration(tag, offset)
    if (before?.enumerators === enumerators) return before.type
    if (before !== undefined) {
      const place = `at ${this.#source.place(before.offset)}`
      this.#source.raise(offset, conflicting(`enum ${tag}`, `{ ${before.enumerators} }`, place, `{ ${enumerators} }`))
    }
    this.#tags.set(tag, { keyword: 'enum', offset, type, enumerators })
    this.tags.set(`enum ${tag}`, type)
    return type
  }

  #conflict(name: string, before: Entry, now: Entry): never {
    const place = `at ${this.#source.place(before.offset)}`
    this.#source.raise(now.offset, conflicting(name, describe(name, before), place, describe(name, now)))
  }

  #conflictBuiltin(name: IntegerName, now: string, offset: number): never {
    this.#source.raise(offset, conflicting(name, `typedef ${integers[name].same} ${name}`, 'built in', now))
  }

  #conflictingTag(tag: string, before: RecordEntry | EnumEntry, keyword: string, offset: number): never {
    const place = `at ${this.#source.place(before.offset)}`
    this.#source.raise(offset, conflicting(tag, `${before.keyword} ${tag}`, place, `${keyword} ${tag}`))
  }
}

const conflicting = (name: string, before: string, place: string, now: string) =>
  `conflicting declarations of '${name}': '${before}' ${place}, now '${now}'`

function describe(name: string, entry: Entry): string {
  switch (entry.kind) {
    case 'function':
      return printType(entry.type, name)
    case 'typedef':
      return `typedef ${printType(entry.type.type, name)}`
    case 'enumerator':
      return `enumerator ${name} = ${entry.constant.value}`
  }
}
