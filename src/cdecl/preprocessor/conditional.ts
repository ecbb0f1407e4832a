/**
 * Conditional inclusion (C11 6.10.1). A group that is not taken is skipped line by line: of what is in it, only directives
 * count, and of those only the conditionals.
 */
import { parseIntegerConstant } from '../expression/constant.ts'
import type { Parser } from '../parser.ts'

export interface Conditional {
  /** The directive that opened it, `#ifdef`, and where. */
  readonly directive: string
  readonly offset: number
  /** Whether one of its groups was taken, so that no later one is. */
  isTaken: boolean
  /** Where its `#else` stands. */
  elseOffset: number | undefined
}

/** C11 5.2.4.1 asks for 63. */
const MAX_NESTED_CONDITIONALS = 1000

/** `#if`, `#ifdef`, `#ifndef`, after their name. */
export function openConditional(p: Parser, directive: string, offset: number): void {
  const conditional = push(p, directive, offset)
  conditional.isTaken = parseCondition(p, directive)
  if (!conditional.isTaken) skipGroup(p)
}

/** `#elif`, `#elifdef`, `#elifndef`, `#else`, after a group that was taken: all up to the `#endif` is skipped. */
export function continueConditional(p: Parser, directive: string, offset: number): void {
  checkContinued(p, directive, offset)
  skipGroup(p)
}

export function closeConditional(p: Parser, offset: number): void {
  if (p.preprocessing.conditionals.pop() === undefined) p.raise(offset, `'#endif' without an '#if'`)
  p.readLine()
}

/** At the end of the text, every `#if` has its `#endif`. */
export function checkConditionals(p: Parser): void {
  const open = p.preprocessing.conditionals.at(-1)
  if (open !== undefined) p.raise(open.offset, `'#${open.directive}' without an '#endif'`)
}

function push(p: Parser, directive: string, offset: number): Conditional {
  const { conditionals } = p.preprocessing
  const conditional = { directive, offset, isTaken: false, elseOffset: undefined }
  if (conditionals.push(conditional) > MAX_NESTED_CONDITIONALS) {
    p.raise(offset, `more than ${MAX_NESTED_CONDITIONALS} conditionals inside one another`)
  }
  return conditional
}

/** The innermost conditional, which may have no `#else` yet. */
function checkContinued(p: Parser, directive: string, offset: number): Conditional {
  const conditional = p.preprocessing.conditionals.at(-1)
  if (conditional === undefined) p.raise(offset, `'#${directive}' without an '#if'`)
  if (conditional.elseOffset !== undefined) {
    p.raise(offset, `'#${directive}' after the '#else' at ${p.source.place(conditional.elseOffset)}`)
  }
  if (directive === 'else') conditional.elseOffset = offset
  return conditional
}

/** From the end of a directive's line to that of the directive behind which a group is taken, or of the `#endif`. */
function skipGroup(p: Parser): void {
  const { conditionals } = p.preprocessing
  const outer = conditionals.length
  p.readLine()
  while (p.skipToDirective()) {
    const { start: offset } = p
    const directive = p.readWord()
    if (directive === 'if' || directive === 'ifdef' || directive === 'ifndef') push(p, directive, offset)
    else if (directive === 'endif') closeConditional(p, offset)
    else if (directive === 'else' || directive.startsWith('elif')) {
      const isOwn = conditionals.length === outer
      if (continuesSkipping(p, directive, offset, isOwn)) continue
      return
    }
    if (conditionals.length < outer) return
  }
  checkConditionals(p)
}

/** At an `#elif` or `#else` of a conditional being skipped: whether its group is skipped too. */
function continuesSkipping(p: Parser, directive: string, offset: number, isOwn: boolean): boolean {
  if (!/^el(?:se|if|ifdef|ifndef)$/.test(directive)) return true
  const conditional = checkContinued(p, directive, offset)
  if (!isOwn || conditional.isTaken) return true
  conditional.isTaken = directive === 'else' || parseCondition(p, directive)
  if (directive === 'else') p.readLine()
  return !conditional.isTaken
}

function parseCondition(p: Parser, directive: string): boolean {
  if (directive.endsWith('def')) return parseDefined(p, directive) !== directive.endsWith('ndef')
  // The line may stand inside an expression: its state is put back after this one.
  const { unevaluated, isCondition, definition } = p
  p.unevaluated = 0
  p.isCondition = true
  p.definition = undefined
  const isTrue = evaluate(p, directive)
  p.unevaluated = unevaluated
  p.isCondition = isCondition
  p.definition = definition
  return isTrue
}

function evaluate(p: Parser, directive: string): boolean {
  p.next()
  if (p.at('line end')) p.raise(p.start, `'#${directive}' without a condition`)
  const { value } = parseIntegerConstant(p)
  if (!p.at('line end')) p.unexpected(`the end of the condition of '#${directive}'`)
  return value !== 0n
}

function parseDefined(p: Parser, directive: string): boolean {
  p.scan()
  if (!p.at('identifier')) p.unexpected(`a macro name after '#${directive}'`)
  const isDefined = p.identifier!.macro !== undefined
  p.scan()
  if (!p.at('line end')) p.unexpected(`the end of the line after '#${directive}'`)
  return isDefined
}
