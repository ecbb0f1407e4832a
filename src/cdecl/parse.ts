/**
 * C declarations, as headers have them: a recursive-descent parser in one pass over the text. The grammar is C11's, annex A,
 * with what C23 and GNU C add to it; what is not understood is refused by name (`unsupported.ts`).
 *
 *   source ─▶ token (macros expanded) ─▶ specifiers + declarators ─▶ scope
 *
 * C's grammar is recursive (a type may contain an enumeration, whose values may contain the size of a type), and so are the
 * imports of `specifier`, `enumeration`, `record`, `constant` and `declarator`.
 */
import { type Target, x86_64_linux } from '../ctype/target.ts'
import { parseDeclaration } from './declaration/declaration.ts'
import { closeLinkage, refuseOpenLinkage } from './declaration/linkage.ts'
import type { Declarations } from './declarations.ts'
import { Source } from './lexer/source.ts'
import { Parser } from './parser.ts'
import { builtinOf } from './preprocessor/builtin.ts'
import { functionLikeMacros, MacroConstants } from './preprocessor/macro-constants.ts'

export interface ParseOptions {
  /** What to call the text in messages; `<declarations>` by default. */
  readonly source?: string
  /** Whose sizes and library typedefs count; `x86_64_linux` by default. */
  readonly target?: Target
  /** What 64-bit integers by name (`int64_t`, `long long`) come out as; `bigint` by default. */
  readonly int64?: 'bigint' | 'number'
}

/**
 * What `text` declares. Throws a `CabiError` with `line` and `column`: `ERR_CABI_SYNTAX` for what is not C,
 * `ERR_CABI_UNSUPPORTED` for C that is not understood.
 */
export function parseDeclarations(text: string, options: ParseOptions = {}): Declarations {
  const target = options.target ?? x86_64_linux
  const p = new Parser(new Source(text, options.source, () => builtinOf(target)), target)
  p.scope.int64 = options.int64 ?? 'bigint'
  p.next()
  while (!p.at('end')) {
    if (p.at('}')) closeLinkage(p)
    else parseDeclaration(p)
  }
  refuseOpenLinkage(p)
  p.scope.constants = new MacroConstants(p, p.scope.enumerators)
  p.scope.functionLikeMacros = functionLikeMacros(p)
  p.scope.forTarget = other => (other === target ? p.scope : parseDeclarations(text, { ...options, target: other }))
  return p.scope
}
