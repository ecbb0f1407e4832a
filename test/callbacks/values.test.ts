/** Every kind of value, from C to JavaScript and back. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { alloc, c, callback, isType, open, type Pointer, release, toObject } from 'cabi'
import { openCallbacks } from './fixture.ts'

const lib = openCallbacks()

/** Values that C hands to a callback, as JavaScript sees them, and gets back. */
const kinds: Readonly<Record<string, readonly unknown[]>> = {
  bool: [true, false],
  char: [0, 127, -128],
  int8: [-128, 127],
  uint8: [0, 255],
  int16: [-32768, 32767],
  uint16: [65535],
  int: [-(2 ** 31), 2 ** 31 - 1],
  uint: [2 ** 32 - 1],
  long: [-(2 ** 53 - 1), 2 ** 53 - 1],
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
  uint64: [2n ** 64n - 1n],
  float: [0.5, Number.NaN, Number.POSITIVE_INFINITY, -0],
  double: [0.1, Number.MIN_VALUE, -0],
  long_double: [0.1, -0],
  int128: [-(2n ** 127n), 2n ** 100n + 1n],
  complex: [{ re: 1.5, im: -2 }],
  color: [5, 6],
  string: ['', 'Grüße ☃ 💚', 'x'.repeat(100_000), null],
}

for (const [kind, values] of Object.entries(kinds)) {
  test(`${kind} comes and goes unchanged`, () => {
    for (const value of values) {
      const seen: unknown[] = []
      const echo = (given: unknown) => {
        seen.push(given)
        return given
      }
      for (let i = 0; i < 3; i++) assert.deepEqual(lib[`same_${kind}`](echo, value), value)
      assert.deepEqual(seen, [value, value, value])
    }
  })
}

const aggregates = {
  point: { x: 1.5, y: -0.25 },
  mixed: { a: -7, b: 0.5, c: 2n ** 62n },
  large: { values: [1n, -2n, 3n, -4n, 5n] },
}

for (const [name, value] of Object.entries(aggregates)) {
  test(`struct ${name} comes as an instance of its own, and goes as one or as a plain object`, () => {
    const type = lib[`struct ${name}`]
    const plain = (given: object) =>
      JSON.stringify(toObject(given as never), (_, v) => (typeof v === 'bigint' ? `${v}n` : v))
    const kept: object[] = []
    const same = lib[`same_${name}`]
    const echo = (given: object) => {
      assert.ok(isType(given, type))
      kept.push(given)
      return given
    }
    const expected = plain(new type(value))
    assert.equal(plain(same(echo, value)), expected)
    assert.equal(plain(same(() => value, new type())), expected)
    same(echo, new type())
    assert.equal(plain(kept[0]!), expected)
  })
}

test('getters of what a callback gives may call C, also back, and may throw', () => {
  const point = { x: 1.5, y: -0.25 }
  const calling = {
    get x() {
      return lib['same_point'](() => ({ x: 8, y: 9 }), point).x
    },
    get y() {
      return lib['same_string']((text: string) => text, 'nine').length
    },
  }
  const refused = {
    x: 1,
    get y(): number {
      throw new Error('no y')
    },
  }
  // Often enough for the engine to optimise it.
  for (let i = 0; i < 2000; i++) {
    const { x, y } = lib['same_point'](() => (i % 2 === 0 ? calling : { x: i, y: i }), point)
    assert.deepEqual([x, y], i % 2 === 0 ? [8, 4] : [i, i])
  }
  assert.throws(() => lib['same_point'](() => refused, point), { message: 'no y' })
  assert.throws(() => lib['same_point'](() => ({ x: 1, z: 2 }), point), { code: 'ERR_CABI_ARG_TYPE' })
})

test('a union by value', () => {
  const either = lib['same_either']((given: { i: number }) => ({ i: given.i + 1 }), { f: 1 })
  assert.equal(either.i, 0x3f80_0001)
})

test('pointers come with their types, and go as all that a parameter takes', () => {
  const numbers = alloc(c.array(c.int, 2)) as Int32Array
  numbers.set([7, 8])
  const seen: unknown[] = []
  const next = (pointer: Pointer) => {
    seen.push(String(pointer).replace(/0x.*/, ''))
    return pointer.add(1)
  }
  assert.equal(lib['same_int_pointer'](next, numbers).value, 8)
  assert.equal(lib['same_int_pointer'](() => numbers, null).value, 7)
  assert.equal(
    lib['same_int_pointer'](() => null, numbers),
    null,
  )
  assert.equal(
    lib['same_pointer']((given: unknown) => given, numbers)
      .cast(c.int)
      .at(1),
    8,
  )
  assert.deepEqual(seen, ['(int *) '])
  assert.throws(() => lib['same_int_pointer'](() => new Float64Array(1), null), {
    code: 'ERR_CABI_ARG_TYPE',
    message: /^the result of the callback of same_int_pointer \(fn\) is 'int \*': expected /,
  })
})

