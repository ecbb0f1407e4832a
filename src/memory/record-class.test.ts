import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { inspect } from 'node:util'
import { bareType, type RecordType } from '../ctype/type.ts'
import { addressOf, c, cast, cdef, isType, Pointer, sizeof, toObject, typeOf } from '../index.ts'
import { RecordClass } from './record-class.ts'
import { recordSource } from './record-source.ts'
import { ctypeOf, type RecordHandle } from './type-handle.ts'

const declarations = cdef(`
  typedef struct point { double x, y; } point_t;
  enum color { red, green = 5 };
  struct kinds {
    _Bool flag; char letter; signed char i8; unsigned char u8; short i16; unsigned short u16; int i32; unsigned int u32;
    long number; unsigned long size; int64_t i64; uint64_t u64; float f32; double f64; long double x87;
    __int128 i128; double _Complex z; enum color color; const int constant; void *any; const char *text; char tag[8];
    int numbers[3]; struct point corner; struct point corners[2]; int (*compare)(int); struct kinds *next;
    int bits : 5; unsigned int more : 3; _Bool bit : 1; int64_t wide : 40;
    union { int as_int; float as_float; };
  };
  struct __attribute__((packed)) tight { char a; double b; struct point p; int64_t n; };
  struct flexible { int count; short items[]; };
  union either { int i; float f; };
  struct sealed { const struct point p; const int n[2]; };
`) as Record<string, RecordHandle>

const { point_t: Point } = declarations
const forms = ['generated', 'composed'] as const

/** The class of `struct kinds` and so on in a form, whatever this process allows. */
function classOf(name: string, form: (typeof forms)[number]): RecordHandle {
  const record = bareType(ctypeOf(declarations[name]!, 'test')) as RecordType
  return new RecordClass(record, record, form).Class as unknown as RecordHandle
}

const kinds = { generated: classOf('struct kinds', 'generated'), composed: classOf('struct kinds', 'composed') }

/** What can be written into each field, and what is read then. */
const values: Readonly<Record<string, readonly (readonly [written: unknown, read?: unknown])[]>> = {
  flag: [[true], [false]],
  letter: [[65], [-128], ['a', 97]],
  i8: [[-128], [127]],
  u8: [[0], [255]],
  i16: [[-32768], [32767]],
  u16: [[65535]],
  i32: [[-(2 ** 31)], [2 ** 31 - 1], [-0, 0]],
  u32: [[2 ** 32 - 1], [0]],
  number: [
    [5],
    [-5],
    [2 ** 40],
    [-(2 ** 40)],
    [2n ** 50n, 2 ** 50],
    [Number.MAX_SAFE_INTEGER],
    [Number.MIN_SAFE_INTEGER],
  ],
  size: [[5], [2 ** 31], [2 ** 32 - 1], [2 ** 32], [7n, 7], [Number.MAX_SAFE_INTEGER]],
  i64: [[5, 5n], [-5n], [2n ** 63n - 1n], [-(2n ** 63n)]],
  u64: [[5, 5n], [2n ** 64n - 1n]],
  f32: [[1.5], [Number.NaN], [Number.POSITIVE_INFINITY], [0.1, Math.fround(0.1)], [-0]],
  f64: [[1.1], [Number.NaN], [Number.NEGATIVE_INFINITY], [-0], [5e-324]],
  x87: [[1.1], [Number.NaN], [Number.NEGATIVE_INFINITY], [-0], [5e-324], [Number.MAX_VALUE]],
  i128: [[5, 5n], [-1n], [2n ** 127n - 1n], [-(2n ** 127n)]],
  z: [[{ re: 1, im: -2 }]],
  color: [[5], [6]],
  text: [['abc'], [''], ['grüße 🙂'], [null], [new TextEncoder().encode('abc'), 'abc']],
  tag: [
    ['abc'],
    [''],
    ['grüße'],
    ['1234567'],
    [new Uint8Array([97, 98, 0, 99]), 'ab'],
    [Buffer.from('12345678'), '12345678'],
  ],
  numbers: [
    [[1, 2, 3], Int32Array.of(1, 2, 3)],
    [[1], Int32Array.of(1, 0, 0)],
    [Int32Array.of(4, 5, 6), Int32Array.of(4, 5, 6)],
  ],
  any: [[null]],
  compare: [[null]],
  next: [[null]],
  bits: [[-16], [15]],
  more: [[7], [0]],
  bit: [[true], [false]],
  wide: [[2n ** 39n - 1n], [-(2n ** 39n)], [3, 3n]],
  as_int: [[7]],
  as_float: [[0.5]],
}

