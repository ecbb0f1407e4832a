/**
 * The typedef names that need no typedef: those of <stdint.h>, <stddef.h> and <sys/types.h> as the target has them, `bool`,
 * and the compiler's own.
 */
import { withNumbers } from '../../ctype/int64.ts'
import { type IntegerName, integers, isIntegerName } from '../../ctype/scalar.ts'
import type { Target } from '../../ctype/target.ts'
import { boolType, type CType, floatingType, integerType, typedefType } from '../../ctype/type.ts'
import { vaListType } from '../../ctype/va-list.ts'
import { isReserved } from './keyword.ts'

const byTarget = {
  bigint: new WeakMap<Target, ReadonlyMap<string, CType>>(),
  number: new WeakMap<Target, ReadonlyMap<string, CType>>(),
}

export function predefinedTypes(target: Target, int64: 'bigint' | 'number' = 'bigint'): ReadonlyMap<string, CType> {
  let types = byTarget[int64].get(target)
  if (types === undefined) {
    types = typesOf(target)
    if (int64 === 'number') types = new Map(Array.from(types, ([name, type]) => [name, withNumbers(type)]))
    byTarget[int64].set(target, types)
  }
  return types
}

function typesOf(target: Target): ReadonlyMap<string, CType> {
  const types = new Map<string, CType>()
  for (const name of Object.keys(integers).filter(isIntegerName)) {
    if (isTypedefOf(name, target)) types.set(name, integerType(name))
  }
  // A keyword only in C23, and before a macro of <stdbool.h>: a text may declare it otherwise.
  types.set('bool', boolType)
  if (target.size.__int128 !== undefined) {
    types.set('__int128_t', integerType('__int128'))
    types.set('__uint128_t', integerType('unsigned __int128'))
  }
  if (/^(x86_64|i386)-/.test(target.name)) {
    types.set('__float128', floatingType('_Float128'))
    types.set('__float80', floatingType('long double'))
  }
  const list = vaListType(target)
  for (const name of ['__builtin_va_list', '__gnuc_va_list', 'va_list']) types.set(name, typedefType(name, list))
  return types
}

const isTypedefOf = (name: IntegerName, target: Target) =>
  Object.hasOwn(target.typedefs, name) && !name.includes(' ') && !isReserved(name)