/** Its name is asked for while C's arguments are being read. */
function calledMeanwhile(fn: (...values: unknown[]) => unknown): typeof fn {
  const get = () => {
    lib['same_large']((large: object) => large, { values: [91n, 92n, 93n, 94n, 95n] })
    return 'named'
  }
  return Object.defineProperty(fn, 'name', { get })
}

test('fourteen arguments of all classes, in registers and on the stack', () => {
  const check = (...values: unknown[]) => {
    // biome-ignore lint/suspicious/noExplicitAny: a value of each kind
    const [a, b, text, point, e, f, g, h, pointer, large, ...rest] = values as any[]
    assert.deepEqual([a, b, text, e, f, g, h], [1, 2.5, 'drei', 6n, 7.5, 8, 8.5])
    assert.deepEqual(toObject(point), { x: 4, y: 5 })
    assert.equal(pointer.value, 9)
    assert.deepEqual([...large.values], [1n, 2n, 3n, 4n, 5n])
    assert.deepEqual(rest, [10.5, -11, 12, true])
    return 0.125
  }
  assert.equal(lib['many'](check), 0.125)
  assert.equal(lib['many'](calledMeanwhile((...values) => check(...values))), 0.125)
})

const wrong: readonly [string, unknown, string][] = [
  ['int', 1.5, 'expected an integer from -2147483648 to 2147483647, got 1.5'],
  ['int', undefined, 'expected an integer from -2147483648 to 2147483647, got undefined'],
  ['uint8', 256, 'expected an integer from 0 to 255, got 256'],
  ['bool', 1, 'expected true or false, got 1'],
  ['double', '1', "expected a number, got '1'"],
]

for (const [kind, value, message] of wrong) {
  test(`a result of ${String(value)} where C wants ${kind} is an error, and zero to C`, () => {
    const give = () => value
    assert.throws(
      () => lib[`same_${kind}`](give, kind === 'bool' ? true : 1),
      (error: Error) => error.message.startsWith(`the result of give is '`) && error.message.endsWith(message),
    )
  })
}

test('a long that no number holds is an error that names the callback', () => {
  const take = (value: number) => value
  assert.throws(() => lib['same_long'](take, 2n ** 62n), {
    code: 'ERR_CABI_RESULT_RANGE',
    message: /^take: /,
    result: 2n ** 62n,
  })
})

test('C finds its registers and control words as they were', () => {
  const optimised = (value: number) => {
    let sum = 0.5
    for (let i = 0; i < 1000; i++) sum = Math.fround(sum * 1.25 + i) % 1000
    return value + Math.trunc(sum) * 0
  }
  for (let i = 0; i < 2000; i++) assert.equal(lib['preserves'](optimised, i), 1)
})

const { memcmp } = open(null, 'int memcmp(const void *a, const void *b, size_t n);')

/** Pointers are made of what is in the slots, once nothing else is to be read. */
for (const [what, between, given] of [
  ['a string', c.string, 'Grüße ☃'.repeat(50)],
  [
    'a value that a program translates by calling C',
    c.convert(c.int, {
      toC: (text: string) => text.length,
      fromC: (length: number) => length + memcmp(Buffer.from('same'), Buffer.from('same'), 4),
    }),
    'seven c',
  ],
] as const) {
  test(`pointers before and behind ${what} are read before it`, () => {
    const type = c.fn(c.int, [c.pointer(c.int), between, c.pointer(c.int)])
    const seen: unknown[] = []
    const kept = callback(type, (first: Pointer, middle: unknown, last: Pointer) => {
      seen.push(first.value, middle, last.value)
      return 0
    })
    const call = kept.value as (...values: unknown[]) => number
    for (let i = 0; i < 3; i++) call(new Int32Array([1]), given, new Int32Array([3]))
    const middle = typeof given === 'string' && between === c.string ? given : 7
    assert.deepEqual(seen, Array.from({ length: 3 }, () => [1, middle, 3]).flat())
    release(kept)
  })
}