/** What each field refuses, and what the message says behind `kinds.name is `. */
const refusals: Readonly<Record<string, readonly (readonly [value: unknown, code: 'TYPE' | 'RANGE', text: string])[]>> =
  {
    flag: [[1, 'TYPE', "'bool': expected true or false, got 1"]],
    letter: [
      ['ab', 'TYPE', "'char': expected an integer from -128 to 127 or a one-character ASCII string, got 'ab'"],
      [128, 'RANGE', "'char': expected an integer from -128 to 127 or a one-character ASCII string, got 128"],
    ],
    i8: [[300, 'RANGE', "'signed char': expected an integer from -128 to 127, got 300"]],
    u8: [[-1, 'RANGE', "'unsigned char': expected an integer from 0 to 255, got -1"]],
    i32: [
      [1.5, 'TYPE', "'int': expected an integer from -2147483648 to 2147483647, got 1.5"],
      [Number.NaN, 'TYPE', "'int': expected an integer from -2147483648 to 2147483647, got NaN"],
      [2 ** 31, 'RANGE', "'int': expected an integer from -2147483648 to 2147483647, got 2147483648"],
      [1n, 'TYPE', "'int': expected an integer from -2147483648 to 2147483647, got 1n"],
      [undefined, 'TYPE', "'int': expected an integer from -2147483648 to 2147483647, got undefined"],
    ],
    number: [
      [
        2 ** 53,
        'RANGE',
        "'long': expected an integer from -9223372036854775808 to 9223372036854775807 (a bigint beyond 9007199254740991), got 9007199254740992",
      ],
    ],
    size: [
      [
        -1,
        'RANGE',
        "'unsigned long': expected an integer from 0 to 18446744073709551615 (a bigint beyond 9007199254740991), got -1",
      ],
    ],
    f32: [
      [1e39, 'RANGE', "'float': expected a number that a float can hold (up to 3.4028234663852886e+38), got 1e+39"],
    ],
    f64: [['1', 'TYPE', "'double': expected a number, got '1'"]],
    x87: [[1n, 'TYPE', "'long double': expected a number, got 1n"]],
    i128: [
      [
        2n ** 127n,
        'RANGE',
        "'__int128': expected an integer from -170141183460469231731687303715884105728 to 170141183460469231731687303715884105727 (a bigint beyond 9007199254740991), got 170141183460469231731687303715884105728n",
      ],
    ],
    z: [
      [1, 'TYPE', "'double _Complex': expected an object { re, im }, got 1"],
      [{ re: 1 }, 'TYPE', "'double _Complex': expected an object { re, im }, got { re: 1 }"],
    ],
    color: [['red', 'TYPE', "'enum color': expected an integer from 0 to 4294967295, got 'red'"]],
    any: [[5, 'TYPE', "'void *': expected a Pointer, typed array, DataView, ArrayBuffer or null, got 5"]],
    text: [
      [
        'a\0b',
        'RANGE',
        "'const char *': expected a string without a NUL character, which would end it early, got 'a\\x00b'",
      ],
      [5, 'TYPE', "'const char *': expected a string, a Pointer to 'const char', a Uint8Array or null, got 5"],
    ],
    tag: [
      [
        '12345678',
        'RANGE',
        "'char [8]': expected a string of up to 7 bytes as UTF-8, or a Uint8Array of up to 8 (it has 8), got '12345678'",
      ],
      [
        'a\0b',
        'RANGE',
        "'char [8]': expected a string without a NUL character, which would end it early, got 'a\\x00b'",
      ],
      [
        new Uint8Array(9),
        'RANGE',
        "'char [8]': expected a string of up to 7 bytes as UTF-8, or a Uint8Array of up to 8 (it has 9), got Uint8Array(9) [ 0, 0, 0, ... 6 more items ]",
      ],
      [5, 'TYPE', "'char [8]': expected a string of up to 7 bytes as UTF-8, or a Uint8Array of up to 8, got 5"],
    ],
    numbers: [
      [
        [1, 2, 3, 4],
        'RANGE',
        "'int [3]': expected an array of up to 3 values, not 4, got [ 1, 2, 3, ... 1 more item ]",
      ],
      [5, 'TYPE', "'int [3]': expected an array of up to 3 values, got 5"],
    ],
    corner: [
      [5, 'TYPE', "'struct point': expected an instance of 'struct point' or a plain object with its members, got 5"],
      [[], 'TYPE', "'struct point': expected an instance of 'struct point' or a plain object with its members, got []"],
      [
        { x: 1, z: 2 },
        'TYPE',
        "'struct point': expected members of 'struct point', which has no 'z', got { x: 1, z: 2 }",
      ],
    ],
    bits: [[16, 'RANGE', "'int': expected an integer from -16 to 15, which 5 bits hold, got 16"]],
    more: [[-1, 'RANGE', "'unsigned int': expected an integer from 0 to 7, which 3 bits hold, got -1"]],
    bit: [[1, 'TYPE', "'bool': expected true or false, got 1"]],
    wide: [
      [
        2n ** 39n,
        'RANGE',
        "'int64_t': expected an integer from -549755813888 to 549755813887, which 40 bits hold, got 549755813888n",
      ],
    ],
    constant: [[1, 'TYPE', "'const int': it is const, or part of what is"]],
    compare: [[{}, 'TYPE', "'int (*)(int)': expected a function, a Pointer to 'int (int)' or null, got {}"]],
  }

