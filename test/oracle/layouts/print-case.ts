/** The definitions of a case as C, by nothing that cabi itself prints with. */
import type { CType, Member, QualifiedType, RecordDefinition, RecordType } from '../../../src/ctype/type.ts'
import type { Definition } from './case.ts'

export function printDefinition(type: Definition): string {
  switch (type.kind) {
    case 'typedef': {
      const align = type.align === undefined ? '' : ` __attribute__((aligned(${type.align})))`
      return `typedef ${declare(type.type, type.name)}${align};`
    }
    case 'enum': {
      const { enumerators, packed } = type.definition!
      const list = enumerators.map(({ name, value }) => `${name} = ${literal(value)}`).join(', ')
      return `enum ${type.tag} { ${list} }${packed ? ' __attribute__((packed))' : ''};`
    }
    case 'record': {
      const { pack } = type.definition!
      const text = `${record(type)};`
      return pack === undefined ? text : `#pragma pack(push, ${pack})\n${text}\n#pragma pack(pop)`
    }
  }
}

/** The least `long long` is no literal, and what no `long long` holds needs its suffix. */
const literal = (value: bigint): string =>
  value < 0n ? `(-${-value}LL)` : `${value}${value >= 2n ** 63n ? 'ULL' : ''}`

function record({ keyword, tag, definition }: RecordType): string {
  const { members } = definition!
  const name = tag === undefined ? '' : ` ${tag}`
  return `${keyword}${name} { ${members.map(member => `${printMember(member)}; `).join('')}}${attributes(definition!)}`
}

function attributes({ packed, align, bitFields, transparent }: RecordDefinition): string {
  const words = [
    ...(packed ? ['packed'] : []),
    ...(align === undefined ? [] : [`aligned(${align})`]),
    ...(transparent ? ['transparent_union'] : []),
    ...(bitFields === undefined ? [] : [bitFields === 'microsoft' ? 'ms_struct' : 'gcc_struct']),
  ]
  return words.length === 0 ? '' : ` __attribute__((${words.join(', ')}))`
}

function printMember({ name = '', type, bits, packed, align }: Member): string {
  const words = [...(packed ? ['packed'] : []), ...(align === undefined ? [] : [`aligned(${align})`])]
  const width = bits === undefined ? '' : ` : ${bits}`
  return `${declare(type, name)}${width}${words.length === 0 ? '' : ` __attribute__((${words.join(', ')}))`}`
}

/** Only what the generator makes: no arrays of pointers to arrays, no functions. */
export function declare(type: CType, name: string): string {
  if (type.kind === 'array') return declare(type.element, `${name}[${type.count ?? ''}]`)
  return name === '' ? spell(type) : `${spell(type)} ${name}`
}

/** Before a type, `_Atomic` qualifies what a pointer points to. */
function qualified({ type, const: isConst, volatile: isVolatile, atomic }: QualifiedType): string {
  const words = [isConst && 'const', isVolatile && 'volatile', atomic && '_Atomic'].filter(Boolean).join(' ')
  return type.kind === 'pointer' ? `${spell(type)}${words}` : `${words} ${spell(type)}`
}

function spell(type: CType): string {
  switch (type.kind) {
    case 'bool':
      return '_Bool'
    case 'integer':
    case 'floating':
    case 'typedef':
      return type.name
    case 'complex':
      return `_Complex ${type.element.name}`
    case 'vector':
      // As a type of its own: GCC 12 loses what an array of no elements is when the attribute goes through it.
      return `__typeof__(${type.element.name} __attribute__((vector_size(${type.bytes}))))`
    case 'pointer':
      return `${spell(type.target)} *`
    case 'void':
      return 'void'
    case 'enum':
      return `enum ${type.tag}`
    case 'record':
      return type.tag === undefined ? record(type) : `${type.keyword} ${type.tag}`
    case 'qualified':
      return qualified(type)
    default:
      throw new Error(`no ${type.kind} is generated`)
  }
}
