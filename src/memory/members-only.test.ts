import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bareType, type RecordType } from '../ctype/type.ts'
import { c, cdef } from '../index.ts'
import { RecordClass } from './record-class.ts'
import { ctypeOf, type RecordHandle } from './type-handle.ts'

const { point } = cdef('typedef struct point { double x, y; double size; } point;') as Record<string, RecordHandle>

for (const form of ['generated', 'composed'] as const) {
  const record = bareType(ctypeOf(point!, 'test')) as RecordType
  const { Class } = new RecordClass(record, record, form)

  test(`an assignment to what is no member is refused, and leaves nothing: ${form}`, () => {
    const instance = new Class() as unknown as { size: number; sise?: number }
    const assign = () => {
      instance.sise = 1
    }
    assert.throws(assign, {
      name: 'TypeError',
      code: 'ERR_CABI_ARG_TYPE',
      message: "point.sise: 'struct point' has no member 'sise' (did you mean 'size'?)",
      lvalue: 'point.sise',
    })
    assert.deepEqual(Object.keys(instance), [])
    assert.equal(instance.sise, undefined)
    instance.size = 2
    assert.equal(instance.size, 2)
  })
}

test('subclasses have state of their own, and prototypes take methods', () => {
  const Base = c.struct({ x: c.int }, { name: 'base' })
  class Named extends Base {
    name: string
    constructor(name: string) {
      super({ x: 1 })
      this.name = name
    }
  }
  assert.equal(new Named('a').name, 'a')
  const prototype = Base.prototype as unknown as { twice(this: { x: number }): number }
  prototype.twice = function twice() {
    return 2 * this.x
  }
  assert.equal((new Base({ x: 4 }) as unknown as typeof prototype & { x: number }).twice(), 8)
})