for (const form of forms) {
  test(`every kind of field is written and read: ${form}`, () => {
    const object = new kinds[form]()
    for (const [name, pairs] of Object.entries(values)) {
      for (const pair of pairs) {
        object[name] = pair[0]
        assert.deepEqual(object[name], pair.length === 2 ? pair[1] : pair[0], `${name}: ${inspect(pair[0])}`)
        assert.deepEqual(new kinds[form]({ [name]: pair[0] })[name], pair.length === 2 ? pair[1] : pair[0])
      }
    }
  })

  test(`a field refuses what an argument of its type would, and keeps its value: ${form}`, () => {
    const object = new kinds[form]({ tag: 'before', numbers: [1, 2, 3], corner: { x: 1, y: 2 }, text: 'before' })
    for (const [name, refused] of Object.entries(refusals)) {
      for (const [value, code, text] of refused) {
        const before = object[name]
        const shown = inspect(before)
        assert.throws(
          () => {
            object[name] = value
          },
          (error: Error & { code?: string }) => {
            assert.match(`${error.code}`, new RegExp(`^ERR_CABI_(ARG_)?${code}$`))
            assert.equal(error.message.replace(/^point\.|^kinds\./, ''), `${name} is ${text}`)
            return true
          },
        )
        assert.equal(inspect(object[name]), shown, name)
      }
    }
  })

  test(`a wide value that is no exact number is refused with the value: ${form}`, () => {
    const object = new kinds[form]({ number: 2n ** 60n, size: 2n ** 64n - 1n })
    assert.throws(() => object.number, {
      name: 'RangeError',
      code: 'ERR_CABI_RESULT_RANGE',
      message:
        "kinds.number is 'long': its value 1152921504606846976 is no exact number: declare it as int64_t to get a bigint",
      result: 2n ** 60n,
    })
    assert.throws(() => object.size, { code: 'ERR_CABI_RESULT_RANGE', result: 2n ** 64n - 1n })
    for (const value of [2n ** 53n, -(2n ** 53n), 2n ** 52n * 3n]) {
      object.number = value
      assert.throws(() => object.number, { code: 'ERR_CABI_RESULT_RANGE', result: value })
    }
  })

  test(`packed members are read and written right: ${form}`, () => {
    const Tight = classOf('struct tight', form)
    const object = new Tight({ a: 'x', b: 1.25, n: -7n, p: { x: 3 } })
    object.p.y = 4
    object.p.x += 1
    assert.deepEqual(toObject(object), { a: 120, b: 1.25, p: { x: 4, y: 4 }, n: -7n })
    assert.throws(
      () => {
        object.p.x = '1'
      },
      { code: 'ERR_CABI_ARG_TYPE', message: "point.x is 'double': expected a number, got '1'" },
    )
    assert.equal(sizeof(declarations['struct tight']!), 33)
  })

  test(`a new object is all zeros: ${form}`, () => {
    for (let i = 0; i < 1000; i++) {
      const object = new kinds[form]()
      assert.equal(object.f64, 0)
      assert.equal(object.u64, 0n)
      object.f64 = 1
      object.u64 = 1n
    }
  })

  test(`members of an anonymous union are the struct's, and share their bytes: ${form}`, () => {
    const object = new kinds[form]({ as_float: 1 })
    assert.equal(object.as_int, 0x3f800000)
    const Either = classOf('union either', form)
    assert.equal(new Either({ i: 5, f: 1 }).i, 0x3f800000)
    assert.equal(new Either({ f: 1, i: 5 }).i, 5)
  })

  test(`nested members and elements are views of the same memory: ${form}`, () => {
    const object = new kinds[form]()
    const { corner, corners } = object
    corner.x = 5
    corners[1].y = 6
    assert.deepEqual([object.corner.x, object.corners[1].y], [5, 6])
    object.corner = corners[1]
    assert.deepEqual([corner.x, corner.y], [0, 6])
    object.numbers[2] = 9
    assert.equal(object.numbers[2], 9)
  })

  test(`what is const is initialised and then only read, with all of its parts: ${form}`, () => {
    const Sealed = classOf('struct sealed', form)
    const object = new Sealed({ p: { x: 1, y: 2 }, n: [3, 4] })
    assert.deepEqual(toObject(object), { p: { x: 1, y: 2 }, n: [3, 4] })
    assert.throws(
      () => {
        object.p.x = 2
      },
      { name: 'TypeError', code: 'ERR_CABI_ARG_TYPE', message: "point.x is 'double': it is const, or part of what is" },
    )
    assert.throws(
      () => {
        object.p = { x: 2 }
      },
      { code: 'ERR_CABI_ARG_TYPE', message: "sealed.p is 'const struct point': it is const, or part of what is" },
    )
    object.n[0] = 9
    assert.equal(object.n[0], 3, 'an array of const numbers is a copy')
  })

  test(`an accessor without an instance is refused: ${form}`, () => {
    const { prototype } = kinds[form] as unknown as { prototype: { f64: number } }
    for (const thing of [prototype, Object.create(prototype), new Proxy(new kinds[form](), {})]) {
      assert.throws(() => thing.f64, TypeError)
      assert.throws(() => {
        thing.f64 = 1
      }, TypeError)
    }
  })
}

