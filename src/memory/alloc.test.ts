import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { arrayType, floatingType } from '../ctype/type.ts'
import { addressOf, alloc, Box, c, cdef, isType, open, type RecordHandle, toObject, typeOf } from '../index.ts'
import { handleOf } from './type-handle.ts'

const {
  flexible: Flexible,
  point: Point,
  wide: Wide,
} = cdef(`
  typedef struct { double x, y; } point;
  typedef struct { int count; short items[]; } flexible;
  typedef struct { char c __attribute__((aligned(256))); } wide;
`) as Record<string, RecordHandle>

// biome-ignore lint/suspicious/noExplicitAny: what it is depends on a C type
type Loose = any

test('arrays of numbers are typed arrays of their width, over ordinary buffers', () => {
  for (const [type, Numbers] of [
    [c.int8_t, Int8Array],
    [c.uint8_t, Uint8Array],
    [c.char, Uint8Array],
    [c.short, Int16Array],
    [c.uint16_t, Uint16Array],
    [c.int, Int32Array],
    [c.uint32_t, Uint32Array],
    [c.float, Float32Array],
    [c.double, Float64Array],
    [c.long, BigInt64Array],
    [c.int64_t, BigInt64Array],
    [c.size_t, BigUint64Array],
    [c.uint64_t, BigUint64Array],
  ] as const) {
    const array = alloc(c.array(type, 5)) as Loose
    assert.equal(array.constructor, Numbers, String(type))
    assert.equal(array.length, 5)
    assert.equal(array.buffer.constructor, ArrayBuffer)
    assert.ok(array.every((value: unknown) => Number(value) === 0))
  }
})

test('other arrays are of C', () => {
  const { 'enum e': E } = cdef('enum e { A };') as Record<string, RecordHandle>
  for (const type of [c.bool, c.pointer(c.int), c.long_double, c.int128, Point!, E!, c.array(c.int, 2)]) {
    const array = alloc(c.array(type, 3)) as Loose
    assert.equal(String(typeOf(array)), String(c.array(type, 3)))
    assert.equal(array.length, 3)
  }
})

test('a struct is an instance, anything else a box', () => {
  assert.ok(alloc(Point!) instanceof Point!)
  const box = alloc(c.pointer(c.int)) as Box
  assert.ok(box instanceof Box)
  assert.equal(box.value, null)
  const number = alloc(c.int) as Box
  number.value = 5
  assert.equal(number.value, 5)
  assert.equal(inspect(number), 'Box int { value: 5 }')
  assert.equal(JSON.stringify({ number }), '{"number":5}')
  assert.ok(isType(number, c.int))
  assert.equal(number.pointer.value, 5)
})

test('a box refuses what an argument would', () => {
  const box = alloc(c.int) as Box
  for (const [value, code, text] of [
    [1.5, 'ERR_CABI_ARG_TYPE', 'an integer from -2147483648 to 2147483647, got 1.5'],
    [2 ** 31, 'ERR_CABI_ARG_RANGE', 'an integer from -2147483648 to 2147483647, got 2147483648'],
    ['x', 'ERR_CABI_ARG_TYPE', "an integer from -2147483648 to 2147483647, got 'x'"],
  ] as const) {
    assert.throws(
      () => {
        box.value = value
      },
      { code, message: `the box of 'int' is 'int': expected ${text}` },
    )
  }
  assert.throws(() => new (Box as Loose)(), TypeError)
})

test('alloc refuses what has no size, no flexible member, or no such count', () => {
  const { 'struct unknown': Unknown } = cdef('struct unknown; typedef struct unknown *u;') as Record<
    string,
    RecordHandle
  >
  for (const [type, options, message] of [
    [
      c.void,
      {},
      "alloc: 'void' has no size: there are no values of it: bytes are c.uint8_t, and a pointer to anything is c.pointer(c.void)",
    ],
    [
      Unknown,
      {},
      "alloc: 'struct unknown' has no size: its members are not declared: declare them, or write alloc(c.pointer(T))",
    ],
    [c.array(c.int), {}, "alloc: 'int []' has no size: it says no number of elements: write alloc(c.array(T, count))"],
    [
      c.fn(c.int, []),
      {},
      "alloc: 'int (void)' has no size: it is a function, and no pointer to one: write alloc(c.pointer(T))",
    ],
    [Point, { count: 1 }, "alloc: 'point' has no flexible array member, which count is for"],
    [c.array(c.int, 3), { count: 1 }, "alloc: 'int [3]' has no flexible array member, which count is for"],
    [Flexible, { count: '1' }, "alloc: expected count as a number of elements, got '1'"],
    [Flexible, 5, 'alloc: expected options as an object, got 5: write { count: 5 }'],
    [
      c.int,
      5,
      'alloc: expected options as an object, got 5: more than one is c.array(T, count), and a value is assigned to .value',
    ],
    [c.int, 'x', "alloc: expected options as an object, got 'x'"],
    [5, {}, 'alloc: expected a C type such as c.int or lib.name, got 5'],
    [class extends (Point!) {}, {}, /^alloc: expected a C type such as c\.int or lib\.name, got /],
  ] as const) {
    assert.throws(() => alloc(type as Loose, options as Loose), {
      name: 'TypeError',
      code: 'ERR_CABI_ARG_TYPE',
      message,
    })
  }
  for (const count of [-1, 1.5, Number.NaN, 2 ** 53]) {
    assert.throws(() => alloc(Flexible!, { count }), {
      name: 'RangeError',
      code: 'ERR_CABI_ARG_RANGE',
      message: `alloc: expected count as a number of elements, got ${count}`,
    })
  }
  assert.throws(() => alloc(handleOf(arrayType(floatingType('double'), 2 ** 60))), { code: 'ERR_CABI_ARG_RANGE' })
})

