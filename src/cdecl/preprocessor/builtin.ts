/**
 * The text behind the input: a line for each macro that is predefined or that a built-in header defines. Their bodies are
 * ranges of it, as those of the input's own macros are. It is made when a text first names what may be one of them: 3 ms of
 * a cold start, and prototypes as manuals print them need none.
 */
import type { Target } from '../../ctype/target.ts'
import { endOfWord } from '../lexer/extent.ts'
import { builtinHeaders } from './builtin-header.ts'
import type { MacroKind } from './macro.ts'
import { floatingMacros } from './predefined-floating.ts'
import { predefinedGroups } from './predefined-table.ts'

/** A macro by its offsets in the built-in text. */
export interface BuiltinMacro {
  readonly name: string
  readonly kind: MacroKind
  readonly offset: number
  readonly start: number
  readonly end: number
}

export interface Builtin {
  readonly text: string
  readonly macros: ReadonlyMap<string, BuiltinMacro>
  /** What `#include` defines, by the header's name. */
  readonly headers: ReadonlyMap<string, readonly BuiltinMacro[]>
}

/** The compiler whose macros are predefined here. */
const VERSION = '__GNUC_MINOR__ 2\n__GNUC_PATCHLEVEL__ 0\n__VERSION__ "12.2.0"\n'

/** Macros without a body of their own. */
const special: Readonly<Record<'operator' | 'query', string>> = {
  operator: '_Pragma __LINE__ __FILE__ __BASE_FILE__ __COUNTER__ __INCLUDE_LEVEL__ __DATE__ __TIME__ __TIMESTAMP__',
  query:
    '__has_include __has_include_next __has_embed __has_attribute __has_c_attribute __has_declspec_attribute __has_builtin __has_feature __has_extension __has_warning',
}

const byTarget = new WeakMap<Target, Builtin>()

export function builtinOf(target: Target): Builtin {
  let builtin = byTarget.get(target)
  if (builtin === undefined) {
    builtin = made(target)
    byTarget.set(target, builtin)
  }
  return builtin
}

function made(target: Target): Builtin {
  const groups = predefinedGroups.filter(({ targets }) => targets.includes(target.name))
  const predefined = [...groups.map(({ macros }) => macros.trimStart()), floatingMacros(target), VERSION].join('')
  let text = predefined
  const macros = new Map(macrosIn(predefined, 0).map(macro => [macro.name, macro]))
  const headers = new Map<string, readonly BuiltinMacro[]>()
  for (const [name, lines] of Object.entries(builtinHeaders(target.charIsSigned))) {
    const own = lines.map(line => `${line}\n`).join('')
    headers.set(name, macrosIn(own, text.length))
    text += own
  }
  for (const kind of ['operator', 'query'] as const) {
    for (const name of special[kind].split(' ')) macros.set(name, { name, kind, offset: 0, start: 0, end: 0 })
  }
  return { text, macros, headers }
}

/** `NAME BODY`, `NAME(c) BODY`: one a line of a text that stands at `base`. */
function macrosIn(lines: string, base: number): BuiltinMacro[] {
  const macros: BuiltinMacro[] = []
  for (let offset = 0; offset < lines.length; ) {
    const nameEnd = endOfWord(lines, offset)
    const end = lines.indexOf('\n', offset)
    const name = lines.slice(offset, nameEnd)
    const kind = lines[nameEnd] === '(' ? 'function' : 'object'
    const start = lines[nameEnd] === ' ' ? nameEnd + 1 : nameEnd
    macros.push({ name, kind, offset: base + offset, start: base + start, end: base + end })
    offset = end + 1
  }
  return macros
}
