/**
 * Declarations as C text, which is parsed as the same declarations, by GCC too: each thing in the order in which it was
 * complete, on a line of its own, with what it needs before it.
 *
 * A struct without a tag is spelled by its definition where it is used. What was declared together with it has to stay
 * together, `typedef struct { int x; } point, *point_ptr;`, since a second definition would be another type.
 */
import { basicInteger } from '../ctype/layout.ts'
import { printType, type Specified, spelling } from '../ctype/print.ts'
import type { CType, EnumType, FunctionType, Member, RecordDefinition, RecordType } from '../ctype/type.ts'
import { vaListType } from '../ctype/va-list.ts'
import { predefinedTypes } from './declaration/predefined-type.ts'
import type { Declaration, Declarations, FunctionDeclaration, VariableDeclaration } from './declarations.ts'

export function printDeclarations(declarations: Declarations): string {
  const printer = new Printer(declarations)
  const { order } = declarations
  for (let i = 0; i < order.length; ) i = printer.print(i)
  return printer.lines.map(line => `${line}\n`).join('')
}

class Printer {
  readonly lines: string[] = []
  readonly #declarations: Declarations
  /** Tags and typedef names that the lines so far declare. */
  readonly #known = new Set<string>()
  /** Where in the order each tag is complete, or last named. */
  readonly #completed = new Map<CType, number>()
  /** x86-64's struct, which a qualifier of `va_list` qualifies. */
  readonly #vaListElement: CType | undefined
  /** What `#pragma pack` is in force at the end of the definitions in the line that is being made. */
  #pack: number | undefined
  readonly #spell = (type: Specified) => this.#spelled(type)

  constructor(declarations: Declarations) {
    this.#declarations = declarations
    const list = vaListType(declarations.target)
    if (list.kind === 'array') this.#vaListElement = list.element
    for (const [i, declaration] of declarations.order.entries()) {
      if (declaration.kind === 'tag') this.#completed.set(declaration.type, i)
    }
  }

  /** Prints one declaration, and those of the same specifiers. The index of the next. */
  print(index: number): number {
    const declaration = this.#declarations.order[index]!
    if (declaration.kind === 'tag') {
      this.#printTagAt(index, declaration.type)
      return index + 1
    }
    const first = this.#parts(declaration)
    let next = index + 1
    let { declarator: declarators, specifiers, isUnqualified } = first
    for (; first.anonymous !== undefined && next < this.#declarations.order.length; next++) {
      const other = this.#declarations.order[next]!
      if (other.kind === 'tag') {
        // Of a declarator's parameters: it may come before, unless it is made of the typedef names declared here.
        if (declaration.kind === 'typedef' && this.#completed.get(other.type) === next) break
        this.#printTagAt(next, other.type)
        continue
      }
      const pack = this.#pack
      const parts = this.#parts(other)
      const isAlike = isUnqualified || parts.isUnqualified ? unqualified : (words: string) => words
      if (parts.anonymous !== first.anonymous || isAlike(parts.specifiers) !== isAlike(specifiers)) {
        this.#pack = pack
        break
      }
      if (isUnqualified) ({ specifiers, isUnqualified } = parts)
      declarators += `, ${parts.declarator.trimStart()}`
    }
    const { anonymous } = first
    const whole = anonymous === undefined ? specifiers : specifiers.replace(MARK, () => this.#body(anonymous))
    this.#addLine(`${whole}${declarators};`)
    return next
  }

  #printTagAt(index: number, type: RecordType | EnumType): void {
    this.#printTag(type, this.#completed.get(type) === index)
  }

  #printTag(type: RecordType | EnumType, isComplete: boolean): void {
    const { definition } = type
    if (definition === undefined || !isComplete) {
      if (!this.#known.has(tagged(type))) this.lines.push(`${tagged(type)};`)
      this.#known.add(tagged(type))
      return
    }
    this.#known.add(tagged(type))
    const enclosing = this.#pack
    this.#pack = undefined
    this.#addLine(`${this.#body(type)};`)
    this.#pack = enclosing
  }

  #addLine(line: string): void {
    if (this.#pack === undefined) this.lines.push(line)
    else this.lines.push(`#pragma pack(push, ${this.#pack})`, line, '#pragma pack(pop)')
    this.#pack = undefined
  }

  #parts(declaration: Exclude<Declaration, { kind: 'tag' }>): Parts {
    const { name } = declaration
    if (declaration.kind === 'typedef') return this.#typedefParts(name)
    const { functions, variables } = this.#declarations
    const declared = declaration.kind === 'function' ? functions.get(name)! : variables.get(name)!
    const words = [declared.isInternal ? 'static' : 'extern']
    if ('isThreadLocal' in declared && declared.isThreadLocal) words.push('_Thread_local')
    return this.#declared(`${words.join(' ')} `, declared.type, name, suffix(declared))
  }

