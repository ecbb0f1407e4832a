/**
 * The file scope: C's two name spaces, of tags and of ordinary identifiers (C11 6.2.3), and the rule that a declaration may
 * be repeated but not contradicted (C11 6.7 §3-4).
 */
import { sameType } from '../../ctype/compatible.ts'
import { basicInteger } from '../../ctype/layout.ts'
import { printType } from '../../ctype/print.ts'
import type { Target } from '../../ctype/target.ts'
import {
  type CType,
  type EnumDefinition,
  type EnumType,
  enumType,
  type FunctionType,
  integerType,
  type RecordType,
  recordType,
  typedefType,
} from '../../ctype/type.ts'
import type {
  Constants,
  Declaration,
  Declarations,
  FunctionDeclaration,
  FunctionLikeMacro,
  IntegerConstant,
  VariableDeclaration,
} from '../declarations.ts'
import type { Source } from '../lexer/source.ts'
import { compositeFunction, compositeType } from './composite.ts'
import { type Declared, DeclaredEnumerator, DeclaredFunction, DeclaredTypedef, DeclaredVariable } from './declared.ts'
import { predefinedTypes } from './predefined-type.ts'

type Keyword = 'struct' | 'union' | 'enum'

interface Tag {
  readonly keyword: Keyword
  /** Where it was first named. */
  readonly offset: number
  type: RecordType | EnumType
  /** Where its definition starts; -1 without one. */
  definedOffset: number
}

export class Scope implements Declarations {
  readonly target: Target
  int64: 'bigint' | 'number' = 'bigint'
  readonly functions = new Map<string, FunctionDeclaration>()
  readonly variables = new Map<string, VariableDeclaration>()
  readonly types = new Map<string, CType>()
  readonly tags = new Map<string, CType>()
  readonly enumerators = new Map<string, IntegerConstant>()
  /** The enumerators; the preprocessor puts its macros before them. */
  constants: Constants = this.enumerators
  functionLikeMacros: ReadonlyMap<string, FunctionLikeMacro> = new Map()
  readonly order: Declaration[] = []
  forTarget: (target: Target) => Declarations = () => this
  /** Names of the parameter lists that are being read, the innermost last: they hide those of the file (C11 6.2.1 §4). */
  readonly parameters: string[] = []
  readonly #source: Source
  readonly #ordinary = new Map<string, Declared>()
  readonly #tags = new Map<string, Tag>()
  #predefined: ReadonlyMap<string, CType> | undefined

  constructor(source: Source, target: Target) {
    this.#source = source
    this.target = target
  }

  /** Typedef names that need no typedef. */
  get predefined(): ReadonlyMap<string, CType> {
    this.#predefined ??= predefinedTypes(this.target, this.int64)
    return this.#predefined
  }

  /** Whether the name is one of those, and a text that uses any of them: else it hides none yet. */
  isPredefined(name: string): boolean {
    return this.#predefined?.has(name) ?? false
  }

  ordinary(name: string): Declared | undefined {
    return this.#ordinary.get(name)
  }

  isTypeName(name: string): boolean {
    if (this.parameters.length !== 0 && this.parameters.includes(name)) return false
    const entry = this.#ordinary.get(name)
    return entry === undefined ? this.predefined.has(name) : entry.kind === 'typedef'
  }

