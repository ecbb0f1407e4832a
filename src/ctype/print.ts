/** C spelling of types, by C's own rule: a declarator is written around its name, inside out (C11 6.7.6). */
import type { CType } from './type.ts'

/** `int (const char *, ...)`; with a name, `int printf(const char *, ...)`. Typedef names are kept. */
export function printType(type: CType, name = ''): string {
  switch (type.kind) {
    case 'pointer': {
      const inner = `*${name}`
      return printType(type.target, type.target.kind === 'function' ? `(${inner})` : inner)
    }
    case 'qualified': {
      const words = [type.const ? 'const' : '', type.volatile ? 'volatile' : ''].filter(Boolean).join(' ')
      // A qualified pointer has its qualifier after the star: `char *const p`.
      if (type.type.kind === 'pointer') return printType(type.type, name ? `${words} ${name}` : words)
      return `${words} ${printType(type.type, name)}`
    }
    case 'function': {
      const parameters = type.parameters.map(p => printType(p.type, p.name))
      if (type.variadic !== false) parameters.push('...')
      return printType(type.result, `${name || ' '}(${parameters.join(', ') || 'void'})`).replace('  (', ' (')
    }
    default: {
      const word = spelling(type)
      if (!name) return word
      return name.startsWith(' ') ? `${word}${name}` : `${word} ${name}`
    }
  }
}

function spelling(type: Exclude<CType, { kind: 'pointer' | 'qualified' | 'function' }>): string {
  switch (type.kind) {
    case 'void':
    case 'bool':
      return type.kind
    case 'integer':
    case 'floating':
    case 'typedef':
      return type.name
    case 'enum':
      return type.tag === undefined ? 'enum' : `enum ${type.tag}`
    case 'record':
      return `${type.keyword} ${type.tag}`
  }
}
