/**
 * All that can be asked of a text, on every target: what it declares, each constant, each layout, its types in C, and the
 * whole of it in C, which has to declare the same.
 */

import { predefinedTypes } from '../../src/cdecl/declaration/predefined-type.ts'
import type { Declarations } from '../../src/cdecl/declarations.ts'
import { parseDeclarations } from '../../src/cdecl/parse.ts'
import { printDeclarations } from '../../src/cdecl/print.ts'
import { alignOf, sizeOf } from '../../src/ctype/layout.ts'
import { printType } from '../../src/ctype/print.ts'
import { type Target, targets } from '../../src/ctype/target.ts'
import { CabiError } from '../../src/error.ts'
import { differences } from '../headers/same-declarations.ts'
import { withinTime } from './time.ts'

export type Outcome = 'accepted' | 'refused'

/** Throws what is no coded error with its place, and what takes too long. */
export function exercise(text: string): Outcome {
  const accepted = Object.values(targets).filter(target => exerciseTarget(text, target))
  return accepted.length > 0 ? 'accepted' : 'refused'
}

/** What means something to one target may be an error on another. */
function exerciseTarget(text: string, target: Target): boolean {
  const declarations = withinTime(`parsing for ${target.name}`, text, () =>
    coded(() => parseDeclarations(text, { target })),
  )
  if (declarations === undefined) return false
  // Of each macro the first token is looked for, through up to 10,000 others.
  const names = withinTime('listing the constants', text, () => [...declarations.constants.keys()], 10)
  for (const name of names) {
    withinTime(`the constant ${name}`, text, () => coded(() => declarations.constants.get(name)))
  }
  withinTime(`the layouts on ${target.name}`, text, () => askTypes(declarations))
  const printed = withinTime('printing', text, () => printDeclarations(declarations))
  const again = withinTime('parsing what is printed', printed, () =>
    coded(() => parseDeclarations(printed, { target })),
  )
  // An untagged struct that `typeof` names again is printed as another, and what no longer is a macro as that macro.
  if (!/typeof|undef/.test(text)) checkSame(declarations, again, printed)
  return true
}

function checkSame(declarations: Declarations, again: Declarations | undefined, printed: string): void {
  const { target } = declarations
  if (again === undefined) {
    parseDeclarations(printed, { target, source: `<printed for ${target.name}>` })
    return
  }
  // What is printed declares the predefined names that it uses.
  const isAdded = (what: string) => !declarations.types.has(what) && predefinedTypes(target).has(what)
  const differing = differences(declarations, again).filter(what => !isAdded(what.replace('typedef ', '')))
  if (differing.length > 0) throw new Error(`printed and parsed again, ${differing[0]} differs on ${target.name}`)
}

function askTypes({ functions, variables, types, tags, target }: Declarations): void {
  const all = [
    ...Array.from(functions.values(), declared => declared.type),
    ...Array.from(variables.values(), declared => declared.type),
    ...types.values(),
    ...tags.values(),
  ]
  for (const type of all) {
    if ((sizeOf(type, target) ?? 0) > Number.MAX_SAFE_INTEGER) throw new Error(`a size of ${sizeOf(type, target)}`)
    alignOf(type, target)
    printType(type, 'x')
  }
}

/** The result, or undefined after an error that is as it should be. */
function coded<T>(step: () => T): T | undefined {
  try {
    return step()
  } catch (error) {
    if (!(error instanceof CabiError)) throw error
    checkError(error)
    return undefined
  }
}

function checkError(error: CabiError): void {
  const { code, message, file, line, column } = error as CabiError & { file: string; line: number; column: number }
  const isPlaced = message.startsWith(`${file}:${line}:${column}: `) && column >= 1
  const isParsing = code === 'ERR_CABI_SYNTAX' || code === 'ERR_CABI_UNSUPPORTED'
  if (!isPlaced || !isParsing || !/\n *\^$/.test(message.replaceAll('\t', ' '))) {
    throw new Error(`an error in another form: ${code} ${JSON.stringify(message.slice(0, 500))}`)
  }
}