  declareFunction(
    name: string,
    type: FunctionType,
    offset: number,
    isStatic: boolean,
    isInline: boolean,
  ): DeclaredFunction {
    const before = this.#ordinary.get(name)
    if (before === undefined) {
      const entry = new DeclaredFunction(name, type, offset, this.#source)
      entry.isStatic = isStatic
      entry.isInline = isInline
      this.#ordinary.set(name, entry)
      this.functions.set(name, entry)
      this.order.push(entry)
      return entry
    }
    if (before.kind !== 'function' || !sameType(before.type, type, this.target)) {
      this.#conflict(name, before, printType(type, name), offset)
    }
    if (isStatic && !before.isStatic) this.#conflict(name, before, `static ${printType(type, name)}`, offset)
    before.type = compositeFunction(before.type, type)
    before.isInline &&= isInline
    return before
  }

  /** `isExtern` says that a `static` declaration before stays as it is (C11 6.2.2 §4). */
  declareVariable(
    name: string,
    type: CType,
    offset: number,
    storage: 'static' | 'extern' | undefined,
    isThreadLocal: boolean,
  ): DeclaredVariable {
    const before = this.#ordinary.get(name)
    const isStatic = storage === 'static'
    if (before === undefined) {
      const entry = new DeclaredVariable(name, type, offset, this.#source, isThreadLocal)
      entry.isStatic = isStatic
      this.#ordinary.set(name, entry)
      this.variables.set(name, entry)
      this.order.push(entry)
      return entry
    }
    const now = () => `${isStatic ? 'static ' : ''}${isThreadLocal ? '_Thread_local ' : ''}${printType(type, name)}`
    const isSame =
      before.kind === 'variable' &&
      before.isThreadLocal === isThreadLocal &&
      (before.isStatic === isStatic || (before.isStatic && storage === 'extern')) &&
      sameType(before.type, type, this.target)
    if (!isSame) this.#conflict(name, before, now(), offset)
    before.type = compositeType(before.type, type)
    return before
  }

  declareTypedef(name: string, type: CType, align: number | undefined, depth: number, offset: number): void {
    const builtin = this.predefined.get(name)
    const before = this.#ordinary.get(name)
    if (builtin !== undefined && before === undefined && builtin.kind !== 'bool') {
      this.#repeatBuiltin(name, builtin, type, offset)
      return
    }
    if (before !== undefined) {
      if (before.kind === 'typedef' && sameType(before.type, type, this.target) && before.type.align === align) return
      this.#conflict(name, before, `typedef ${printType(type, name)}`, offset)
    }
    const entry = new DeclaredTypedef(typedefType(name, type, align), offset, depth)
    this.#ordinary.set(name, entry)
    this.types.set(name, entry.type)
    this.order.push({ kind: 'typedef', name })
  }

  /** `typedef unsigned long size_t;`: true on this target, or an error. */
  #repeatBuiltin(name: string, builtin: CType, type: CType, offset: number): void {
    if (!sameType(builtin, type, this.target)) {
      this.#conflictBuiltin(name, builtin, `typedef ${printType(type, name)}`, offset)
    }
    if (!this.types.has(name)) this.order.push({ kind: 'typedef', name })
    this.types.set(name, builtin)
  }

  /** An enumerator may be repeated by a repeated definition of its enumeration (C23 6.7.3.3). */
  declareEnumerator(name: string, constant: IntegerConstant, enumeration: EnumType | undefined, offset: number): void {
    const before = this.#ordinary.get(name)
    if (before !== undefined) {
      const isRepeated =
        before.kind === 'enumerator' &&
        before.enumeration !== undefined &&
        before.enumeration === enumeration &&
        before.constant.value === constant.value
      if (!isRepeated) this.#conflict(name, before, `enumerator ${name} = ${constant.value}`, offset)
      return
    }
    const builtin = this.predefined.get(name)
    if (builtin !== undefined && builtin.kind !== 'bool') {
      this.#conflictBuiltin(name, builtin, `enumerator ${name} = ${constant.value}`, offset)
    }
    this.#ordinary.set(name, new DeclaredEnumerator(constant, offset, enumeration))
    this.enumerators.set(name, constant)
  }

  /** Gives an enumerator the type that it has after its enumeration is complete. */
  completeEnumerator(name: string, constant: IntegerConstant): void {
    const entry = this.#ordinary.get(name) as DeclaredEnumerator
    entry.constant = constant
    this.enumerators.set(name, constant)
  }

  record(keyword: 'struct' | 'union', tag: string, offset: number): RecordType {
    return this.#named(keyword, tag, offset).type as RecordType
  }

  /** The type that a definition, which starts here, is to complete. */
  defineRecord(keyword: 'struct' | 'union', tag: string, offset: number): RecordType {
    const entry = this.#named(keyword, tag, offset, true)
    if (entry.definedOffset >= 0) {
      const place = this.#source.place(entry.definedOffset)
      this.#source.raise(offset, `'${keyword} ${tag}' is defined already, at ${place}`)
    }
    entry.definedOffset = offset
    return entry.type as RecordType
  }

  enumeration(tag: string, offset: number, isDefinition = false): EnumType {
    return this.#named('enum', tag, offset, isDefinition).type as EnumType
  }

  /** C23's `enum e : int;` is complete, and defined all the same: by another node. */
  redefineEnumeration(tag: string): EnumType {
    const entry = this.#tags.get(tag)!
    entry.type = enumType(tag)
    this.tags.set(`enum ${tag}`, entry.type)
    return entry.type
  }

  #named(keyword: Keyword, tag: string, offset: number, isDefinition = false): Tag {
    const before = this.#tags.get(tag)
    if (before !== undefined) {
      if (before.keyword !== keyword) this.#conflictingTag(tag, before, keyword, offset)
      return before
    }
    const type = keyword === 'enum' ? enumType(tag) : recordType(keyword, tag)
    const entry: Tag = { keyword, offset, type, definedOffset: -1 }
    this.#tags.set(tag, entry)
    this.tags.set(`${keyword} ${tag}`, type)
    if (!isDefinition) this.order.push({ kind: 'tag', type })
    return entry
  }

