import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type CFunction, c, open, type Pointer } from '../index.ts'

const library = open(
  null,
  `int abs(int j);
   double fabs(double x);
   long labs(long j);
   long long llabs(long long j);
   const char *strchr(const char *s, int c);
   int snprintf(char *s, size_t n, const char *format, ...);
   void *memcpy(void *restrict dest, const void *restrict src, size_t n);`,
)

test('a function knows its name, its declaration and its address', () => {
  const memcpy: CFunction = library['memcpy']
  assert.equal(memcpy.name, 'memcpy')
  assert.equal(String(memcpy), 'void *memcpy(void *dest, const void *src, size_t n)')
  assert.equal(String(memcpy.type), 'void * (void *dest, const void *src, size_t n)')
  assert.ok(memcpy.address > 0)
  assert.equal(String(library['snprintf']), 'int snprintf(char *s, size_t n, const char *format, ...)')
})

test('it is a function as others are', () => {
  const abs: CFunction = library['abs']
  assert.equal(typeof abs, 'function')
  assert.ok(abs instanceof Function)
  assert.equal(abs.call(null, -1), 1)
  assert.equal(abs.apply(undefined, [-2]), 2)
  assert.equal(abs.bind({}, -3)(), 3)
  assert.deepEqual(
    [-1, -2].map(n => abs(n)),
    [1, 2],
  )
})

test('a type of a function can be used as a signature elsewhere', () => {
  const again = open(null, { abs: (library['abs'] as CFunction).type })
  assert.equal(again['abs'](-7), 7)
})

test('.raw is the same call with nothing lost, made once', () => {
  assert.equal(library['labs'].raw(-5), 5n)
  assert.equal(library['labs'].raw(-(2n ** 62n)), 2n ** 62n)
  assert.equal(library['abs'].raw(-5), 5)
  assert.equal(library['fabs'].raw(-0.5), 0.5)
  const pointer: Pointer = library['strchr'].raw(Buffer.from('abc\0'), 'b'.charCodeAt(0))
  assert.equal(pointer.bytes(2)[1], 'c'.charCodeAt(0))
  assert.equal(library['strchr'].raw('abc', 0x78), null)
  assert.equal(library['abs'].raw, library['abs'].raw)
  assert.throws(() => library['abs'].raw('a'), { code: 'ERR_CABI_ARG_TYPE' })
  assert.throws(() => library['abs'].raw(), { code: 'ERR_CABI_ARG_COUNT' })
})

test('the extra properties belong to functions of libraries, not to what inherits from them', () => {
  const heir = Object.create(library['abs'])
  assert.deepEqual([heir.raw, heir.address, heir.type], [undefined, undefined, undefined])
})

test('however often it is called, and wherever it is kept, a function gives the same', () => {
  const kept: CFunction = library['llabs']
  for (let i = 0; i < 1000; i++) {
    assert.equal(kept(-i), BigInt(i))
    assert.equal(library['llabs'](-i), BigInt(i))
  }
})

test('functions of many shapes, more than are compiled at once, give the same before and after', () => {
  const types = [c.int, c.long, c.double, c.float, c.short, c.unsigned_char, c.bool, c.size_t, c.string]
  for (const first of types) {
    for (const second of types) {
      const { abs } = open(null, { abs: c.fn(c.int, [c.int, first, second]) })
      const value = (type: typeof c.int) => (type === c.bool ? true : type === c.string ? 'text' : 1)
      for (let i = 0; i < 120; i++) assert.equal(abs(-i, value(first), value(second)), i)
      assert.throws(() => abs(1, undefined, value(second)), { code: 'ERR_CABI_ARG_TYPE', parameter: 2 })
    }
  }
})

test('a parameter or result that cannot be passed is refused when the function is touched, saying which type', () => {
  const messageOf = (signature: typeof c.int) => {
    try {
      return open(null, { abs: signature })['abs']
    } catch (error) {
      const { code, message } = error as Error & { code: string }
      return `${code} ${message}`
    }
  }
  const { struct } = { struct: open(null, 'struct s;')['struct s'] }
  assert.equal(
    messageOf(c.fn(c.int, [struct])),
    "ERR_CABI_UNSUPPORTED abs: argument 1 is 'struct s': its definition is missing",
  )
  assert.equal(
    messageOf(c.fn(struct, [])),
    "ERR_CABI_UNSUPPORTED abs: the result is 'struct s': its definition is missing",
  )
})

test('more than 4096 parameters are refused', () => {
  const many = open(null, { abs: c.fn(c.int, Array(4097).fill(c.int)) })
  assert.throws(() => many['abs'], {
    code: 'ERR_CABI_UNSUPPORTED',
    message: /a call with more than 4096 arguments is not supported/,
  })
  const { abs } = open(null, { abs: c.fn(c.int, Array(300).fill(c.int)) })
  assert.equal(abs(...Array(300).fill(-3)), 3)
})
