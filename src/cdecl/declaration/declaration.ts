/** External declarations (C11 6.9): one at a time, into the scope. */
import { printType } from '../../ctype/print.ts'
import { bareType, type CType, type FunctionType } from '../../ctype/type.ts'
import { type Attributes, parseAttributes, startsAttribute } from '../attribute/attribute.ts'
import { withAttributes } from '../attribute/attributed.ts'
import type { Parser } from '../parser.ts'
import { parseSymbol, skipAssembler } from './assembler.ts'
import { skipBody } from './body.ts'
import { isComplete } from './complete.ts'
import { type Declarator, parseDeclarator } from './declarator.ts'
import { type DeclaredFunction, type DeclaredVariable, isFunctionType } from './declared.ts'
import { parseInitializer } from './initializer.ts'
import { openLinkage } from './linkage.ts'
import { parseOldParameters } from './old-style.ts'
import { checkAlignas, parseSpecifiers, refuseOutsideFunctions, Specifiers } from './specifier.ts'
import { parseStaticAssertion } from './static-assertion.ts'
import { unknownTypeName } from './unknown.ts'

export function parseDeclaration(p: Parser): void {
  if (p.accept(';') || p.alike.declare(p)) return
  const offset = p.start
  const specifiers = new Specifiers()
  if (p.kind === 'identifier') {
    const word = p.identifier!.word
    if (word?.kind === 'static assertion') {
      parseStaticAssertion(p)
      return
    }
    if (word?.kind === 'asm') {
      skipAssembler(p)
      return
    }
    if (word?.name === 'extern' && takeExtern(p, specifiers)) return
  }
  parseSpecifiers(p, 'a declaration', specifiers)
  checkStorage(p, specifiers)
  if (p.accept(';')) checkDeclaresSomething(p, specifiers, offset)
  else parseDeclarators(p, specifiers)
}

/** Whether a block of `extern "C"` was opened. */
function takeExtern(p: Parser, specifiers: Specifiers): boolean {
  const { start } = p
  p.next()
  if (p.at('string')) return openLinkage(p, start)
  specifiers.storage = 'extern'
  specifiers.storageOffset = start
  return false
}

function checkStorage(p: Parser, { storage, storageOffset, threadOffset }: Specifiers): void {
  if (storage === 'register' || storage === 'auto') p.raise(storageOffset, `'${storage}' outside a function`)
  if (storage === 'typedef' && threadOffset >= 0) p.raise(threadOffset, `'_Thread_local' in a typedef`)
}

/**
 * C23's `[[...]];` declares nothing either, and may. `typedef enum e { A };`, as Windows' headers have it, declares the
 * enumeration and its constants, `typedef enum e;` nothing that could have been meant.
 */
function checkDeclaresSomething(p: Parser, specifiers: Specifiers, offset: number): void {
  const type = bareType(specifiers.type!)
  const isTag = type.kind === 'enum' || type.kind === 'record'
  if (!specifiers.declaresTag || (specifiers.storage === 'typedef' && isTag && type.definition === undefined))
    p.raise(offset, 'a declaration that declares nothing')
  refuseOutsideFunctions(p, specifiers, 'a declaration without a function')
  if (type.kind === 'enum' && type.tag === undefined) p.scope.complete(type)
}

function parseDeclarators(p: Parser, specifiers: Specifiers): void {
  for (let isFirst = true; ; isFirst = false) {
    const before = startsAttribute(p) ? parseAttributes(p, undefined) : undefined
    const d = parseDeclarator(p, specifiers, 'named')
    if (p.kind === ',' || p.kind === ';') {
      const declared = declare(p, specifiers, before, d, undefined)
      const isWhole = isFirst && p.kind === ';' && before === undefined
      if (isWhole && declared?.kind === 'function' && isPlain(specifiers, d)) p.alike.remember(p, declared)
    } else if (parseEnd(p, specifiers, before, d, isFirst)) return
    if (p.kind !== ',') break
    p.next()
  }
  if (p.kind !== ';') p.unexpected(`';' after a declaration`, p.previousEnd)
  p.next()
}

/** Whether a function so declared has only its type to say of it: see `AlikePrototypes`. */
function isPlain({ storage, functionOffset, attributes }: Specifiers, d: Declarator): boolean {
  if (storage !== undefined && storage !== 'extern') return false
  return functionOffset < 0 && attributes === undefined && d.attributes === undefined
}

/** What may follow a declarator: a symbol, attributes, an initialiser, a body. Whether that was a body. */
function parseEnd(
  p: Parser,
  specifiers: Specifiers,
  before: Attributes | undefined,
  d: Declarator,
  isFirst: boolean,
): boolean {
  const symbol = p.kind === 'identifier' && p.identifier!.word?.kind === 'asm' ? parseSymbol(p) : undefined
  if (startsAttribute(p)) d.attributes = parseAttributes(p, d.attributes)
  const mayHaveBody = isFirst && d.isFunction && specifiers.storage !== 'typedef'
  if (d.identifiers !== undefined) {
    if (!mayHaveBody || p.kind === ',' || p.kind === ';') refuseIdentifiers(p, d)
    parseOldParameters(p, d)
    if (p.kind !== '{') p.unexpected(`'{' after the declarations of parameters`)
  }
  const isBody = p.kind === '{' && mayHaveBody
  const isInitialised = p.kind === '='
  if (!isBody && !isInitialised && p.kind !== ',' && p.kind !== ';')
    p.unexpected(`';' after a declaration`, p.previousEnd)
  const declared = declare(p, specifiers, before, d, symbol)
  if (isBody) defineFunction(p, declared as DeclaredFunction)
  if (isInitialised) initialise(p, declared, d)
  return isBody
}

