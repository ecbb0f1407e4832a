/** How the tests of this folder look at results: as C text, and as one line for each complaint. */
import { printType } from '../ctype/print.ts'
import { x86_64_linux } from '../ctype/target.ts'
import { CabiError } from '../error.ts'
import type { Constant, Declarations } from './declarations.ts'
import { parseDeclarations } from './parse.ts'

/** `int f(int)`, `typedef int t`, `struct s`, `A = 1 (int)`: everything that a text declares. */
export function printed(text: string): string[] {
  const { functions, variables, types, tags, constants }: Declarations = parseDeclarations(text)
  return [
    ...Array.from(functions.values(), f => printType(f.type, f.name)),
    ...Array.from(variables.values(), v => printType(v.type, v.name)),
    ...Array.from(
      types,
      ([name, type]) => `typedef ${printType(type.kind === 'typedef' && type.name === name ? type.type : type, name)}`,
    ),
    ...tags.keys(),
    ...Array.from(constants.keys(), name => `${name} = ${printedConstant(constants.get(name)!)}`),
  ]
}

/** The one constant `X` of a macro whose body is `expression`, behind what it speaks of. */
export function constantOf(expression: string, before = '', target = x86_64_linux): string {
  return printedConstant(parseDeclarations(`#define X ${expression}\n${before}`, { target }).constants.get('X')!)
}

function printedConstant(constant: Constant): string {
  if (constant.kind === 'string') return JSON.stringify(constant.value)
  return `${constant.value} (${printType(constant.type)})`
}

/**
 * `syntax 1:10: expected a name, found ';'`: what is wrong with a text. The place in the message, the properties and the
 * caret have to agree. With a name, also what is wrong with that constant.
 */
export function complaint(text: string, constant?: string): string {
  try {
    const { constants } = parseDeclarations(text, { source: 'x.h' })
    if (constant !== undefined) constants.get(constant)
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