test('new takes nothing, a plain object or an instance', () => {
  assert.deepEqual(toObject(new Point!()), { x: 0, y: 0 })
  assert.deepEqual(toObject(new Point!(undefined)), { x: 0, y: 0 })
  assert.deepEqual(toObject(new Point!({ y: 2 })), { x: 0, y: 2 })
  assert.deepEqual(toObject(new Point!(Object.create(null))), { x: 0, y: 0 })
  const first = new Point!({ x: 1 })
  const copy = new Point!(first)
  copy.x = 2
  assert.equal(first.x, 1)
})

test('new refuses anything else, and says what it wanted', () => {
  const expected = "point is 'struct point': expected an instance of 'struct point' or a plain object with its members"
  class Vector {
    x = 1
  }
  for (const value of [
    null,
    5,
    'x',
    [],
    () => 1,
    new Map(),
    new Vector(),
    Object.create({ x: 1 }),
    new Uint8Array(16),
  ]) {
    assert.throws(() => new Point!(value as object), {
      name: 'TypeError',
      code: 'ERR_CABI_ARG_TYPE',
      message: new RegExp(`^${expected}, got `),
    })
  }
  assert.throws(() => new Point!({ xx: 1 }), {
    message: "point is 'struct point': expected members of 'struct point', which has no 'xx', got { xx: 1 }",
  })
  assert.throws(() => new declarations['struct kinds']!({ numbrs: 1 }), {
    message: /which has no 'numbrs' \(did you mean 'numbers' or 'number'\?\), got \{ numbrs: 1 \}$/,
  })
  assert.throws(() => new Point!({ x: undefined }), {
    message: "point.x is 'double': expected a number, got undefined",
  })
  assert.throws(() => new (Point as unknown as new (...values: unknown[]) => unknown)({}, {}), {
    code: 'ERR_CABI_ARG_COUNT',
    message: 'point: expected 1 argument, got 2',
  })
  assert.throws(() => (Point as unknown as () => void)(), { name: 'TypeError', message: /without 'new'/ })
})

