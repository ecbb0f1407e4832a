import type { Headers } from './gcc.ts'
import type { Preprocessed } from './preprocess.ts'

/** What our spelling of types relies on: `bool` is C's only where <stdbool.h> says so. */
const kept = new Set(['bool', 'complex', 'noreturn', 'thread_local'])

/**
 * The headers with no macro of a name in the lines: there, it is what the headers declare by it. `st_atime` is a member of
 * one struct, and `st_atim.tv_sec` to the preprocessor.
 */
export function withoutMacros(headers: Preprocessed, lines: readonly string[]): Headers {
  const names = new Set(lines.join('\n').match(/\b[A-Za-z_]\w*/g) ?? [])
  const undefined_ = Array.from(names).filter(name => headers.macros.has(name) && !kept.has(name))
  return { ...headers, prelude: `${headers.prelude}${undefined_.map(name => `#undef ${name}\n`).join('')}` }
}
