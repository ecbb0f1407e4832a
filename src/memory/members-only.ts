/** An assignment to what is no member of a struct or union: JavaScript would keep it in the instance, where C never sees it. */
import { printType } from '../ctype/print.ts'
import { codedError } from '../error.ts'
import { nearMisses } from './near-miss.ts'
import type { RecordClass } from './record-class.ts'

/**
 * What the class's prototype inherits from, and so is asked only for what neither instance nor class has. Nothing that
 * V8 does with members comes by it. Instances of subclasses may have state of their own.
 */
export const membersOnly = (record: RecordClass): object =>
  new Proxy(Object.create(Object.prototype) as object, {
    set(object, key, value, receiver) {
      const isMember = typeof key === 'string' && !(key in object)
      if (isMember && Object.getPrototypeOf(receiver) === record.Class.prototype) throw noMember(record, key, value)
      return Reflect.set(object, key, value, receiver)
    },
  })

function noMember(record: RecordClass, key: string, value: unknown): TypeError {
  const near = nearMisses(key, record.byName.keys())
  const hint = near.length === 0 ? '' : ` (did you mean ${near.map(name => `'${name}'`).join(' or ')}?)`
  const lvalue = `${record.site.lvalue}.${key}`
  const message = `${lvalue}: '${printType(record.type)}' has no member '${key}'${hint}`
  return codedError(TypeError, 'ERR_CABI_ARG_TYPE', message, { lvalue, value })
}
