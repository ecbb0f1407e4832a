/**
 * Types that a program translates (`c.convert`): typedefs of a C type, whose values are given and got as the program likes.
 * Only conversions see the difference: layouts, plans and compatibility are those of the type itself.
 */
import { type CType, isConst, qualifiedType, typedefType } from '../ctype/type.ts'
import type { RawAccess } from './access.ts'

/** What a program makes of the values of a type. */
export interface Translator {
  /** Gives what the type takes. */
  toC(value: unknown): unknown
  /** Is given what the type gives. */
  fromC(value: unknown): unknown
}

export interface Translation {
  readonly translator: Translator
  /** What is translated: const if the translated type is. */
  readonly type: CType
}

/** By the node of the typedef. Undefined while there are none: most programs have none, and every conversion asks. */
let translators: WeakMap<CType, Translator> | undefined

export function translatedType(name: string, type: CType, translator: Translator): CType {
  const translated = typedefType(name, type)
  translators ??= new WeakMap()
  translators.set(translated, translator)
  return translated
}

/** The outermost translation of a type; undefined for most. */
export function translationOf(type: CType): Translation | undefined {
  if (translators === undefined) return undefined
  for (let t = type; t.kind === 'typedef' || t.kind === 'qualified'; t = t.type) {
    const translator = translators.get(t)
    if (translator !== undefined) {
      return { translator, type: isConst(type) ? qualifiedType(t.type, { const: true }) : t.type }
    }
  }
  return undefined
}

/** The C type itself. */
export function untranslated(type: CType): CType {
  const translation = translationOf(type)
  return translation === undefined ? type : untranslated(translation.type)
}

/** What the C type itself is given for a value of a translated one. */
export function toUntranslated(type: CType, value: unknown): unknown {
  const translation = translationOf(type)
  return translation === undefined ? value : toUntranslated(translation.type, translation.translator.toC(value))
}

/** The access to the C type itself, as `type` translates it: a translation of a translation is applied first. */
export function translatedAccess(type: CType, access: RawAccess): RawAccess {
  const translation = translationOf(type)
  if (translation === undefined) return access
  const { translator } = translation
  const inner = translatedAccess(translation.type, access)
  return {
    usesRoot: inner.usesRoot,
    read: (memory, offset, root, site) => translator.fromC(inner.read(memory, offset, root, site)),
    initialise: (memory, offset, root, value, site) =>
      inner.initialise(memory, offset, root, translator.toC(value), site),
    inline: undefined,
  }
}
