/** Preprocessing directives (C11 6.10) by name. */

import type { Parser } from '../parser.ts'
import { readHeader } from './condition.ts'
import { closeConditional, continueConditional, openConditional } from './conditional.ts'
import { parseLine, parseLineMarker } from './line-marker.ts'
import { define, undefine } from './macro.ts'
import { parsePragmaLine } from './pragma.ts'

/** Called after the name of the directive, whose `#` is at `offset`; reads up to the end of the line. */
type Directive = (p: Parser, name: string, offset: number) => void

const ignored: Directive = p => p.readLine()

const directives: ReadonlyMap<string, Directive> = new Map<string, Directive>([
  ['define', define],
  ['undef', undefine],
  ['if', openConditional],
  ['ifdef', openConditional],
  ['ifndef', openConditional],
  ['elif', continueConditional],
  ['elifdef', continueConditional],
  ['elifndef', continueConditional],
  ['else', continueConditional],
  ['endif', (p, _, offset) => closeConditional(p, offset)],
  ['line', parseLine],
  ['pragma', parsePragmaLine],
  ['include', include],
  ['include_next', include],
  ['import', include],
  ['embed', (p, _, offset) => p.unsupported(offset, `'#embed'`)],
  ['error', error],
  ['warning', ignored],
  ['ident', ignored],
  ['sccs', ignored],
  ['assert', (p, _, offset) => p.unsupported(offset, `'#assert'`)],
  ['unassert', (p, _, offset) => p.unsupported(offset, `'#unassert'`)],
])

/** Called at the `#`; leaves off at the end of the line. */
export function parseDirective(p: Parser): void {
  const { start: offset } = p
  p.scan()
  if (p.at('line end')) return
  if (p.at('number')) {
    parseLineMarker(p)
    return
  }
  const directive = p.at('identifier') ? directives.get(p.name) : undefined
  if (directive === undefined) p.raise(offset, `unknown directive '#${p.spelling}'`)
  directive(p, p.name, offset)
}

function error(p: Parser, _: string, offset: number): void {
  p.readLine()
  p.raise(offset, `#error ${p.source.text.slice(p.start, p.bodyEnd)}`.trimEnd())
}

/** Of a header that is built in, the macros; the rest is there already. */
function include(p: Parser, name: string, offset: number): void {
  const header = readHeader(p, `#${name}`)
  const { spelling } = p
  if (!p.preprocessing.hasHeader(header)) {
    p.source.raise(
      offset,
      `'#${name} ${spelling}' is not supported, as no files are read: paste what it declares, or what 'cc -E' makes of the text`,
      'ERR_CABI_UNSUPPORTED',
    )
  }
  for (const macro of p.preprocessing.macrosOf(header)) p.identifiers.named(macro.name).macro = macro
  p.readLine()
}