test('a type has one class under all its names', () => {
  assert.equal(declarations['struct point'], Point)
  assert.ok(new Point!() instanceof declarations['struct point']!)
  assert.ok(new declarations['struct kinds']!().corner instanceof Point!)
  assert.equal(typeOf(new Point!()), Point)
  assert.ok(isType(new Point!(), Point!))
  assert.ok(!isType(new Point!(), declarations['struct kinds']!))
  assert.ok(!isType({ x: 1, y: 2 }, Point!))
})

test('an object prints as its type and fields, also what has no value', () => {
  assert.equal(inspect(new Point!({ x: 1 })), 'struct point { x: 1, y: 0 }')
  assert.equal(JSON.stringify({ p: new Point!({ x: 1 }) }), '{"p":{"x":1,"y":0}}')
  const { 'struct kinds': Kinds } = declarations
  const text = inspect(new Kinds!({ tag: Uint8Array.of(0xff), number: 2n ** 60n }))
  assert.match(text, /tag: <ERR_CABI_RESULT_RANGE>/)
  assert.match(text, /number: <ERR_CABI_RESULT_RANGE>/)
  assert.match(inspect({ deep: { er: { point: new Point!() } } }), /point: \[struct point\]/)
  assert.equal(inspect(Object.create((Point as unknown as { prototype: object }).prototype)), 'struct point {}')
})

test('a field named as a method or as nothing else can be is a field', () => {
  const odd = cdef('struct odd { int toJSON, constructor, __proto__, then; };') as Record<string, RecordHandle>
  const object = new odd['struct odd']!(JSON.parse('{"toJSON":1,"constructor":2,"__proto__":3,"then":4}'))
  assert.deepEqual([object.toJSON, object.constructor, Reflect.get(object, '__proto__'), object.then], [1, 2, 3, 4])
  assert.deepEqual(Object.entries(toObject(object) as object), [
    ['toJSON', 1],
    ['constructor', 2],
    ['__proto__', 3],
    ['then', 4],
  ])
})

test('methods: assigned to the prototype, or of a class that the type adopts', () => {
  const { vec, pair } = cdef('typedef struct { double x, y; } vec; typedef struct { vec a, b[2]; } pair;') as Record<
    string,
    RecordHandle
  >
  Object.assign((vec as unknown as { prototype: object }).prototype, {
    length(this: { x: number; y: number }) {
      return Math.hypot(this.x, this.y)
    },
  })
  assert.equal(new vec!({ x: 3, y: 4 }).length(), 5)
  let constructed = 0
  class Vec extends (vec!) {
    constructor(x: number, y: number) {
      super({ x, y })
      constructed++
    }
    get sum() {
      return this['x'] + this['y']
    }
  }
  assert.equal(vec!.adopt(Vec), Vec)
  const both = new pair!({ a: new Vec(1, 2), b: [{ x: 3 }, new Vec(5, 6)] })
  assert.equal(constructed, 2)
  assert.deepEqual([both.a.sum, both.b[0].sum, both.b[1].sum], [3, 3, 11])
  assert.ok(both.a instanceof Vec)
  assert.ok(both.b[1] instanceof Vec)
  assert.equal(both.a.constructor, Vec)
  assert.equal(constructed, 2)
  assert.equal(typeOf(both.a), vec)
})

test('a class is adopted only by the type that it extends, and once', () => {
  const { one, two } = cdef('typedef struct { int x; } one; typedef struct { int x; } two;') as Record<
    string,
    RecordHandle
  >
  class One extends (one!) {}
  for (const [type, value, message] of [
    [two, One, /^adopt: expected a class that extends 'two', got /],
    [one, one, "adopt: expected a class that extends 'one', got the type 'one'"],
    [one, {}, "adopt: expected a class that extends 'one', got {}"],
    [one, undefined, "adopt: expected a class that extends 'one', got undefined"],
  ] as const) {
    assert.throws(() => type!.adopt(value), { name: 'TypeError', code: 'ERR_CABI_ARG_TYPE', message })
  }
  one!.adopt(One)
  assert.equal(one!.adopt(One), One)
  assert.throws(() => one!.adopt(class Other extends (one!) {}), {
    code: 'ERR_CABI_ARG_TYPE',
    message: /^adopt: 'one' has adopted the class 'One' already, got /,
  })
})

