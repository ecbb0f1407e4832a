/** C spelling of types, by C's own rule: a declarator is written around its name, inside out (C11 6.7.6). */
import type { CType, FunctionType, QualifiedType } from './type.ts'

/** A type that has no declarator: a word, or the definition of a struct. */
export type Specified = Exclude<CType, { kind: 'pointer' | 'qualified' | 'array' | 'function' }>

/**
 * `int (const char *, ...)`; with a name, `int printf(const char *, ...)`. Typedef names are kept. What else is to be said
 * of a parameter, `suffix` writes after its declarator.
 */
export function printType(
  type: CType,
  name = '',
  spell: (type: Specified) => string = spelling,
  suffix: (parameter: CType) => string = () => '',
): string {
  switch (type.kind) {
    case 'pointer':
      return printPointer(type.target, `*${name}`, spell, suffix)
    case 'qualified': {
      const words = qualifiers(type)
      // A qualified pointer has its qualifier after the star: `char *const p`.
      if (type.type.kind === 'pointer') return printType(type.type, name ? `${words} ${name}` : words, spell, suffix)
      return `${words} ${printType(type.type, name, spell, suffix)}`
    }
    case 'array':
      return printType(type.element, `${name}[${type.count ?? ''}]`, spell, suffix)
    case 'function': {
      const attribute = conventionAttribute(type)
      return `${attribute ? `${attribute} ` : ''}${printFunction(type, name, spell, suffix)}`
    }
    default: {
      const word = spell(type)
      if (!name) return word
      return name.startsWith(' ') ? `${word}${name}` : `${word} ${name}`
    }
  }
}

function qualifiers(type: QualifiedType): string {
  return [type.const && 'const', type.volatile && 'volatile', type.atomic && '_Atomic'].filter(Boolean).join(' ')
}

/** Suffixes bind more tightly than the star (C11 6.7.6 §7): `int (*p)[3]`. */
function printPointer(
  target: CType,
  inner: string,
  spell: (type: Specified) => string,
  suffix: (parameter: CType) => string,
): string {
  if (target.kind === 'array') return printType(target, `(${inner})`, spell, suffix)
  if (target.kind !== 'function') return printType(target, inner, spell, suffix)
  const attribute = conventionAttribute(target)
  return printFunction(target, attribute ? `(${attribute} ${inner})` : `(${inner})`, spell, suffix)
}

function printFunction(
  { result, parameters, variadic, isPrototype }: FunctionType,
  name: string,
  spell: (type: Specified) => string,
  suffix: (parameter: CType) => string,
): string {
  const list = parameters.map(p => `${printType(p.type, p.name, spell, suffix)}${suffix(p.type)}`)
  if (variadic !== false) list.push('...')
  const text = list.join(', ') || (isPrototype ? 'void' : '')
  return printType(result, `${name || ' '}(${text})`, spell, suffix).replace('  (', ' (')
}

const conventionAttribute = ({ attributes: { convention } }: FunctionType): string =>
  convention === undefined
    ? ''
    : `__attribute__((${convention === 'ms' || convention === 'sysv' ? `${convention}_abi` : convention}))`

export function spelling(type: Specified): string {
  switch (type.kind) {
    case 'void':
    case 'bool':
      return type.kind
    case 'integer':
    case 'floating':
    case 'typedef':
      return type.name
    case 'complex':
      return `${type.element.name} _Complex`
    case 'vector':
      return `${type.element.name} __attribute__((vector_size(${type.bytes})))`
    case 'enum':
      return type.tag === undefined ? 'enum' : `enum ${type.tag}`
    case 'record':
      return type.tag === undefined ? type.keyword : `${type.keyword} ${type.tag}`
  }
}
