/** Declarations without C text: an object of function types made with `c.fn`. */
import type { Declarations, FunctionDeclaration } from '../cdecl/declarations.ts'
import { withNumbers } from '../ctype/int64.ts'
import { printType } from '../ctype/print.ts'
import { x86_64_linux as target } from '../ctype/target.ts'
import { bareType, type CType, type FunctionType, type TypedefType } from '../ctype/type.ts'
import { translationOf } from '../memory/translation.ts'
import { ctypeOf, type TypeHandle } from '../memory/type-handle.ts'
import { checkedAs } from './check.ts'
import { wrongArgument } from './wrong-argument.ts'

/** Signatures by name, made with `c.fn`. */
export interface Signatures {
  readonly [name: string]: TypeHandle
}

/** A C identifier; `$` is GNU's. */
export const identifier = /^[A-Za-z_$][\w$]*$/

/** Throws ERR_CABI_ARG_TYPE for what is no function type, or no name in C. */
export function signatureDeclarations(signatures: object, int64: 'bigint' | 'number'): Declarations {
  const functions = Object.entries(signatures).map(([name, handle]) => declaration(name, handle, int64))
  const declarations: Declarations = {
    target,
    int64,
    functions: new Map(functions.map(declared => [declared.name, declared])),
    variables: new Map(),
    types: new Map(),
    tags: new Map(),
    constants: new Map(),
    functionLikeMacros: new Map(),
    order: functions.map(({ name }) => ({ kind: 'function', name })),
    forTarget: () => declarations,
  }
  return declarations
}

function declaration(name: string, handle: unknown, int64: 'bigint' | 'number'): FunctionDeclaration {
  const type = bareType(ctypeOf(handle, `declarations: '${name}'`))
  if (type.kind !== 'function' || !identifier.test(name)) {
    const expected =
      type.kind === 'function' ? 'a C identifier as its name' : `a function type, got '${printType(type)}'`
    throw wrongArgument(`declarations: '${name}': expected ${expected}`, handle)
  }
  const position = { file: '<signatures>', line: 0, column: 0 }
  const own = int64 === 'number' ? (withNumbers(type, ofProgram) as FunctionType) : type
  return { name, symbol: name, type: own, position, isInternal: false, deprecated: undefined }
}

/** What a program translates is its own affair; what it checks, it checks as a number. */
const ofProgram = (before: TypedefType, after: TypedefType): CType =>
  translationOf(before) === undefined ? checkedAs(before, after) : before