test('pointers in fields: typed, kept alive with what they point to, refused where C would be misled', () => {
  const { 'struct kinds': Kinds } = declarations
  const object = new Kinds!()
  const other = new Kinds!({ f64: 2 })
  object.next = other
  assert.ok(Pointer.isPointer(object.next))
  assert.equal(object.next.address, addressOf(other).address)
  assert.equal(object.next.value.f64, 2)
  object.any = new Point!({ x: 8 })
  assert.equal(object.any.cast(Point!).value.x, 8)
  assert.throws(
    () => {
      object.next = new Point!()
    },
    {
      code: 'ERR_CABI_ARG_TYPE',
      message:
        /^kinds\.next is 'struct kinds \*': expected a Pointer to 'struct kinds', an instance of it or null, got an instance of 'struct point'/,
    },
  )
  assert.throws(
    () => {
      object.text = 'half \ud800'
    },
    { code: 'ERR_CABI_ARG_RANGE', message: /^kinds\.text is 'const char \*': expected a well-formed string, / },
  )
  const foreign = cast(Kinds!, addressOf(object).address)!.value
  foreign.next = null
  assert.throws(
    () => {
      foreign.text = 'gone soon'
    },
    {
      code: 'ERR_CABI_ARG_TYPE',
      message:
        "kinds.text is 'const char *': expected a Pointer to 'const char' or null: this is memory of C, and nothing would keep anything else alive for it, got 'gone soon'",
    },
  )
})

test('only numbers and names made here are in the source of a class', () => {
  const record = bareType(ctypeOf(Point!, 'test')) as RecordType
  const text = recordSource(new RecordClass(record, record, 'composed'))
  assert.match(text, /get\(\)\{const m=this\.#memory,a=m\.F64;/)
  assert.doesNotMatch(text, /\b(x|y|point)\b/)
})

const forbidden = '--disallow-code-generation-from-strings'

function whereCodeFromStringsIsForbidden(): void {
  const file = fileURLToPath(import.meta.url)
  const flags = [forbidden, file]
  // The runner's own way of reporting is not for reading.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const { status, stdout } = spawnSync(process.execPath, flags, { encoding: 'utf8', env })
  assert.equal(status, 0, stdout)
}

// The process that this starts does not start another.
if (!process.execArgv.includes(forbidden)) {
  test('all of it holds where code from strings is forbidden', whereCodeFromStringsIsForbidden)
}

test('c.struct makes such a class too', () => {
  const Pair = c.struct({ first: c.int, second: c.bits(c.int, 3) }, { name: 'pair' })
  const pair = new Pair({ first: 5, second: -4 })
  assert.equal(inspect(pair), 'struct pair { first: 5, second: -4 }')
})

test('a getter of a plain object that throws is asked once, on its own or in a member', () => {
  const Inner = c.struct({ a: c.int, b: c.int }, { name: 'inner' })
  const Outer = c.struct({ inner: Inner, last: c.int }, { name: 'outer' })
  for (const thrown of [new Error('own'), undefined, 'text', new TypeError('own')]) {
    let asked = 0
    const inner = {
      get a() {
        asked += 1
        if (asked === 1) throw thrown
        return 5
      },
    }
    const caught = (make: () => unknown) => {
      try {
        make()
      } catch (error) {
        return { error }
      }
      return undefined
    }
    assert.deepEqual(
      caught(() => new Inner(inner)),
      { error: thrown },
    )
    assert.equal(asked, 1)
    asked = 0
    assert.deepEqual(
      caught(() => new Outer({ inner, last: 1 })),
      { error: thrown },
    )
    assert.equal(asked, 1)
    assert.equal(new Outer({ inner, last: 1 }).inner.a, 5)
  }
  assert.throws(() => new Inner({ a: 'text' }), { code: 'ERR_CABI_ARG_TYPE', message: /^inner\.a is 'int'/ })
})
