/** How the tests of this folder look at results: as C text, and as one line for each complaint. */
import { printType } from '../ctype/print.ts'
import { CabiError } from '../error.ts'
import type { Constant, Declarations } from './declarations.ts'
import { parseDeclarations } from './parse.ts'

/** `int f(int)`, `typedef int t`, `struct s`, `A = 1 (int)`: everything that a text declares. */
export function printed(text: string): string[] {
  const { functions, types, tags, constants }: Declarations = parseDeclarations(text)
  return [
    ...Array.from(functions.values(), f => printType(f.type, f.name)),
    ...Array.from(types, ([name, type]) => `typedef ${printType(type.kind === 'typedef' ? type.type : type, name)}`),
    ...tags.keys(),
    ...Array.from(constants, ([name, constant]) => `${name} = ${printedConstant(constant)}`),
  ]
}

/** The one constant `X` of a macro whose body is `expression`. */
export function constantOf(expression: string): string {
  return printedConstant(parseDeclarations(`#define X ${expression}`).constants.get('X')!)
}

function printedConstant(constant: Constant): string {
  if (constant.kind === 'string') return JSON.stringify(constant.value)
  return `${constant.value} (${constant.type.name})`
}

/**
 * `syntax 1:10: expected a name, found ';'`: what is wrong with a text. The place in the message, the properties and the
 * caret have to agree.
 */
export function complaint(text: string): string {
  try {
    parseDeclarations(text, { source: 'x.h' })
  } catch (error) {
    if (error instanceof CabiError) return checked(text, error)
    throw error
  }
  return 'accepted'
}

function checked(text: string, error: CabiError): string {
  const { line, column } = error as CabiError & { line: number; column: number }
  const message = error.message.split('\n')[0]!.replace(`x.h:${line}:${column}: `, '')
  const source = text.split('\n')[line - 1]!.replace(/\r$/, '')
  const indent = source.slice(0, column - 1).replace(/[^\t]/g, ' ')
  const whole = `x.h:${line}:${column}: ${message}\n${source}\n${indent}^`
  if (error.message !== whole) return `a message in another form: ${error.message}`
  return `${error.code.replace('ERR_CABI_', '').toLowerCase()} ${line}:${column}: ${message}`
}

/** Random whole numbers from 0 up to a bound. */
export type Random = (bound: number) => number

/** Mulberry32. */
export function generator(seed: number): Random {
  let state = seed
  return bound => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % bound
  }
}
