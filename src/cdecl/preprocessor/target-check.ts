/**
 * `cc -E -dD` prints what the compiler predefines, as the file `<built-in>`. A text that is preprocessed for one target and
 * read for another would have wrong layouts without a word.
 */

import type { Parser } from '../parser.ts'
import type { Macro } from './macro.ts'

const FILE = '<built-in>'

/** What tells the targets apart. */
const telling = new Set(
  '__x86_64__ __i386__ __aarch64__ __arm__ _WIN32 __CHAR_UNSIGNED__ __SIZEOF_INT__ __SIZEOF_LONG__ __SIZEOF_POINTER__ __SIZEOF_WCHAR_T__ __SIZEOF_LONG_DOUBLE__'.split(
    ' ',
  ),
)

/** At the definition of a macro, and what the target has for it. */
export function checkTarget(p: Parser, macro: Macro, predefined: Macro | undefined): void {
  if (p.source.file !== FILE || !telling.has(macro.name)) return
  const body = bodyOf(p, macro)
  if (predefined !== undefined && bodyOf(p, predefined) === body) return
  const { name } = p.target
  p.raise(
    macro.offset,
    `this text is preprocessed for another target than '${name}': it has '${macro.name}' as ${body}; preprocess it with that target's compiler`,
  )
}

const bodyOf = (p: Parser, { start, end }: Macro) => p.source.text.slice(start, end)
