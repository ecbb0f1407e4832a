/** Objects of C as plain data: objects, arrays, strings, numbers, bigints; pointers stay pointers. */
import { elementsOf } from './address.ts'
import { CArray } from './c-array.ts'
import { type RecordClass, recordClassOfInstance } from './record-class.ts'

/** A copy of `value`, of any depth. What is no struct, union or array of C is given back as it is. */
export function toObject(value: unknown): unknown {
  const record = recordClassOfInstance(value)
  if (record !== undefined) return recordToObject(record, value as object)
  if (CArray.isCArray(value)) return Array.from(value, toObject)
  if (elementsOf(value) !== undefined) return Array.from(value as Iterable<unknown>)
  return value
}

export function recordToObject(record: RecordClass, instance: object): Record<string, unknown> {
  const { memoryOf, offsetOf, rootOf } = record.form
  const [memory, offset] = [memoryOf(instance), offsetOf(instance)]
  // A member named `__proto__` is one too.
  return Object.fromEntries(
    record.fields.map(({ name, access, site, offset: start }) => {
      const root = access.usesRoot ? rootOf(instance) : undefined
      return [name, toObject(access.read(memory, offset + start, root, site))]
    }),
  )
}