function refuseIdentifiers(p: Parser, { identifiers }: Declarator): never {
  const [{ name, offset }] = identifiers as [{ name: string; offset: number }]
  unknownTypeName(p, name, offset)
}

function defineFunction(p: Parser, declared: DeclaredFunction): void {
  const { bodyOffset, name } = declared
  // GNU's `extern inline` is followed by the definition proper.
  if (bodyOffset >= 0 && !declared.isInline) p.scope.conflictingDefinition(name, bodyOffset, p.start)
  declared.bodyOffset = p.start
  skipBody(p)
}

function initialise(p: Parser, declared: DeclaredFunction | DeclaredVariable | undefined, d: Declarator): void {
  if (declared?.kind !== 'variable') {
    p.raise(p.start, `an initialiser of the ${declared === undefined ? 'typedef' : 'function'} '${d.name}'`)
  }
  if (declared.bodyOffset >= 0) p.scope.conflictingDefinition(declared.name, declared.bodyOffset, p.start)
  declared.bodyOffset = p.start
  declared.type = parseInitializer(p, declared.type)
}

/** Undefined for a typedef. */
function declare(
  p: Parser,
  specifiers: Specifiers,
  before: Attributes | undefined,
  d: Declarator,
  symbol: string | undefined,
): DeclaredFunction | DeclaredVariable | undefined {
  if (d.identifiers !== undefined && (p.kind === ',' || p.kind === ';')) refuseIdentifiers(p, d)
  let type = d.type!
  if (specifiers.attributes !== undefined) type = withAttributes(p, type, specifiers.attributes)
  if (before !== undefined) type = withAttributes(p, type, before)
  if (d.attributes !== undefined) type = withAttributes(p, type, d.attributes)
  if (specifiers.storage === 'typedef') {
    declareTypedef(p, specifiers, before, d, type)
    return undefined
  }
  const declared = isFunctionType(type)
    ? declareFunction(p, specifiers, d, bareType(type) as FunctionType)
    : declareVariable(p, specifiers, d, type)
  const deprecated = d.attributes?.deprecated ?? specifiers.attributes?.deprecated ?? before?.deprecated
  if (deprecated !== undefined) declared.deprecated ??= deprecated
  if (symbol !== undefined) rename(p, declared, symbol, d.offset)
  return declared
}

function rename(p: Parser, declared: DeclaredFunction | DeclaredVariable, symbol: string, offset: number): void {
  if (declared.renamed !== undefined && declared.renamed !== symbol) {
    p.raise(offset, `'${declared.name}' has the symbol '${declared.renamed}' already, now '${symbol}'`)
  }
  declared.renamed = symbol
}

function declareTypedef(
  p: Parser,
  specifiers: Specifiers,
  before: Attributes | undefined,
  d: Declarator,
  type: CType,
): void {
  if (specifiers.alignOffset >= 0) p.raise(specifiers.alignOffset, `'_Alignas' in a typedef`)
  refuseOutsideFunctions(p, specifiers, 'a typedef')
  // GCC reads those of the specifiers last.
  const align = specifiers.attributes?.lastAlign ?? d.attributes?.lastAlign ?? before?.lastAlign
  // Names of names count too: types are walked through them.
  const depth = type.kind === 'typedef' || type.kind === 'qualified' ? d.depth + 1 : d.depth
  p.checkDepth(depth, d.offset)
  p.scope.declareTypedef(d.name!, type, align, depth, d.offset)
}

function declareFunction(p: Parser, specifiers: Specifiers, d: Declarator, type: FunctionType): DeclaredFunction {
  if (specifiers.threadOffset >= 0) p.raise(specifiers.threadOffset, `'_Thread_local' of a function`)
  if (specifiers.alignOffset >= 0) p.raise(specifiers.alignOffset, `'_Alignas' of a function`)
  const { storage, isInline } = specifiers
  return p.scope.declareFunction(d.name!, type, d.offset, storage === 'static', isInline && storage !== 'extern')
}

function declareVariable(p: Parser, specifiers: Specifiers, d: Declarator, type: CType): DeclaredVariable {
  const { storage, threadOffset } = specifiers
  const name = d.name!
  refuseOutsideFunctions(p, specifiers, `the declaration of the variable '${name}'`)
  if (bareType(type).kind === 'void') p.raise(d.offset, `variable '${name}' of type '${printType(type)}'`)
  if (storage === 'static' && bareType(type).kind !== 'array' && !isComplete(type)) {
    p.raise(d.offset, `static variable '${name}' of type '${printType(type)}', which is incomplete`)
  }
  checkAlignas(p, specifiers, type)
  const linkage = storage === 'static' || storage === 'extern' ? storage : undefined
  return p.scope.declareVariable(
    name,
    type,
    d.offset,
    linkage,
    threadOffset >= 0 || isThreadLocal(specifiers.attributes, d.attributes),
  )
}

const isThreadLocal = (a: Attributes | undefined, b: Attributes | undefined) =>
  a?.threadLocal || b?.threadLocal || false
