/** Nothing is lost: what goes in comes out, or an error has it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { type CFunction, c, open, type Pointer, type TypeHandle } from '../../src/index.ts'
import { compileFixture } from '../fixture.ts'
import { optimisation } from '../oracle/optimisation.ts'

const file = compileFixture('test/values/exact.c')

/** How values of a type come out: as a number whatever they are, as a number if it is exact, as a bigint. */
type Out = 'number' | 'checked number' | 'bigint'

interface IntegerCase {
  readonly name: string
  readonly min: bigint
  readonly max: bigint
  readonly out: Out
}

const signed = (bits: bigint, out: Out, ...names: string[]): IntegerCase[] =>
  names.map(name => ({ name, min: -(2n ** (bits - 1n)), max: 2n ** (bits - 1n) - 1n, out }))

const unsigned = (bits: bigint, out: Out, ...names: string[]): IntegerCase[] =>
  names.map(name => ({ name, min: 0n, max: 2n ** bits - 1n, out }))

const integers: readonly IntegerCase[] = [
  ...signed(8n, 'number', 'char', 'signed_char', 'int8_t'),
  ...unsigned(8n, 'number', 'unsigned_char', 'uint8_t'),
  ...signed(16n, 'number', 'short', 'int16_t'),
  ...unsigned(16n, 'number', 'unsigned_short', 'uint16_t'),
  ...signed(32n, 'number', 'int', 'int32_t', 'wchar_t'),
  ...unsigned(32n, 'number', 'unsigned_int', 'uint32_t'),
  ...signed(64n, 'checked number', 'long', 'ssize_t', 'ptrdiff_t', 'intptr_t', 'off_t', 'time_t'),
  ...unsigned(64n, 'checked number', 'unsigned_long', 'size_t', 'uintptr_t'),
  ...signed(64n, 'bigint', 'long_long', 'int64_t', 'intmax_t'),
  ...unsigned(64n, 'bigint', 'unsigned_long_long', 'uint64_t', 'uintmax_t'),
]

const handleOf = (name: string): TypeHandle => c[name as 'int']

const integerLibrary = (options?: { int64: 'bigint' | 'number' }) =>
  open(
    file,
    Object.fromEntries(
      integers.flatMap(({ name }) => [
        [`same_${name}`, c.fn(handleOf(name), [handleOf(name)])],
        [`least_${name}`, c.fn(handleOf(name), [])],
        [`most_${name}`, c.fn(handleOf(name), [])],
      ]),
    ),
    options,
  )

const library = integerLibrary()
const safe = (value: bigint) => BigInt.asIntN(54, value) === value && value !== -(2n ** 53n)

/** Values around everything that could go wrong, as far as the type has them. */
function valuesOf({ min, max }: IntegerCase): bigint[] {
  const borders = [0n, 7n, 8n, 15n, 16n, 31n, 32n, 33n, 47n, 52n, 53n, 54n, 62n, 63n, 64n].flatMap(bits => {
    const power = 2n ** bits
    return [power - 1n, power, power + 1n, -power - 1n, -power, -power + 1n]
  })
  return [...new Set([min, max, min + 1n, max - 1n, 0x0123456789abcdefn, 0xfedcba9876543210n, ...borders])].filter(
    value => value >= min && value <= max,
  )
}

const outcomeOf = (call: () => unknown): unknown => {
  try {
    return call()
  } catch (error) {
    return error
  }
}

function remedy(name: string, min: bigint): string {
  const isNamed64 = integers.some(integer => integer.name === name && integer.out === 'bigint')
  const first = isNamed64
    ? "open the library without int64: 'number'"
    : `declare the result as ${min < 0n ? 'int64_t' : 'uint64_t'}`
  return `of type '${handleOf(name)}' is no exact number: ${first} or call .raw to get a bigint`
}