test('a flexible array member has as many elements as were asked for', () => {
  const object = alloc(Flexible!, { count: 3 }) as Loose
  object.items[2] = 5
  assert.deepEqual(object.items, Int16Array.of(0, 0, 5))
  object.items = [1, 2]
  assert.deepEqual(toObject(object), { count: 0, items: [1, 2, 0] })
  assert.throws(
    () => {
      object.items = [1, 2, 3, 4]
    },
    { code: 'ERR_CABI_ARG_RANGE' },
  )
  assert.equal(new Flexible!().items.length, 0)
  assert.equal((alloc(Flexible!) as Loose).items.length, 0)
  assert.equal((alloc(Flexible!, { count: 0 }) as Loose).items.length, 0)
  const large = alloc(Flexible!, { count: 100_000 }) as Loose
  assert.equal(large.items.length, 100_000)
})

test('objects are where their alignment wants them, apart from one another', () => {
  const places: [number, number][] = []
  for (let i = 0; i < 3000; i++) {
    const [type, size, align] = [
      [Point!, 16, 8],
      [c.char, 1, 1],
      [Wide!, 256, 256],
      [c.int128, 16, 16],
      [c.array(Point!, 300), 4800, 8],
      [c.array(Wide!, 20), 5120, 256],
    ][i % 6] as [Loose, number, number]
    const object = alloc(type)
    const { address } = addressOf(object)
    assert.equal(address % align, 0, String(type))
    places.push([address, size])
    kept.push(object)
  }
  places.sort(([a], [b]) => a - b)
  for (let i = 1; i < places.length; i++) assert.ok(places[i]![0] >= places[i - 1]![0] + places[i - 1]![1])
})

/** Or their memory would be another object's by then. */
const kept: unknown[] = []

test('C reads and writes them where a pointer to their type is wanted', () => {
  const libc = open(
    null,
    `typedef struct { int quot, rem; } pair; double frexp(double x, int *exp);
     double modf(double x, double *iptr); void *memset(void *s, int c, size_t n);
     int memcmp(const void *a, const void *b, size_t n); char *strcpy(char *to, const char *from);
     typedef struct tm { int sec, min, hour, mday, mon, year, wday, yday, isdst; long gmtoff; const char *zone; } tm;
     struct tm *gmtime_r(const time_t *timep, struct tm *result); int64_t timegm(struct tm *tm);`,
  )
  const exponent = alloc(c.int) as Box
  assert.equal(libc['frexp'](12, exponent), 0.75)
  assert.equal(exponent.value, 4)
  const tm = new libc['tm']()
  const seconds = alloc(c.time_t) as Box
  seconds.value = 86_400
  assert.equal(libc['gmtime_r'](seconds, tm).address, addressOf(tm).address)
  assert.deepEqual([tm.mday, tm.year, tm.zone], [2, 70, 'GMT'])
  const many = alloc(c.array(libc['tm'], 2)) as Loose
  many[1].year = 99
  assert.equal(libc['timegm'](many), -2_209_075_200n)
  const image = alloc(c.array(c.bool, 4)) as Loose
  libc['memset'](image, 1, 2)
  assert.deepEqual([...image], [true, true, false, false])
})

test('C is given no object of another type, none that is const, and none that was replaced', () => {
  const libc = open(
    null,
    `double frexp(double x, int *exp); typedef struct { int a; } one; typedef struct { int a; } two;
     typedef struct { const one fixed; } holder; int abs(one *p);`,
  )
  for (const value of [alloc(c.double), alloc(c.array(c.bool, 2)), alloc(Point!), alloc(c.unsigned_int)]) {
    assert.throws(() => libc['frexp'](1, value), { name: 'TypeError', code: 'ERR_CABI_ARG_TYPE', value })
  }
  assert.throws(() => libc['abs'](new libc['two']()), {
    code: 'ERR_CABI_ARG_TYPE',
    message:
      "abs: argument 1 (p) is 'one *': expected a Pointer to 'one', an instance of it or null, got an instance of 'two'",
  })
  assert.throws(() => libc['abs'](new libc['holder']().fixed), {
    code: 'ERR_CABI_ARG_TYPE',
    message: /expected a Pointer to 'one', not to const: C may write there/,
  })
})
