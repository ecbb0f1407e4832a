/** `explain`: where the arguments of a call go, as data and as text. */
import { convention } from '../abi/sysv-x64/arrange.ts'
import { printType } from '../ctype/print.ts'
import { type FunctionType, functionBehind } from '../ctype/type.ts'
import { show } from '../exchange/argument-error.ts'
import { noOptions, requireOptions } from '../exchange/named-options.ts'
import { inspectCustom } from '../memory/inspect.ts'
import { ctypeOf, type TypeHandle } from '../memory/type-handle.ts'
import { type Explanation as Explained, explainCall, printExplanation } from './explanation.ts'
import { boundFunctionOf } from './function-facts.ts'
import { wrongArgument } from './wrong-argument.ts'

/** Calling conventions that can be explained. */
const conventions: readonly string[] = [convention]

export interface Explanation extends Explained {
  /** The table and the code, as `console.log` prints them too. */
  toString(): string
}

/**
 * Where each argument of a call goes, where the result comes from, and the machine code that puts it there. `type` is a
 * function type, or a function of a library. Of a variadic function, a call without variable arguments is explained. Throws
 * ERR_CABI_ARG_TYPE for other types and an unknown `abi`, ERR_CABI_UNSUPPORTED for what cannot be called.
 */
export function explain(type: TypeHandle | object, options: { readonly abi?: string } = noOptions): Explanation {
  const { abi = convention } = requireOptions('explain', options, ['abi'])
  if (!conventions.includes(abi)) {
    throw wrongArgument(`explain: abi: expected one of ${conventions.join(', ')}, got ${show(abi)}`, abi)
  }
  const { found, name } = functionType(type)
  const explained = explainCall(found, name)
  const print = { value: () => printExplanation(explained).trimEnd() }
  return Object.freeze(Object.defineProperties({ ...explained }, { toString: print, [inspectCustom]: print }))
}

const wanted = 'a function of a library, or a function type such as c.fn(c.int, [c.int])'

function functionType(given: TypeHandle | object): { found: FunctionType; name: string } {
  const bound = boundFunctionOf(given)
  if (bound !== undefined) return { found: bound.type, name: bound.name }
  // Handles of types are functions, too.
  if (typeof given !== 'function') throw wrongArgument(`explain: expected ${wanted}, got ${show(given)}`, given)
  const type = ctypeOf(given, 'explain')
  const found = functionBehind(type)
  if (found !== undefined) return { found, name: '' }
  throw wrongArgument(`explain: expected ${wanted}, got '${printType(type)}'`, given)
}
