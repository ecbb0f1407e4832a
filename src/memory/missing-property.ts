/**
 * `p[0]` and `p[0] = 3` of a pointer: JavaScript would find nothing, and keep the 3 where C never sees it. So would it for
 * a name that pointers do not have. These are traps of what their prototype inherits from.
 */
import { codedError } from '../error.ts'

const indexLike = /^-?\d+$/

export function readMissing(object: object, key: string | symbol, receiver: unknown): unknown {
  if (typeof key === 'string' && indexLike.test(key)) throw noElement(receiver, key, `read it with at(${key})`)
  return Reflect.get(object, key, receiver)
}

export function writeMissing(object: object, key: string | symbol, value: unknown, receiver: unknown): boolean {
  if (typeof key !== 'string' || key in object) return Reflect.set(object, key, value, receiver)
  if (indexLike.test(key)) throw noElement(receiver, key, `write it with set(${key}, value)`)
  const message = `${receiver}: a pointer has no '${key}' to be assigned; what it points to is .value`
  throw codedError(TypeError, 'ERR_CABI_ARG_TYPE', message, { value })
}

function noElement(pointer: unknown, key: string, remedy: string): TypeError {
  const message = `(${pointer})[${key}]: a pointer has no elements in JavaScript: ${remedy}`
  return codedError(TypeError, 'ERR_CABI_ARG_TYPE', message, { value: pointer })
}
