/**
 * C declarations, as headers have them: a recursive-descent parser in one pass over the text. The grammar is C11's, annex A;
 * what it has beyond the part understood here is refused by name (`unsupported.ts`).
 *
 *   source ─▶ token (macros expanded) ─▶ specifiers + declarators ─▶ scope
 *
 * C's grammar is recursive (a type may contain an enumeration, whose values may contain the size of a type), and so are the
 * imports of `specifier`, `enumeration`, `constant` and `declarator`.
 */
import { bareType } from '../ctype/type.ts'
import type { Declarations } from './declarations.ts'
import { type Declarator, parseDeclarator } from './declarator.ts'
import { Parser } from './parser.ts'
import { Source } from './source.ts'
import { parseSpecifiers, type Specifiers } from './specifier.ts'

export interface ParseOptions {
  /** What to call the text in messages; `<declarations>` by default. */
  readonly source?: string
}

/**
 * What `text` declares. Throws a `CabiError` with `line` and `column`: `ERR_CABI_SYNTAX` for what is not C,
 * `ERR_CABI_UNSUPPORTED` for C that is not understood.
 */
export function parseDeclarations(text: string, options: ParseOptions = {}): Declarations {
  const p = new Parser(new Source(text, options.source))
  p.next()
  while (!p.at('end')) parseDeclaration(p)
  return p.scope
}

function parseDeclaration(p: Parser): void {
  if (p.accept(';')) return
  const offset = p.start
  const specifiers = parseSpecifiers(p, 'a declaration')
  refuseStorage(p, specifiers)
  if (p.accept(';')) {
    if (specifiers.declaresTag && specifiers.storage !== 'typedef') return
    p.raise(offset, 'a declaration that declares nothing')
  }
  do {
    const declarator = parseDeclarator(p, specifiers, 'named')
    if (!p.at(',') && !p.at(';')) refuseRest(p)
    declare(p, specifiers, declarator)
  } while (p.accept(','))
  p.next()
}

function refuseRest(p: Parser): never {
  p.refuseUnsupportedSuffix()
  p.unexpected(`';' after a declaration`, p.previousEnd)
}

function refuseStorage(p: Parser, { storage, storageOffset }: Specifiers): void {
  if (storage === 'static') p.unsupported(storageOffset, `'static'`)
  if (storage === 'register') p.raise(storageOffset, `'register' outside a parameter list`)
}

function declare(p: Parser, { storage }: Specifiers, declarator: Declarator): void {
  const { type, depth, offset } = declarator
  const name = declarator.name!
  if (storage === 'typedef') {
    if (type.kind === 'function') p.unsupported(offset, 'a typedef of a function type')
    p.scope.declareTypedef(name, type, depth, offset)
  } else if (type.kind === 'function') {
    p.scope.declareFunction(name, type, offset)
  } else {
    if (bareType(type).kind === 'void') p.raise(offset, `variable '${name}' of type 'void'`)
    p.unsupported(offset, `a variable ('${name}')`)
  }
}
