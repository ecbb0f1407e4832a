/** Types as values. */
import type { Opaque, Struct, Union } from './ctype.ts'
import type { Equal } from './equal.test-d.ts'
import type { HandleOf, RecordHandle, TypedValue, TypeHandle } from './handle.ts'
import type { double, int } from './scalar.ts'

type Point = Struct<'point', { x: double; y: double }>
declare const int_t: TypeHandle<int>
declare const Point: HandleOf<Point>

// A scalar type makes typed values, for variable arguments; the class of a struct makes instances.
true satisfies Equal<ReturnType<typeof int_t>, TypedValue<int>>
// @ts-expect-error
int_t('1')
// @ts-expect-error: no class
new int_t(1)
true satisfies Equal<HandleOf<Union<'u', { i: int }>>, RecordHandle<Union<'u', { i: int }>>>
true satisfies Equal<HandleOf<Opaque<'struct s'>>, TypeHandle<Opaque<'struct s'>>>

const point = new Point({ x: 1 })
true satisfies Equal<typeof point.y, number>
new Point(point)
new Point()
// @ts-expect-error: no such member
new Point({ z: 1 })
// @ts-expect-error: of another type
new Point({ x: '1' })

class Vector extends Point {
  get length(): number {
    return Math.hypot(this.x, this.y)
  }
}
true satisfies Equal<InstanceType<ReturnType<typeof Point.adopt<typeof Vector>>>['length'], number>
