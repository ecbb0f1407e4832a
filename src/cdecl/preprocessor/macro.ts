/**
 * Macros (C11 6.10.3). A body is kept as a range of the text and expanded token by token (`#define TWO 1 + 1` makes `TWO * 2`
 * three). A function-like macro is remembered: its use is refused by name in a declaration, and expanded where the value of an
 * object-like one is asked for.
 */
import type { Parser } from '../parser.ts'
import { parseOperator } from './pragma.ts'
import { checkTarget } from './target-check.ts'

/**
 * 'operator': what the preprocessor itself does, `_Pragma` and `__LINE__`. 'query': `__has_include` and those like it, which
 * mean something in the condition of an `#if`.
 */
export type MacroKind = 'object' | 'function' | 'operator' | 'query'

export class Macro {
  readonly name: string
  readonly kind: MacroKind
  /** Of its name, and the range of its body: empty for `#define FLAG`. With parameters, these are a part of the body. */
  readonly offset: number
  readonly start: number
  readonly end: number
  /** Whether it may be replaced without a word: it is predefined, or a system header's. */
  readonly isReplaceable: boolean
  isExpanding = false

  constructor(name: string, kind: MacroKind, offset: number, start: number, end: number, isReplaceable: boolean) {
    this.name = name
    this.kind = kind
    this.offset = offset
    this.start = start
    this.end = end
    this.isReplaceable = isReplaceable
  }
}

/** Thrown at a function-like macro in the body of another: it takes more than reading on in the text (`macro-expansion.ts`). */
export function needsExpansion(): Error {
  expansionNeeded ??= new Error('a macro that has to be expanded')
  return expansionNeeded
}

/** Made when first needed: a stack takes longer than most modules. */
let expansionNeeded: Error | undefined

/** A body in a message. */
const MAX_SHOWN_LENGTH = 60

const LEFT_PARENTHESIS = 40

/** After `#define`. */
export function define(p: Parser): void {
  p.scan()
  if (!p.at('identifier')) p.unexpected(`a macro name after '#define'`)
  const { name, start, end } = p
  const identifier = p.identifier!
  if (name === 'defined') p.raise(start, `'defined' cannot be a macro`)
  const isFunction = p.source.text.charCodeAt(end) === LEFT_PARENTHESIS
  if (isFunction) readParameters(p, name)
  p.readLine()
  const body = isFunction ? end : p.start
  const macro = new Macro(
    name,
    isFunction ? 'function' : 'object',
    start,
    body,
    p.bodyEnd,
    p.preprocessing.inSystemHeader,
  )
  const before = identifier.macro
  checkTarget(p, macro, before)
  if (before !== undefined) checkRepeated(p, before, macro)
  p.preprocessing.define(identifier, macro)
}

/** `(a, b, ...)`, GNU's `(a, rest...)`: read to be refused where it is wrong. */
function readParameters(p: Parser, name: string): void {
  p.scan()
  p.scan()
  if (p.at(')')) return
  for (;;) {
    const isNamed = p.at('identifier')
    if (isNamed) p.scan()
    const isVariadic = p.at('...')
    if (isVariadic) p.scan()
    if (!isNamed && !isVariadic) p.unexpected(`a parameter of the macro '${name}'`)
    if (p.at(')')) return
    if (isVariadic || !p.at(',')) p.unexpected(`')' after the parameters of the macro '${name}'`)
    p.scan()
  }
}

/** A macro may be defined again with the same body, but for the amount of white space (C11 6.10.3 §2). */
function checkRepeated(p: Parser, before: Macro, now: Macro): void {
  if (before.isReplaceable || now.isReplaceable) return
  const [old, body] = [bodyOf(p, before), bodyOf(p, now)]
  if (before.kind === now.kind && (old === body || spaced(old) === spaced(body))) return
  const place = p.source.place(before.offset)
  p.raise(now.offset, `conflicting definitions of '${now.name}': '${shown(old)}' at ${place}, now '${shown(body)}'`)
}

const bodyOf = (p: Parser, { start, end }: Macro) => p.source.text.slice(start, end)

/** White space and comments as one space, literals left alone. */
const spaced = (body: string) =>
  body.replace(
    /("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(?:\s|\/\*[\s\S]*?\*\/)+/g,
    (_, literal?: string) => literal ?? ' ',
  )

const shown = (body: string) => (body.length > MAX_SHOWN_LENGTH ? `${body.slice(0, MAX_SHOWN_LENGTH)}...` : body)

/** After `#undef`. */
export function undefine(p: Parser): void {
  p.scan()
  if (!p.at('identifier')) p.unexpected(`a macro name after '#undef'`)
  p.identifier!.macro = undefined
  p.scan()
  if (!p.at('line end')) p.unexpected(`the end of the line after '#undef'`)
}

/** The name of a macro that is not object-like: whether it stands for something to read on behind. */
export function applyMacro(p: Parser, macro: Macro): boolean {
  if (macro.kind === 'operator') return parseOperator(p, macro)
  if (macro.kind === 'function') refuseCall(p, macro)
  return false
}

/**
 * In a text that is preprocessed already, a name before a `(` is one that the preprocessor left alone: `int (f)(int)` comes
 * out as `int f(int)` of some.
 */
function refuseCall(p: Parser, { name, offset }: Macro): void {
  const { isPreprocessed, isSkipping } = p.preprocessing
  if (p.peek() !== LEFT_PARENTHESIS || isSkipping) return
  if (p.definition !== undefined) throw needsExpansion()
  if (isPreprocessed) return
  p.unsupported(p.start, `the function-like macro '${name}', defined at ${p.source.place(offset)},`)
}

/** Whether the body of a macro has the macro's name among its words. */
export function namesItself(p: Parser, { name, start, end }: Macro): boolean {
  const body = p.source.text.slice(start, end)
  return body.includes(name) && new Set<string>(body.match(/[\w$]+/g)).has(name)
}
