/** `c.convert`: a C type whose values are what a program makes of them. */
import { sizeOf } from '../ctype/layout.ts'
import { printType } from '../ctype/print.ts'
import { x86_64_linux as target } from '../ctype/target.ts'
import { show } from '../exchange/argument-error.ts'
import { noSize } from '../memory/no-size.ts'
import { type Translator, translatedType } from '../memory/translation.ts'
import { ctypeOf, handleOf, type TypeHandle } from '../memory/type-handle.ts'
import { madeOf } from './origin.ts'
import { identifier } from './signatures.ts'
import { wrongArgument } from './wrong-argument.ts'

export interface Conversion extends Translator {
  /** What messages call the type; its C spelling by default. */
  readonly name?: string
}

/**
 * A type that is `type` to C, and to JavaScript what `fromC` makes of its values and `toC` takes: in parameters, results,
 * members, elements, variables and callbacks. Throws ERR_CABI_ARG_TYPE for a type without values.
 */
export function convert(type: TypeHandle, conversion: Conversion): TypeHandle {
  const converted = ctypeOf(type, 'c.convert')
  if (sizeOf(converted, target) === undefined) {
    throw wrongArgument(`c.convert: ${noSize(converted, T => `c.convert(${T}, { toC, fromC })`)}`, type)
  }
  if (typeof conversion !== 'object' || conversion === null) {
    throw wrongArgument(`c.convert: expected { toC, fromC }, got ${show(conversion)}`, conversion)
  }
  const { toC, fromC, name } = conversion
  requireFunction('toC', toC)
  requireFunction('fromC', fromC)
  if (name !== undefined && (typeof name !== 'string' || !identifier.test(name))) {
    throw wrongArgument(`c.convert: name is a C identifier, got ${show(name)}`, name)
  }
  // As methods of what was given: a conversion may be an object with a state.
  const translator: Translator = {
    toC: value => conversion.toC(value),
    fromC: value => conversion.fromC(value),
  }
  return madeOf(handleOf(translatedType(name ?? printType(converted), converted, translator)), [type])
}

function requireFunction(name: string, value: unknown): void {
  if (typeof value !== 'function') throw wrongArgument(`c.convert: ${name} is a function, got ${show(value)}`, value)
}
