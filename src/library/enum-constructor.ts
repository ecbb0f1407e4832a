/** `c.enum`: an enumeration by its values. */
import { underlyingType } from '../ctype/enumeration.ts'
import { x86_64_linux as target } from '../ctype/target.ts'
import { type Enumerator, enumType } from '../ctype/type.ts'
import { codedError } from '../error.ts'
import { show } from '../exchange/argument-error.ts'
import { handleOf, type TypeHandle } from '../memory/type-handle.ts'
import { madeOf } from './origin.ts'
import { identifier } from './signatures.ts'
import { wrongArgument } from './wrong-argument.ts'

/** Values by name; bigints beyond 2^53. */
export interface EnumValues {
  readonly [name: string]: number | bigint
}

/** Throws ERR_CABI_ARG_TYPE for what is no integer, ERR_CABI_ARG_RANGE for values that no type of C holds together. */
export function enumHandle(values: EnumValues): TypeHandle {
  if (typeof values !== 'object' || values === null) {
    throw wrongArgument(`c.enum: expected values by name, got ${show(values)}`, values)
  }
  const enumerators = Object.entries(values).map(([name, value]) => enumerator(name, value))
  if (enumerators.length === 0) throw wrongArgument('c.enum: expected at least one value', values)
  const type = enumType(undefined, { enumerators: Object.freeze(enumerators), fixed: undefined, packed: false })
  if (underlyingType(type, target) !== undefined) return madeOf(handleOf(type), [])
  throw codedError(RangeError, 'ERR_CABI_ARG_RANGE', 'c.enum: no integer type holds all of these values', {
    value: values,
  })
}

function enumerator(name: string, value: number | bigint): Enumerator {
  if (!identifier.test(name)) throw wrongArgument(`c.enum: '${name}': expected a C identifier as its name`, value)
  if (typeof value === 'bigint') return { name, value }
  if (Number.isSafeInteger(value)) return { name, value: BigInt(value) }
  throw wrongArgument(`c.enum: '${name}': expected an integer (a bigint beyond 2^53), got ${show(value)}`, value)
}