function assertResult(actual: unknown, exact: bigint, out: Out, name: string, min: bigint): void {
  if (out === 'bigint' || safe(exact)) {
    assert.equal(actual, out === 'bigint' ? exact : Number(exact))
    return
  }
  assert.ok(actual instanceof RangeError, `${name}: ${exact} came out as ${actual}`)
  const { code, result, function: called, message } = actual as RangeError & Record<string, unknown>
  assert.deepEqual(
    { code, result, called, message },
    {
      code: 'ERR_CABI_RESULT_RANGE',
      result: exact,
      called: name,
      message: `${name}: the result ${exact} ${remedy(name.replace('same_', ''), min)}`,
    },
  )
}

for (const integer of integers) {
  const name = `same_${integer.name}`
  const same: CFunction = library[name]
  const wide = integer.out !== 'number'

  test(`${integer.name}: every value comes back exactly, or is in the error`, () => {
    for (const value of valuesOf(integer)) {
      if (safe(value))
        assertResult(
          outcomeOf(() => same(Number(value))),
          value,
          integer.out,
          name,
          integer.min,
        )
      if (wide)
        assertResult(
          outcomeOf(() => same(value)),
          value,
          integer.out,
          name,
          integer.min,
        )
    }
  })

  test(`${integer.name}: the extremes are those of the C compiler`, () => {
    const raw = (function_: string) => BigInt(library[`${function_}_${integer.name}`].raw() as number | bigint)
    assert.deepEqual([raw('least'), raw('most')], [integer.min, integer.max])
  })

  test(`${integer.name}: the neighbours of the extremes are refused`, () => {
    for (const value of [integer.min - 1n, integer.max + 1n]) {
      assert.throws(() => same(wide ? value : Number(value)), { name: 'RangeError', code: 'ERR_CABI_ARG_RANGE' })
    }
  })

  test(`${integer.name}: .raw gives ${wide ? 'a bigint' : 'a number'} and loses nothing`, () => {
    for (const value of valuesOf(integer)) {
      assert.equal(same.raw(wide ? value : Number(value)), wide ? value : Number(value))
    }
  })
}

test("int64: 'number' makes checked numbers of all 64-bit integers; .raw stays exact", () => {
  const numbers = integerLibrary({ int64: 'number' })
  for (const { name, min, max } of integers.filter(({ out }) => out === 'bigint')) {
    const same: CFunction = numbers[`same_${name}`]
    for (const value of [0n, min, max, 2n ** 53n - 1n, 2n ** 53n]) {
      assertResult(
        outcomeOf(() => same(value)),
        value,
        'checked number',
        `same_${name}`,
        min,
      )
      assert.equal(same.raw(value), value)
    }
  }
})

test('a number from which bits may already be lost is refused, whatever the type', () => {
  for (const { name } of integers.filter(({ out }) => out !== 'number')) {
    const same: CFunction = library[`same_${name}`]
    assert.throws(() => same(2 ** 53), { code: 'ERR_CABI_ARG_RANGE', value: 2 ** 53 })
    assert.equal(BigInt(same(2 ** 53 - 1) as number), 2n ** 53n - 1n)
  }
})

const {
  same_bool,
  same_float,
  same_double,
  bits_of_float,
  bits_of_double,
  float_of_bits,
  double_of_bits,
  largest_float,
  third_argument,
} = open(
  file,
  `bool same_bool(bool value); float same_float(float value); double same_double(double value);
   uint32_t bits_of_float(float value); uint64_t bits_of_double(double value);
   float float_of_bits(uint32_t bits); double double_of_bits(uint64_t bits); float largest_float(void);
   double third_argument(int a, float b, double c, char d);`,
)

test('bool is boolean both ways', () => {
  assert.equal(same_bool(true), true)
  assert.equal(same_bool(false), false)
  assert.equal(same_bool.raw(true), true)
})

