/** What `console.log` shows of objects of C: their type and what is in them. */
import { inspect } from 'node:util'
import type { RecordClass } from './record-class.ts'

/** What `console.log` asks. */
export const inspectCustom = Symbol.for('nodejs.util.inspect.custom')

/** `point_t { x: 1, y: 2 }`. */
export function inspectRecord(
  record: RecordClass,
  instance: object,
  depth: number,
  options: object,
  show: unknown,
): string {
  const { isInstance, memoryOf, offsetOf, rootOf } = record.form
  const { name } = record
  // What was made with the prototype is none.
  if (!isInstance(instance)) return `${name} {}`
  if (depth < 0) return `[${name}]`
  const [memory, offset] = [memoryOf(instance), offsetOf(instance)]
  const members: Record<string, unknown> = {}
  for (const { name, access, site, offset: start } of record.fields) {
    const value = () => access.read(memory, offset + start, access.usesRoot ? rootOf(instance) : undefined, site)
    Object.defineProperty(members, name, { value: orError(value), enumerable: true })
  }
  return `${name} ${inspector(show)(members, { ...options, depth })}`
}

/** Of a member that has no value in JavaScript: why. */
function orError(value: () => unknown): unknown {
  try {
    return value()
  } catch (error) {
    return { [inspectCustom]: () => `<${(error as { code?: string }).code ?? error}>` }
  }
}

/** As `util.inspect`, whose own type users may not have. */
type Inspect = (value: unknown, options: object) => string

/** Node hands its own in, of the options it was called with. */
export const inspector = (show: unknown): Inspect => (typeof show === 'function' ? (show as Inspect) : inspect)
