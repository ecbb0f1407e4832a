import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileFixture } from '../../test/fixture.ts'
import { open } from '../index.ts'

const lib = open(
  compileFixture(new URL('./value-array.c', import.meta.url)),
  `struct point { int x; double y; }; struct named { const char *name; struct point at; };
   long long sum_int8(const int8_t *p, int n); long long sum_uint16(const uint16_t *p, int n);
   long long sum_int(const int *p, int n); long long sum_long(const long *p, int n);
   double sum_float(const float *p, int n); double sum_double(const double *p, int n);
   int count_true(const bool *p, int n);
   double sum_points(const struct point *p, int n); long long sum_names(const struct named *p, int n);
   int sum_rows(const int (*p)[3], int n);
   int both(const int *a, const char *text, const double *b);
   bool is_aligned(const struct point *p); bool is_null(const int *p);
   long long writes(int *p, int n) __asm__("sum_int"); int takes_void(const void *p) __asm__("is_null");`,
)

test('an array of numbers is copied for the call, as its type has them', () => {
  assert.equal(lib['sum_int8']([-128, 127, 5], 3), 4n)
  assert.equal(lib['sum_uint16']([65535, 1], 2), 65536n)
  assert.equal(lib['sum_int']([-(2 ** 31), 2 ** 31 - 1, 3], 3), 2n)
  assert.equal(lib['sum_long']([2 ** 40, -1n, 2n ** 62n], 3), 2n ** 62n + 2n ** 40n - 1n)
  assert.equal(lib['sum_float']([0.5, -0.25], 2), 0.25)
  assert.equal(lib['sum_double']([Math.PI, 1], 2), Math.PI + 1)
  assert.equal(lib['count_true']([true, false, true], 3), 2)
})

test('so is one of structs, from plain objects and instances', () => {
  const point = new lib['struct point']({ x: 2, y: 3 })
  assert.equal(lib['sum_points']([{ x: 1, y: 0.5 }, point, { y: 4 }, {}], 4), 6.5)
  assert.equal(
    lib['sum_rows'](
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
      2,
    ),
    5 + 90,
  )
})

test('strings in structs live as long as the call', () => {
  const named = Array.from({ length: 200 }, (_, i) => ({ name: 'x'.repeat(i), at: { x: i } }))
  let sum = 0n
  for (let i = 0; i < 200; i++) sum += BigInt(i * i)
  for (let round = 0; round < 50; round++) assert.equal(lib['sum_names'](named, 200), sum)
})

test('arrays of any length are copied', () => {
  for (const length of [0, 1, 1000, 100_000, 400_000]) {
    assert.equal(
      lib['sum_int'](
        Array.from({ length }, () => 3),
        length,
      ),
      BigInt(3 * length),
    )
  }
  assert.equal(lib['is_null']([]), false)
  assert.equal(lib['is_null'](null), true)
})

test('copies of one call lie beside each other, each aligned', () => {
  for (let length = 0; length < 20; length++) {
    assert.equal(lib['both']([5], 'x'.repeat(length), [1, 7]), 12 + length)
    assert.equal(lib['is_aligned']([{ x: 1 }]), true)
  }
})

test('an element that is wrong is named', () => {
  const refusals: readonly (readonly [call: () => unknown, code: string, message: string])[] = [
    [
      () => lib['sum_int']([1, 'x'], 2),
      'ERR_CABI_ARG_TYPE',
      "sum_int: argument 1 (p), element [1] is 'const int': expected an integer from -2147483648 to 2147483647, got 'x'",
    ],
    [
      () => lib['sum_int8']([1, 2, 300], 3),
      'ERR_CABI_ARG_RANGE',
      "sum_int8: argument 1 (p), element [2] is 'const int8_t': expected an integer from -128 to 127, got 300",
    ],
    [
      // biome-ignore lint/suspicious/noSparseArray: a hole is what is tested
      () => lib['sum_double']([1, , 2], 3),
      'ERR_CABI_ARG_TYPE',
      "sum_double: argument 1 (p), element [1] is 'const double': expected a number, got undefined",
    ],
    [
      () => lib['count_true']([1], 1),
      'ERR_CABI_ARG_TYPE',
      "count_true: argument 1 (p), element [0] is 'const bool': expected true or false, got 1",
    ],
  ]
  for (const [call, code, message] of refusals) assert.throws(call, { code, message })
  assert.throws(() => lib['sum_points']([{ z: 1 }], 1), { code: 'ERR_CABI_ARG_TYPE' })
})

test('where C may write, and where nothing says of what they are, values are refused', () => {
  assert.throws(() => lib['writes']([1], 1), {
    code: 'ERR_CABI_ARG_TYPE',
    message: /^writes: argument 1 \(p\) is 'int \*': expected .*, got \[ 1 \]$/,
  })
  assert.throws(() => lib['takes_void']([1]), { code: 'ERR_CABI_ARG_TYPE' })
})

test('values whose own code calls C leave the arguments before them alone', () => {
  let calls = 0
  const meddle = () => {
    calls++
    assert.equal(lib['both']([100], 'another text', [1, 2]), 114)
  }
  const values = Object.defineProperty([0, 0], 1, {
    get() {
      meddle()
      return 7
    },
  })
  assert.equal(lib['both']([5], 'text', values), 5 + 4 + 7)
  const points = [
    {
      get x() {
        meddle()
        return 3
      },
      y: 2,
    },
  ]
  assert.equal(lib['sum_points'](points, 1), 6)
  assert.equal(calls, 2)
})

test('a plain object stands for a const struct, copied for the call, and is refused as that struct is', () => {
  const libc = open(
    null,
    'typedef long time_t; struct tm { int tm_sec, tm_min, tm_hour, tm_mday, tm_mon, tm_year, tm_wday, tm_yday, tm_isdst; long tm_gmtoff; const char *tm_zone; }; size_t strftime(char *s, size_t max, const char *format, const struct tm *tm); time_t mktime(struct tm *tm);',
    // biome-ignore lint/suspicious/noExplicitAny: names of C text
  ) as any
  const text = new Uint8Array(64)
  for (let i = 0; i < 200; i++) {
    const length = libc.strftime(text, 64, '%H:%M %Z', { tm_hour: 7, tm_min: i % 60, tm_zone: 'XYZ' })
    assert.equal(Buffer.from(text).toString('latin1', 0, length), `07:${String(i % 60).padStart(2, '0')} XYZ`)
  }
  assert.throws(() => libc.strftime(text, 64, '', { tm_hou: 7 }), {
    code: 'ERR_CABI_ARG_TYPE',
    message: /^strftime: argument 4 \(tm\).*which has no 'tm_hou' \(did you mean 'tm_hour'/,
  })
  assert.throws(() => libc.mktime({ tm_year: 100 }), { code: 'ERR_CABI_ARG_TYPE' })
})