test('double: the same bits, of -0, denormals and infinities too', () => {
  for (const value of [0, -0, 0.1, 5e-324, 2 ** -1022, Number.MAX_VALUE, -1e300, 2 ** 53 + 2, Infinity, -Infinity]) {
    assert.ok(Object.is(same_double(value), value), `${value}`)
    assert.equal(bits_of_double(value), new BigUint64Array(Float64Array.of(value).buffer)[0])
  }
})

test('a NaN is a NaN in C and out of C, whatever its payload', () => {
  for (const bits of [0x7ff8000000000000n, 0xfff8000000000000n, 0x7ff8dead00beef01n, 0x7ff0000000000001n]) {
    assert.ok(Number.isNaN(double_of_bits(bits)))
  }
  for (const bits of [0x7fc00000, 0xffc00000, 0x7f800001]) assert.ok(Number.isNaN(float_of_bits(bits)))
  assert.equal((bits_of_double(Number.NaN) as bigint) & 0x7ff8000000000000n, 0x7ff8000000000000n)
  assert.equal((bits_of_float(Number.NaN) & 0x7fc00000) >>> 0, 0x7fc00000)
})

test('float: rounded to the nearest as C rounds, and widened exactly', () => {
  for (const value of [0, -0, 0.1, 1 / 3, 16777217, 1e-46, 1.401298464324817e-45, -2.5, Infinity, -Infinity]) {
    assert.ok(Object.is(same_float(value), Math.fround(value)), `${value}`)
    assert.equal(bits_of_float(value), new Uint32Array(Float32Array.of(value).buffer)[0])
  }
})

test('float: up to the middle between the largest and the next is the largest, from there on refused', () => {
  const largest = 2 ** 128 - 2 ** 104
  const middle = 2 ** 128 - 2 ** 103
  assert.equal(largest_float(), largest)
  assert.equal(same_float(middle - 2 ** 75), largest)
  for (const value of [middle, -middle, 1e39, Number.MAX_VALUE]) {
    assert.throws(() => same_float(value), {
      name: 'RangeError',
      code: 'ERR_CABI_ARG_RANGE',
      message: `same_float: argument 1 (value) is 'float': expected a number that a float can hold (up to ${largest}), got ${value}`,
    })
  }
})

test('char: one ASCII character is its code, a result is a number', () => {
  const same: CFunction = library['same_char']
  for (const character of ['a', '\0', '\x7f', '"', ' ']) assert.equal(same(character), character.charCodeAt(0))
  assert.equal(third_argument(1, 0.5, 2, 'A'), 68.5)
})

test('results narrower than their register are read as wide as they are, whatever is above', () => {
  const dirty = (result: string, name: string): CFunction =>
    open(file, `${result} dirty_${name}(void);`)[`dirty_${name}`]
  const cases: readonly (readonly [type: string, name: string, result: number | boolean])[] = [
    ['bool', 'true', true],
    ['bool', 'false', false],
    ['char', 'negative_char', -128],
    ['char', 'positive_char', 127],
    ['signed char', 'negative_char', -128],
    ['unsigned char', 'negative_char', 128],
    ['unsigned char', 'positive_char', 127],
    ['short', 'negative_short', -32767],
    ['short', 'positive_short', 32767],
    ['unsigned short', 'negative_short', 32769],
    ['unsigned short', 'positive_short', 32767],
    ['char16_t', 'negative_short', 32769],
    ['int', 'negative_int', -2147483647],
    ['int', 'positive_int', 2147483647],
    ['unsigned int', 'negative_int', 2147483649],
    ['unsigned int', 'positive_int', 2147483647],
    ['enum { A, B }', 'negative_int', 2147483649],
    ['enum { A = -1, B }', 'negative_int', -2147483647],
  ]
  for (const [type, name, result] of cases) {
    assert.equal(dirty(type, name)(), result, `${type} of ${name}`)
    assert.equal(dirty(type, name).raw(), result, `.raw of ${type} of ${name}`)
  }
})

