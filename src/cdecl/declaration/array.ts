/** Array declarators (C11 6.7.6.2): `[n]`, `[]`, and in parameters `[static n]`, `[const]`, `[*]`. */
import { parseIntegerConstant } from '../expression/constant.ts'
import type { Parser } from '../parser.ts'
import { type Form, withQualifier } from './declarator.ts'
import { type ArrayDerivation, type PointerDerivation, plainPointer } from './derivation.ts'
import { skipBalanced } from './skip.ts'

export function parseArray(p: Parser, form: Form): ArrayDerivation {
  const offset = p.start
  p.next()
  const { qualifiers, isStatic } = readQualifiers(p)
  const derivation = (count: number | undefined, isVariable: boolean): ArrayDerivation => {
    p.expect(']', "after an array's size")
    return { kind: 'array', offset, count, isVariable, qualifiers }
  }
  if (p.at(']')) {
    if (isStatic) p.unexpected("an array's size after 'static'")
    return derivation(undefined, false)
  }
  if (p.at('*') && p.source.text[p.end] === ']') {
    if (form !== 'parameter') p.raise(p.start, `'[*]' outside a parameter list`)
    p.next()
    return derivation(undefined, true)
  }
  if (dependsOnVariable(p)) {
    skipBalanced(p, ']')
    return derivation(undefined, true)
  }
  return derivation(parseCount(p), false)
}

function readQualifiers(p: Parser): { qualifiers: PointerDerivation | undefined; isStatic: boolean } {
  let qualifiers: PointerDerivation | undefined
  let isStatic = false
  for (; p.at('identifier'); p.next()) {
    const next = withQualifier(p, qualifiers ?? plainPointer)
    if (next !== undefined) qualifiers = next
    else if (p.identifier!.word?.name === 'static' && !isStatic) {
      isStatic = true
      qualifiers ??= plainPointer
    } else break
  }
  return { qualifiers, isStatic }
}

/** GNU allows arrays without elements. */
function parseCount(p: Parser): number {
  const offset = p.start
  const { value } = parseIntegerConstant(p)
  if (value < 0n) p.raise(offset, `an array of ${value} elements`)
  if (value > BigInt(Number.MAX_SAFE_INTEGER))
    p.raise(offset, `an array of more than ${Number.MAX_SAFE_INTEGER} elements`)
  return Number(value)
}

/**
 * Whether a parameter or a variable is named between here and the `]`: then the bound is no constant, and its grammar is
 * that of all expressions, so that it is left unread. Looks at the text ahead, since tokens cannot be read twice.
 */
function dependsOnVariable(p: Parser): boolean {
  if (p.at('number') && p.source.text[p.end] === ']') return false
  const word = /[A-Za-z_$][\w$]*|\]/y
  const { text } = p.source
  for (let at = p.start; at < text.length; ) {
    word.lastIndex = at
    const found = word.exec(text)?.[0]
    if (found === ']') return false
    if (found !== undefined && isVariable(p, found)) return true
    at += found?.length ?? 1
  }
  return false
}

const isVariable = (p: Parser, name: string) =>
  p.scope.parameters.includes(name) || p.scope.ordinary(name)?.kind === 'variable'
