/**
 * LuaJIT's FFI at home in cabi: its manual's first examples. C is pasted, and used as it stands.
 *
 * What differs: the declarations give types to the editor too; a wrong value or index is an exception; methods are those of
 * a class. Every function of `ffi` has its counterpart in docs/coming-from/luajit.md.
 */
import { alloc, c, cdef, open } from 'cabi'

// ffi.cdef and ffi.C: the process's own symbols.
const C = open(null, 'int printf(const char *fmt, ...); int fflush(void *stream);')
C.printf('Hello %s!\n', 'world') // → Hello world!
C.fflush(null)

const { point_t } = cdef('typedef struct point point_t; struct point { double x; double y; };')

// ffi.new('point_t[?]', n): an array whose length is known at run time.
const n = Number(process.argv[2] ?? 3)
const points = alloc(c.array(point_t, n))
points[1]!.x = 1.0
points[2]!.y = 3.0
for (const { x, y } of points) console.log(x, y)
// → 0 0
// → 1 0
// → 0 3

// LuaJIT would write behind the array.
try {
  points.set(n, { x: 1 })
} catch (error) {
  console.log((error as Error).message) // → 'struct point [3]': expected an index from 0 to 2, got 3
}

// ffi.metatype: methods, and operators where Lua has them.
class Point extends point_t {
  get area(): number {
    return this.x * this.x + this.y * this.y
  }

  plus({ x, y }: { x: number; y: number }): Point {
    return new Point({ x: this.x + x, y: this.y + y })
  }
}
const sum = new Point({ x: 3, y: 4 }).plus({ x: 0.5, y: 8 })
console.log(sum.x, sum.y, sum.area) // → 3.5 12 156.25

// From now on what C and arrays hand out is a Point.
point_t.adopt(Point)
console.log((alloc(c.array(point_t, 1))[0] as Point).area) // → 0