const { pointer_of, same_pointer } = open(
  file,
  'void *pointer_of(unsigned long long bits); void *same_pointer(void *value);',
)

test('pointers keep all 64 bits through C, casts and text', () => {
  const patterns = [
    1n,
    0x10n,
    0x7fffffffn,
    0x80000000n,
    0xffffffffn,
    0x100000000n,
    0x7fff12345678n,
    0x7fffffffffffn,
    0xb400007fff123456n,
    0x1fffffffffffffn,
    0x20000000000000n,
    0x7fffffffffffffffn,
    0x8000000000000000n,
    0xfffffffffffff000n,
    0xffffffffffffffffn,
  ] // prettier-ignore
  for (const bits of patterns) {
    const pointer: Pointer = pointer_of(bits)
    assert.equal(pointer.bits, bits)
    assert.equal((same_pointer(pointer) as Pointer).bits, bits)
    assert.equal(pointer.cast(c.int).bits, bits)
    assert.equal(pointer.cast(c.string).toString(), `(const char **) 0x${bits.toString(16)}`)
    assert.equal(String(pointer), `(void *) 0x${bits.toString(16)}`)
  }
})

test('a null pointer is null both ways', () => {
  assert.equal(pointer_of(0n), null)
  assert.equal(same_pointer(null), null)
  assert.equal(same_pointer.raw(null), null)
})

test('the address of a pointer is a number, negative for marks near 2^64, and an error where it would not be exact', () => {
  const addressOf = (bits: bigint): number => pointer_of(bits).address
  assert.equal(addressOf(0x7fff12345678n), 0x7fff12345678)
  assert.equal(addressOf(2n ** 53n - 1n), 2 ** 53 - 1)
  assert.equal(addressOf(2n ** 64n - 1n), -1)
  assert.equal(addressOf(2n ** 64n - 4096n), -4096)
  assert.equal(addressOf(2n ** 64n - 2n ** 53n + 1n), -(2 ** 53) + 1)
  for (const bits of [2n ** 53n, 2n ** 63n, 2n ** 64n - 2n ** 53n]) {
    assert.throws(() => addressOf(bits), {
      name: 'RangeError',
      code: 'ERR_CABI_RESULT_RANGE',
      message: `the pointer (void *) 0x${bits.toString(16)} has an address that is no exact number: read .bits`,
      result: bits,
    })
  }
})

test('a double arrives bit by bit, also where C has changed the rounding mode, or takes denormals for zero', () => {
  setFlagsFromString('--allow-natives-syntax')
  const { prepare, optimise } = optimisation()
  const { __signbit, __fpclassify, fegetenv, fesetenv } = open(
    'm',
    `int __signbit(double x);
     int __fpclassify(double x);
     int fegetenv(void *environment);
     int fesetenv(const void *environment);`,
  )
  const receive = (x: number) => [__signbit(x) !== 0, __fpclassify(x)]
  // FP_ZERO and FP_SUBNORMAL of <math.h>.
  const expected = [
    [false, 2],
    [true, 2],
    [false, 3],
    [true, 3],
  ]
  const values = [0, -0, 5e-324, -5e-324]
  prepare(receive as never)
  assert.deepEqual(values.map(receive), expected)
  optimise(receive as never)
  assert.deepEqual(values.map(receive), expected)

  /** Of x86-64: fegetenv(3) leaves MXCSR in the last word. */
  const environment = new Uint32Array(8)
  fegetenv(environment)
  const [downward, denormalsAreZero, flushToZero] = [0x2000, 0x40, 0x8000]
  for (const mode of [downward, denormalsAreZero | flushToZero]) {
    const changed = environment.slice()
    changed[7]! |= mode
    fesetenv(changed)
    const received = values.map(receive)
    fesetenv(environment)
    assert.deepEqual(received, expected, `0x${mode.toString(16)}`)
  }
})
