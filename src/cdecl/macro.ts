/**
 * Preprocessing directives (C11 6.10): `#define` of constants. A macro's body is kept for expansion, token by token as C does
 * it (`#define TWO 1 + 1` makes `TWO * 2` three), and evaluated once where it is defined, to be a constant of the result.
 *
 * Some bodies are no constants and no mistakes: an empty one (`#define EXPORT`), the macro's own name (`#define stdin stdin`,
 * which headers use to say that it exists), and a function that is declared already (`#define stat64 stat`).
 */
import { parseConstant } from './constant.ts'
import type { Constant } from './declarations.ts'
import type { Parser } from './parser.ts'
import type { Macro } from './token.ts'
import { unsupportedDirectives } from './unsupported.ts'

/** Called at the `#`; leaves off at the end of the line. */
export function parseDirective(p: Parser): void {
  const offset = p.start
  p.scan()
  if (p.at('line end')) return
  const name = p.spelling
  if (name === 'define') {
    define(p)
    return
  }
  if (unsupportedDirectives.has(name)) p.unsupported(offset, `'#${name}'`)
  if (p.at('number')) p.unsupported(offset, 'a line marker')
  p.raise(offset, `unknown directive '#${name}'`)
}

function define(p: Parser): void {
  p.scan()
  if (!p.at('identifier')) p.unexpected(`a macro name after '#define'`)
  const { name, start: offset } = p
  if (p.source.text[p.end] === '(') p.unsupported(offset, `the function-like macro '${name}'`)
  const macro = readBody(p, name, offset)
  const before = p.macros.get(name)
  if (before !== undefined) checkRepeated(p, before, macro)
  else if (onlyIdentifier(p, macro) !== name) defineMacro(p, macro)
}

function defineMacro(p: Parser, macro: Macro): void {
  const only = onlyIdentifier(p, macro)
  const isAlias = only !== undefined && p.scope.functions.has(only)
  if (macro.start !== macro.end && !isAlias) defineConstant(p, macro)
  // Only now: a macro is not expanded in its own body.
  p.macros.set(macro.name, macro)
}

/** From after the name to the end of the line, comments at both ends left out. */
function readBody(p: Parser, name: string, offset: number): Macro {
  p.scan()
  const { start } = p
  let end = start
  while (!p.at('line end')) {
    end = p.end
    p.scan()
  }
  return { name, offset, start, end, isExpanding: false }
}

/** A macro may be defined again with the same body (C11 6.10.3 §2). */
function checkRepeated(p: Parser, before: Macro, now: Macro): void {
  const body = ({ start, end }: Macro) => p.source.text.slice(start, end)
  if (body(before) === body(now)) return
  const place = p.source.place(before.offset)
  p.raise(now.offset, `conflicting definitions of '${now.name}': '${body(before)}' at ${place}, now '${body(now)}'`)
}

const onlyIdentifier = (p: Parser, { start, end }: Macro) =>
  /^[A-Za-z_$][\w$]*$/.exec(p.source.text.slice(start, end))?.[0]

function defineConstant(p: Parser, macro: Macro): void {
  const constant = evaluateBody(p, macro)
  const entry = p.scope.ordinary(macro.name)
  if (entry?.kind === 'enumerator' && !isSameValue(entry.constant, constant)) {
    p.unsupported(macro.offset, `a macro that changes the enumerator '${macro.name}'`)
  }
  if (entry === undefined) p.scope.constants.set(macro.name, constant)
}

function evaluateBody(p: Parser, macro: Macro): Constant {
  // The line may stand inside an expression that is not evaluated; its macro is.
  const { unevaluated } = p
  p.unevaluated = 0
  p.definition = macro
  p.rewind(macro.start)
  p.next()
  const constant = parseConstant(p)
  if (!p.at('line end')) p.unexpected('the end of the line')
  p.definition = undefined
  p.unevaluated = unevaluated
  return constant
}

const isSameValue = (a: Constant, b: Constant) => a.kind === b.kind && a.value === b.value