  complete(type: RecordType | EnumType): void {
    this.order.push({ kind: 'tag', type })
  }

  /** C23 6.7.3.3: the same enumerators, or an error. */
  checkRepeatedEnumeration(type: EnumType, now: EnumDefinition, offset: number): void {
    const before = spelled(type.definition!)
    if (before === spelled(now)) return
    const place = `at ${this.#source.place(this.#tags.get(type.tag!)!.offset)}`
    this.#source.raise(offset, conflicting(`enum ${type.tag}`, before, place, spelled(now)))
  }

  /** A second body, a second initialiser. */
  conflictingDefinition(name: string, before: number, now: number): never {
    this.#source.raise(now, `'${name}' is defined already, at ${this.#source.place(before)}`)
  }

  #conflict(name: string, before: Declared, now: string, offset: number): never {
    const place = `at ${this.#source.place(before.offset)}`
    this.#source.raise(offset, conflicting(name, describe(name, before), place, now))
  }

  #conflictBuiltin(name: string, builtin: CType, now: string, offset: number): never {
    const type =
      builtin.kind === 'integer' ? integerType(basicInteger(builtin.name, this.target)) : builtinType(builtin)
    this.#source.raise(offset, conflicting(name, `typedef ${printType(type, name)}`, 'built in', now))
  }

  #conflictingTag(tag: string, before: Tag, keyword: Keyword, offset: number): never {
    const place = `at ${this.#source.place(before.offset)}`
    this.#source.raise(offset, conflicting(tag, `${before.keyword} ${tag}`, place, `${keyword} ${tag}`))
  }
}

const builtinType = (type: CType) => (type.kind === 'typedef' ? type.type : type)

const conflicting = (name: string, before: string, place: string, now: string) =>
  `conflicting declarations of '${name}': '${before}' ${place}, now '${now}'`

/** `{ RED = 0, GREEN = 1 }` */
function spelled({ enumerators, fixed, packed }: EnumDefinition): string {
  const list = enumerators.map(({ name, value }) => `${name} = ${value}`).join(', ')
  return `${fixed === undefined ? '' : `: ${printType(fixed)} `}{ ${list} }${packed ? ' packed' : ''}`
}

function describe(name: string, entry: Declared): string {
  switch (entry.kind) {
    case 'function':
      return `${entry.isStatic ? 'static ' : ''}${printType(entry.type, name)}`
    case 'variable':
      return `${entry.isStatic ? 'static ' : ''}${entry.isThreadLocal ? '_Thread_local ' : ''}${printType(entry.type, name)}`
    case 'typedef':
      return `typedef ${printType(entry.type.type, name)}`
    case 'enumerator':
      return `enumerator ${name} = ${entry.constant.value}`
  }
}