  #typedefParts(name: string): Parts {
    const type = this.#declarations.types.get(name)!
    this.#known.add(name)
    const isPredefined = predefinedTypes(this.#declarations.target).get(name) === type
    if (type.kind === 'typedef' && !isPredefined) {
      const align = type.align === undefined ? '' : ` __attribute__((aligned(${type.align})))`
      const transparent = this.#isTransparent(type.type) ? attributeList(['transparent_union']) : ''
      return this.#declared('typedef ', type.type, name, `${functionAttributes(type.type)}${align}${transparent}`)
    }
    // A predefined name that the text repeats.
    const specifiers = `typedef ${this.#predefined(type as Specified)}`
    return { specifiers, declarator: ` ${name}`, anonymous: undefined, isUnqualified: false }
  }

  /** A union by its tag, which the typedef alone makes transparent. */
  #isTransparent(type: CType): boolean {
    if (type.kind === 'qualified') return this.#isTransparent(type.type)
    if (type.kind !== 'record' || type.tag === undefined || !type.definition?.transparent) return false
    return this.#declarations.tags.get(tagged(type)) !== type
  }

  #declared(words: string, type: CType, name: string | undefined, end: string): Parts {
    const anonymous = anonymousBase(type)
    const text = printType(type, name, leaf => (leaf === anonymous ? MARK : this.#spelled(leaf)), functionAttributes)
    const at = anonymous === undefined ? 0 : text.indexOf(MARK) + 1
    return {
      specifiers: words + text.slice(0, at),
      declarator: text.slice(at) + end,
      anonymous,
      isUnqualified: anonymous !== undefined && type.kind === 'function' && type.result === anonymous,
    }
  }

  #spelled(type: Specified): string {
    switch (type.kind) {
      case 'bool':
        return '_Bool'
      case 'integer':
        this.#need(type.name, type)
        return type.name
      case 'typedef':
        this.#need(type.name, type)
        return type.name
      case 'record':
      case 'enum':
        if (type.tag === undefined) return this.#body(type)
        if (type === this.#vaListElement) return VA_LIST_ELEMENT
        if (!this.#known.has(tagged(type))) this.#printTag(type, false)
        return tagged(type)
      default:
        return spelling(type)
    }
  }

  /** Declares a predefined typedef name before it is used, as its header would. */
  #need(name: string, type: Specified): void {
    if (this.#known.has(name) || this.#declarations.types.has(name) || name.startsWith('__builtin')) return
    const predefined = this.#predefined(type)
    if (predefined === name) return
    this.#known.add(name)
    this.lines.push(`typedef ${predefined} ${name};`)
  }

  /** What a predefined typedef name stands for, as a word. */
  #predefined(type: Specified): string {
    if (type.kind === 'integer') return basicInteger(type.name, this.#declarations.target)
    return type.kind === 'typedef' ? '__builtin_va_list' : this.#spelled(type)
  }

  #body(type: RecordType | EnumType): string {
    const { definition } = type
    const start = type.tag === undefined ? keywordOf(type) : tagged(type)
    if (definition === undefined) return start
    if (!('members' in definition)) return `${start}${printEnumerators(type as EnumType, this.#spell)}`
    this.#pack = definition.pack ?? this.#pack
    return `${start} ${this.#members(definition)}${recordAttributes(definition)}`
  }

  /** Members of one type without a tag are declared together: `union { int i; float f; } key, mask;`. */
  #members({ members }: RecordDefinition): string {
    let text = '{'
    let previous: Parts | undefined
    for (const member of members) {
      const parts = this.#memberParts(member)
      const { anonymous, specifiers, declarator } = parts
      if (anonymous !== undefined && anonymous === previous?.anonymous && specifiers === previous.specifiers) {
        text = `${text.slice(0, -1)}, ${declarator.trimStart()};`
      } else {
        const whole = anonymous === undefined ? specifiers : specifiers.replace(MARK, () => this.#body(anonymous))
        text += ` ${whole}${declarator};`
      }
      previous = parts
    }
    return members.length === 0 ? '{}' : `${text} }`
  }

  #memberParts({ name, type, bits, packed, align }: Member): Parts {
    const attributes = [packed ? 'packed' : '', align === undefined ? '' : `aligned(${align})`].filter(Boolean)
    const width = bits === undefined ? '' : `${name === undefined ? ' ' : ''}: ${bits}`
    return this.#declared('', type, name, `${width}${attributeList(attributes)}${functionAttributes(type)}`)
  }
}

interface Parts {
  /** With `MARK` in place of the anonymous type. */
  readonly specifiers: string
  readonly declarator: string
  readonly anonymous: RecordType | EnumType | undefined
  /** Whether the specifiers may have had qualifiers, which a function's result loses (C17 6.7.6.3 §5). */
  readonly isUnqualified: boolean
}

const unqualified = (specifiers: string) => specifiers.replace(/\b(?:const|volatile|_Atomic) /g, '')

/** It has no name: to GCC, a `struct __va_list_tag` is another. */
const VA_LIST_ELEMENT = '__typeof__(**(__builtin_va_list *)0)'

/** Stands for a definition while its declarators are printed. */
const MARK = '\u0001'

const keywordOf = (type: RecordType | EnumType) => (type.kind === 'enum' ? 'enum' : type.keyword)
const tagged = (type: RecordType | EnumType) => `${keywordOf(type)} ${type.tag}`

/** The type without a tag that the declarators of a declaration start from. */
function anonymousBase(type: CType): RecordType | EnumType | undefined {
  for (let t = type; ; ) {
    switch (t.kind) {
      case 'pointer':
        t = t.target
        break
      case 'array':
        t = t.element
        break
      case 'function':
        t = t.result
        break
      case 'qualified':
        t = t.type
        break
      case 'record':
      case 'enum':
        return t.tag === undefined ? t : undefined
      default:
        return undefined
    }
  }
}

const attributeList = (attributes: readonly string[]) =>
  attributes.length === 0 ? '' : ` __attribute__((${attributes.join(', ')}))`

function recordAttributes({ packed, align, bitFields, transparent }: RecordDefinition): string {
  const attributes: string[] = []
  if (packed) attributes.push('packed')
  if (align !== undefined) attributes.push(`aligned(${align})`)
  if (bitFields !== undefined) attributes.push(bitFields === 'microsoft' ? 'ms_struct' : 'gcc_struct')
  if (transparent) attributes.push('transparent_union')
  return attributeList(attributes)
}

function printEnumerators({ definition }: EnumType, spell: (type: Specified) => string): string {
  const { enumerators, fixed, packed } = definition!
  const type = fixed === undefined ? '' : ` : ${printType(fixed, '', spell)}`
  const list = enumerators.map(({ name, value }) => `${name} = ${literal(value)}`).join(', ')
  return `${type}${list === '' ? '' : ` { ${list} }`}${packed ? ' __attribute__((packed))' : ''}`
}

/** A decimal constant of 2^63 and more has no signed type. */
function literal(value: bigint): string {
  if (value === -(2n ** 63n)) return '-9223372036854775807 - 1'
  return value >= 2n ** 63n ? `${value}u` : String(value)
}

/** What follows the declarator of a function or variable. */
function suffix(declared: FunctionDeclaration | VariableDeclaration): string {
  const { name, symbol, deprecated, type } = declared
  const renamed = symbol === name ? '' : ` __asm__(${quoted(symbol)})`
  const reason =
    deprecated === undefined ? '' : ` __attribute__((deprecated${deprecated && `(${quoted(deprecated)})`}))`
  return `${renamed}${functionAttributes(type)}${reason}`
}

/** Of a function, or of the one that is pointed to; the convention is part of the printed type. */
function functionAttributes(type: CType): string {
  const bare = type.kind === 'pointer' ? type.target : type
  if (bare.kind !== 'function') return ''
  const { noreturn, nonnull, returnsNonnull, format } = (bare as FunctionType).attributes
  const attributes: string[] = []
  if (noreturn) attributes.push('noreturn')
  if (nonnull === 'all') attributes.push('nonnull')
  else if (nonnull !== undefined) attributes.push(`nonnull(${nonnull.map(i => i + 1).join(', ')})`)
  if (returnsNonnull) attributes.push('returns_nonnull')
  if (format !== undefined) {
    attributes.push(
      `format(${format.style}, ${format.format + 1}, ${format.values === undefined ? 0 : format.values + 1})`,
    )
  }
  return attributeList(attributes)
}

/** A string literal; what is outside ASCII stands for itself. */
function quoted(text: string): string {
  const escaped = (character: string) => {
    const code = character.charCodeAt(0)
    if (code >= 128) return character
    return code < 32 || code === 127 ? `\\${code.toString(8).padStart(3, '0')}` : `\\${character}`
  }
  return `"${text.replace(/["\\]|\p{Cc}/gu, escaped)}"`
}
